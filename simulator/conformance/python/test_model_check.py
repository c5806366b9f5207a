"""The check itself: that it finds what is wrong."""

import json

import botocore.session
import pytest

from model_check import problems_of

SESSION = botocore.session.get_session()
NODE = {"InstanceId": "i-0123456789abcdef0", "PingStatus": "Online", "LastPingDateTime": 1.5}
IDENTITY = "<UserId>u</UserId><Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/u</Arn>"


def problems_of_node(node):
    operation = SESSION.get_service_model("ssm").operation_model("DescribeInstanceProperties")
    return problems_of(operation, "json", json.dumps({"InstanceProperties": [node]}).encode())


def test_a_good_answer_has_no_problems():
    assert problems_of_node(NODE) == []


@pytest.mark.parametrize(
    "change, words",
    [
        ({"instanceId": "i-0123456789abcdef0"}, "instanceId is not in the model"),
        ({"PingStatus": "Offline"}, "not one of"),
        ({"LastPingDateTime": "2026-11-21T00:00:00Z"}, "not a time"),
        ({"PlatformName": None}, "is null"),
        ({"AgentVersion": 3}, "not a string"),
        ({"InstanceId": "nonsense"}, "not like"),
    ],
)
def test_a_bad_member_is_named(change, words):
    found = problems_of_node({**NODE, **change})
    assert len(found) == 1 and words in found[0]


def test_a_missing_required_member_is_named():
    operation = SESSION.get_service_model("ssm").operation_model("DescribeInstancePatches")
    body = json.dumps({"Patches": [{"Title": "t", "KBId": "k", "Classification": "", "Severity": "", "State": "Missing"}]})
    assert problems_of(operation, "json", body.encode()) == [
        "DescribeInstancePatches.Patches[0].InstalledTime is required and missing"
    ]


@pytest.mark.parametrize("change, words", [("", None), ("<Colour>red</Colour>", "Colour is not in the model")])
def test_query_answers(change, words):
    operation = SESSION.get_service_model("sts").operation_model("GetCallerIdentity")
    body = (
        f"<GetCallerIdentityResponse><GetCallerIdentityResult>{IDENTITY}{change}</GetCallerIdentityResult>"
        "<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetCallerIdentityResponse>"
    )
    found = problems_of(operation, "query", body)
    assert found == [] if words is None else words in found[0]
