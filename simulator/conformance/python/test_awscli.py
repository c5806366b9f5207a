"""The AWS command line, as a person would use it."""

import json
import os
import subprocess
import sys
import time

import pytest

AWS = os.path.join(os.path.dirname(sys.executable), "aws")


@pytest.fixture
def aws(simulator_url, tmp_path):
    config = tmp_path / "config"
    config.write_text("[default]\ncli_timestamp_format = iso8601\n")

    def run(*arguments, **environment):
        settings = {
            "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "AWS_CONFIG_FILE": str(config),
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_EC2_METADATA_DISABLED": "true",
            "HOME": str(tmp_path),
            **environment,
        }
        where = ["--endpoint-url", simulator_url, "--region", "eu-west-1", "--output", "json"]
        return subprocess.run(
            [sys.executable, AWS, *arguments, *where], env=settings, capture_output=True, text=True, timeout=60
        )

    return run


def test_the_whole_node_list_through_the_command_lines_own_pages(aws, place):
    done = aws("ssm", "describe-instance-information", "--page-size", "50")
    assert done.returncode == 0, done.stderr
    nodes = json.loads(done.stdout)["InstanceInformationList"]
    stopped = [m for m in place["managed"].values() if m["kind"] == "ec2" and not m["power"]["running"]]
    assert len(nodes) == len(place["managed"]) - len(stopped)
    assert all("T" in n["LastPingDateTime"] for n in nodes)


def test_patch_states_and_a_query(aws, place):
    ids = [i for i, m in place["managed"].items() if m["ssm"]["patch"]][:3]
    done = aws(
        "ssm", "describe-instance-patch-states", "--instance-ids", *ids, "--query", "InstancePatchStates[].InstanceId"
    )
    assert json.loads(done.stdout) == ids, done.stderr


def test_the_accounts_own_documents(aws, truth, place):
    done = aws("ssm", "list-documents", "--filters", "Key=Owner,Values=Self", "--page-size", "3")
    listed = json.loads(done.stdout)["DocumentIdentifiers"]
    here = (place["account"], place["region"])
    assert [d["Name"] for d in listed] == [d["name"] for d in truth["documents"] if (d["owner"], d["region"]) == here]


def test_a_service_setting(aws):
    tier = "/ssm/managed-instance/activation-tier"
    done = aws("ssm", "get-service-setting", "--setting-id", tier, "--query", "ServiceSetting.[SettingValue,Status]")
    assert json.loads(done.stdout) == ["advanced", "Customized"], done.stderr


def test_patch_groups_through_the_command_lines_own_pages(aws, truth, place):
    done = aws("ssm", "describe-patch-groups", "--page-size", "10", "--query", "Mappings[].PatchGroup")
    here = (place["account"], place["region"])
    assert json.loads(done.stdout) == [
        g["patchGroup"] for g in truth["patchGroups"] if (g["account"], g["region"]) == here
    ]


def test_maintenance_windows_through_the_command_lines_own_pages(aws, truth, place):
    done = aws("ssm", "describe-maintenance-windows", "--page-size", "10", "--query", "WindowIdentities[].Name")
    here = (place["account"], place["region"])
    assert json.loads(done.stdout) == [
        w["name"] for w in truth["maintenanceWindows"] if (w["account"], w["region"]) == here
    ]


def test_commands_through_the_command_lines_own_pages(aws, truth, place):
    done = aws("ssm", "list-commands", "--filters", "key=Status,value=Failed", "--page-size", "5", "--query", "Commands[].CommandId")
    month_ago = time.time() * 1000 - 30 * 24 * 3600_000
    here = (place["account"], place["region"])
    assert json.loads(done.stdout) == [
        c["commandId"]
        for c in truth["commands"]
        if (c["account"], c["region"]) == here and c["status"] == "Failed" and c["requestedAt"] > month_ago
    ], done.stderr


def test_alarms_through_the_command_lines_own_pages(aws, truth, place):
    query = ["--alarm-types", "CompositeAlarm", "MetricAlarm", "--state-value", "ALARM", "--page-size", "7"]
    listed = json.loads(aws("cloudwatch", "describe-alarms", *query).stdout)
    here = (place["account"], place["region"])
    for kind in ("CompositeAlarms", "MetricAlarms"):
        known = truth[kind[0].lower() + kind[1:]]
        assert [a["AlarmName"] for a in listed[kind]] == [
            a["alarmName"] for a in known if (a["account"], a["region"]) == here and a["state"] == "ALARM"
        ]


def test_open_sessions_and_the_next_runs_of_windows(aws, truth, place):
    here = (place["account"], place["region"])
    sessions = json.loads(aws("ssm", "describe-sessions", "--state", "Active").stdout)["Sessions"]
    assert [s["SessionId"] for s in sessions] == [
        s["sessionId"] for s in truth["sessions"] if (s["account"], s["region"]) == here and not s["endedAt"]
    ]
    done = aws("ssm", "describe-maintenance-window-schedule", "--max-items", "3")
    assert len(json.loads(done.stdout)["ScheduledWindowExecutions"]) == 3, done.stderr


def test_ec2_and_sts(aws, truth):
    assert len(json.loads(aws("ec2", "describe-instances", "--max-items", "7").stdout)["Reservations"]) == 7
    assert json.loads(aws("sts", "get-caller-identity").stdout)["Account"] == truth["accounts"][0]["id"]


def test_a_wrong_secret_in_the_command_lines_words(aws):
    done = aws("ssm", "list-associations", AWS_SECRET_ACCESS_KEY="wrong")
    assert done.returncode != 0
    assert "(InvalidSignatureException) when calling the ListAssociations operation" in done.stderr
