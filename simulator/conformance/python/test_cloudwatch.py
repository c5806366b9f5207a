import datetime

import botocore.model
import pytest
from botocore.exceptions import ClientError

NOW = datetime.datetime.now(datetime.timezone.utc).replace(second=0, microsecond=0)
HOUR = {"StartTime": NOW - datetime.timedelta(hours=1), "EndTime": NOW}


def heard_by_ec2(place):
    machines = [m for m in place["machines"] if m["metrics"]["cloudWatch"]["ec2"]]
    return {m["ec2"]["instanceId"] for m in machines if m["power"]["running"]}


def cpu_of(instance_id):
    return {
        "Namespace": "AWS/EC2",
        "MetricName": "CPUUtilization",
        "Dimensions": [{"Name": "InstanceId", "Value": instance_id}],
    }


def error_of(call, **query):
    with pytest.raises(ClientError) as caught:
        call(**query)
    return caught.value.response["Error"]


@pytest.fixture(params=["smithy-rpc-v2-cbor", "json", "query"])
def cloudwatch(request, client, monkeypatch):
    """A client for each protocol of the service; left alone, boto3 speaks only the one that it likes best."""
    monkeypatch.setattr(botocore.model, "PRIORITY_ORDERED_SUPPORTED_PROTOCOLS", [request.param])
    made = client("cloudwatch")
    assert made.meta.service_model.resolved_protocol == request.param
    return made


def test_metrics_are_listed_page_by_page(cloudwatch, place):
    pages = list(cloudwatch.get_paginator("list_metrics").paginate())
    assert len(pages) > 1 and all(len(page["Metrics"]) <= 500 for page in pages)
    metrics = [m for page in pages for m in page["Metrics"]]
    cpu = {m["Dimensions"][0]["Value"] for m in metrics if m["MetricName"] == "CPUUtilization"}
    assert heard_by_ec2(place) <= cpu


def test_recently_active_leaves_stopped_instances_out(cloudwatch, place):
    pages = cloudwatch.get_paginator("list_metrics")
    query = {"Namespace": "AWS/EC2", "MetricName": "CPUUtilization", "RecentlyActive": "PT3H"}
    active = {m["Dimensions"][0]["Value"] for page in pages.paginate(**query) for m in page["Metrics"]}
    long_ago = (NOW.timestamp() - 4 * 3600) * 1000
    machines = [m for m in place["machines"] if m["ec2"] and not m["power"]["running"]]
    stopped = {m["ec2"]["instanceId"] for m in machines if m["power"]["stoppedAt"] < long_ago}
    assert heard_by_ec2(place) <= active
    assert stopped and not active & stopped


def test_data_of_metrics_searches_math_and_insights(cloudwatch, place):
    instance_id = sorted(heard_by_ec2(place))[0]
    average = 'SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId)'
    queries = [
        {"Id": "m1", "MetricStat": {"Metric": cpu_of(instance_id), "Period": 300, "Stat": "Average"}},
        {"Id": "e1", "Expression": "100-m1", "Period": 300},
        {"Id": "s1", "Expression": "SEARCH('{AWS/EC2,InstanceId} MetricName=\"NetworkIn\"', 'Sum', 300)"},
        {"Id": "i1", "Expression": f"{average} GROUP BY InstanceId LIMIT 3", "Period": 300},
    ]
    pages = cloudwatch.get_paginator("get_metric_data")
    results = {}
    for page in pages.paginate(MetricDataQueries=queries, ScanBy="TimestampAscending", MaxDatapoints=500, **HOUR):
        for result in page["MetricDataResults"]:
            series = results.setdefault(result["Id"], {}).setdefault(result["Label"], [])
            series.extend(zip(result["Timestamps"], result["Values"]))
    assert {name: len(series) for name, series in results.items() if name != "s1"} == {"m1": 1, "e1": 1, "i1": 3}
    assert heard_by_ec2(place) <= set(results["s1"])
    (points,), (rest,) = results["m1"].values(), results["e1"].values()
    assert len(points) >= 10
    assert [(time, pytest.approx(100 - value)) for time, value in points] == rest
    assert all(0 < value < 100 for _, value in points)
    assert all(HOUR["StartTime"] - datetime.timedelta(minutes=5) <= time < NOW for time, _ in points)


@pytest.mark.parametrize(
    "service, operation",
    [("cloudwatch", "describe_alarm_history"), ("logs", "describe_log_groups"), ("oam", "list_sinks")],
)
def test_what_nobody_has_made_is_empty(client, service, operation):
    answer = getattr(client(service), operation)()
    lists = [value for name, value in answer.items() if name != "ResponseMetadata"]
    assert lists and not any(lists)


def test_errors_have_the_codes_of_the_query_protocol(cloudwatch):
    broken = [{"Id": "e1", "Expression": "m9*2", "Period": 60}]
    error = error_of(cloudwatch.get_metric_data, MetricDataQueries=broken, **HOUR)
    assert (error["Code"], error["Message"]) == ("ValidationError", "Error in expression 'e1': Undefined variable m9")
    assert error_of(cloudwatch.list_metrics, NextToken="x")["Code"] == "InvalidParameterValue"


def test_alarms_page_by_page(cloudwatch, truth, place):
    here = (place["account"], place["region"])
    metric = [a for a in truth["metricAlarms"] if (a["account"], a["region"]) == here]
    composite = [a for a in truth["compositeAlarms"] if (a["account"], a["region"]) == here]
    pages = list(cloudwatch.get_paginator("describe_alarms").paginate(PaginationConfig={"PageSize": 100}))
    assert len(pages) > 1 and not any(page["CompositeAlarms"] for page in pages), "by default metric alarms alone"
    listed = [a for page in pages for a in page["MetricAlarms"]]
    assert [(a["AlarmName"], a["StateValue"]) for a in listed] == [(a["alarmName"], a["state"]) for a in metric]
    for alarm, known in zip(listed, metric):
        assert {d["Name"]: d["Value"] for d in alarm.get("Dimensions", [])} == known["dimensions"]
        assert abs(alarm["StateUpdatedTimestamp"].timestamp() * 1000 - known["stateUpdatedAt"]) < 1.5
    types = {"AlarmTypes": ["MetricAlarm", "CompositeAlarm"], "StateValue": "ALARM"}
    pages = list(cloudwatch.get_paginator("describe_alarms").paginate(**types, PaginationConfig={"PageSize": 3}))
    for kind, known in (("MetricAlarms", metric), ("CompositeAlarms", composite)):
        alarming = [a["alarmName"] for a in known if a["state"] == "ALARM"]
        assert alarming and [a["AlarmName"] for page in pages for a in page[kind]] == alarming


def test_alarms_refuse(cloudwatch):
    assert error_of(cloudwatch.describe_alarms, NextToken="x")["Code"] == "InvalidNextToken"
    both = {"AlarmNames": ["a"], "AlarmNamePrefix": "a"}
    assert error_of(cloudwatch.describe_alarms, **both)["Code"] == "InvalidParameterCombination"
