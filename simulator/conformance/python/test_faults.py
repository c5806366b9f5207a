import json
import urllib.request

import pytest
from botocore.exceptions import ClientError, HTTPClientError, PaginationError


@pytest.fixture
def door(simulator_url):
    """`door("faults", [...])` posts to one of the simulator's doors; all are set right at the end."""

    def ask(method, name, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{simulator_url}/__{name}", data=data, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    yield lambda name, body: ask("POST", name, body)
    ask("DELETE", "faults")
    ask("DELETE", "clock")


def listed(ssm, size=20):
    pages = ssm.get_paginator("describe_instance_properties").paginate(PaginationConfig={"PageSize": size})
    return [n["InstanceId"] for page in pages for n in page["InstanceProperties"]]


def test_a_short_list_ends_early_without_a_word(client, place, door):
    door("faults", [{"operation": "DescribeInstanceProperties", "list": "short", "page": 2}])
    assert listed(client("ssm")) == list(place["managed"])[:40]


def test_empty_pages_cost_nothing(client, place, door):
    door("faults", [{"operation": "DescribeInstanceProperties", "list": "emptyPage", "fromPage": 2}])
    assert listed(client("ssm"), 100) == list(place["managed"])


def test_a_token_that_repeats_is_an_error(client, door):
    door("faults", [{"operation": "DescribeInstanceProperties", "list": "sameToken", "page": 1}])
    with pytest.raises(PaginationError, match="same next token"):
        listed(client("ssm"))


def test_a_connection_that_is_reset_is_no_answer(client, door):
    door("faults", [{"service": "ssm", "answer": "reset"}])
    with pytest.raises(HTTPClientError):
        client("ssm").describe_instance_properties()


@pytest.mark.parametrize("service, ask", [("sts", "get_caller_identity"), ("ssm", "list_associations")])
def test_what_is_echoed_comes_as_the_message(client, door, truth, service, ask):
    role = truth["accounts"][0]["readerRole"]
    query = {"RoleArn": role["arn"], "ExternalId": role["externalId"], "RoleSessionName": "echo"}
    session = client("sts").assume_role(**query)["Credentials"]
    door("faults", [{"service": service, "code": "AccessDenied", "status": 403, "echo": True}])
    keys = {"key": session["AccessKeyId"], "secret": session["SecretAccessKey"], "token": session["SessionToken"]}
    with pytest.raises(ClientError) as caught:
        getattr(client(service, **keys), ask)()
    assert session["SessionToken"] in caught.value.response["Error"]["Message"]


def test_a_clock_that_is_off_is_told_by_the_date(client, door):
    door("clock", {"offsetMs": 600_000})
    with pytest.raises(ClientError) as caught:
        client("ssm").list_associations()
    assert caught.value.response["Error"]["Code"] == "InvalidSignatureException"
    assert "is now earlier than" in caught.value.response["Error"]["Message"]
