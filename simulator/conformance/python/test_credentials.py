import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

ASK = {
    "ssm": lambda c: c.describe_instance_properties(),
    "resourcegroupstaggingapi": lambda c: c.get_resources(),
    "sts": lambda c: c.get_caller_identity(),
    "ec2": lambda c: c.describe_regions(),
}


def error_of(service, made):
    with pytest.raises(ClientError) as caught:
        ASK[service](made)
    return caught.value.response["Error"]["Code"]


def assume(client, truth, index=1, **changes):
    role = truth["accounts"][index]["readerRole"]
    query = {"RoleArn": role["arn"], "ExternalId": role["externalId"], "RoleSessionName": "conformance", **changes}
    return client("sts").assume_role(**query)


@pytest.mark.parametrize(
    "service, code",
    [
        ("ssm", "InvalidSignatureException"),
        ("resourcegroupstaggingapi", "InvalidSignatureException"),
        ("sts", "SignatureDoesNotMatch"),
        ("ec2", "AuthFailure"),
    ],
)
def test_a_wrong_secret(client, service, code):
    assert error_of(service, client(service, secret="wrong")) == code


@pytest.mark.parametrize(
    "service, code",
    [("ssm", "UnrecognizedClientException"), ("sts", "InvalidClientTokenId"), ("ec2", "AuthFailure")],
)
def test_an_unknown_key(client, service, code):
    assert error_of(service, client(service, key="AKIAUNKNOWNEXAMPLE00")) == code


@pytest.mark.parametrize("region", ["eu-nowhere-7", "eu-south-1"])
def test_a_region_that_the_account_has_not(client, region):
    assert error_of("ssm", client("ssm", region=region)) == "UnrecognizedClientException"


def test_who_am_i(client, truth):
    identity = client("sts").get_caller_identity()
    assert identity["Account"] == truth["accounts"][0]["id"]
    assert ":user/" in identity["Arn"]


@pytest.mark.parametrize("index", [0, 1, 2])
def test_reader_roles_open_each_account(client, truth, index):
    assumed = assume(client, truth, index)
    keys = assumed["Credentials"]
    account = truth["accounts"][index]["id"]
    session = (keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    region = "us-east-1"
    identity = client("sts", region, *session).get_caller_identity()
    assert identity["Account"] == account
    assert identity["Arn"] == assumed["AssumedRoleUser"]["Arn"]
    nodes = client("ssm", region, *session).describe_instance_properties(MaxResults=1000)["InstanceProperties"]
    expected = [m for m in truth["machines"] if m["managed"] and (m["account"], m["region"]) == (account, region)]
    assert {n["InstanceId"] for n in nodes} == {m["nodeId"] for m in expected}
    assert error_of("ssm", client("ssm", region, *session[:2], "forged")) == "UnrecognizedClientException"


def test_a_role_sees_the_documents_that_the_base_account_shares(client, truth):
    keys = assume(client, truth)["Credentials"]
    session = (keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    query = {"Filters": [{"Key": "Owner", "Values": ["Private"]}]}
    listed = client("ssm", "eu-west-1", *session).list_documents(**query)["DocumentIdentifiers"]
    owner = truth["accounts"][0]["id"]
    assert [(d["Name"], d["Owner"]) for d in listed] == [
        (f"arn:aws:ssm:eu-west-1:{owner}:document/{d['name']}", owner)
        for d in truth["documents"]
        if d["region"] == "eu-west-1" and truth["accounts"][1]["id"] in d["sharedWith"]
    ]
    assert listed


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"ExternalId": "wrong"}, "AccessDenied"),
        ({"RoleArn": "arn:aws:iam::999999999999:role/OnePaneReader"}, "AccessDenied"),
        ({"RoleArn": "arn:aws:iam::111122223333:user/OnePaneReader"}, "ValidationError"),
    ],
)
def test_roles_that_cannot_be_assumed(client, truth, changes, code):
    with pytest.raises(ClientError) as caught:
        assume(client, truth, **changes)
    assert caught.value.response["Error"]["Code"] == code
    if code == "AccessDenied":
        assert "is not authorized to perform: sts:AssumeRole on resource:" in str(caught.value)


def test_a_fault_on_demand_strikes_as_often_as_it_was_told(client, simulator_url):
    fault = {
        "service": "ssm",
        "operation": "DescribeActivations",
        "code": "AccessDeniedException",
        "message": "User is not authorized to perform: ssm:DescribeActivations",
        "times": 1,
    }
    request = urllib.request.Request(f"{simulator_url}/__faults", json.dumps([fault]).encode(), method="POST")
    urllib.request.urlopen(request)
    ssm = client("ssm")
    with pytest.raises(ClientError) as caught:
        ssm.describe_activations()
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
    assert ssm.describe_activations()["ActivationList"]
    urllib.request.urlopen(urllib.request.Request(f"{simulator_url}/__faults", method="DELETE"))


def test_too_many_calls_are_throttled(client):
    ssm = client("ssm", region="us-east-1", attempts=1)
    unknown = "00000000-0000-4000-8000-000000000000"

    def ask(_):
        with pytest.raises(ClientError) as caught:
            ssm.describe_association(AssociationId=unknown)
        return caught.value.response["Error"]["Code"]

    # At once: one after the other a slow machine might ask no faster than the bucket fills.
    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(ask, range(12)))
    assert "AssociationDoesNotExist" in codes
    assert "ThrottlingException" in codes
