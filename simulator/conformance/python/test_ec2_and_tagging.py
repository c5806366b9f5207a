import pytest
from botocore.exceptions import ClientError


def instances(ec2, **query):
    found, sizes = [], []
    for page in ec2.get_paginator("describe_instances").paginate(**query):
        found += [i for r in page["Reservations"] for i in r["Instances"]]
        sizes.append(len(page["Reservations"]))
    return found, sizes


def ec2_truth(place):
    return {m["ec2"]["instanceId"]: m for m in place["machines"] if m["ec2"]}


def error_of(call, **query):
    with pytest.raises(ClientError) as caught:
        call(**query)
    return caught.value.response["Error"]


def test_instances_include_those_that_ssm_does_not_manage(client, place):
    found, sizes = instances(client("ec2"), PaginationConfig={"PageSize": 50})
    truth = ec2_truth(place)
    assert {i["InstanceId"] for i in found} == set(truth)
    assert any(not m["managed"] for m in truth.values())
    assert len(sizes) > 1 and max(sizes) == 50
    for instance in found:
        machine = truth[instance["InstanceId"]]
        assert instance["State"]["Name"] == ("running" if machine["power"]["running"] else "stopped")
        assert instance["PrivateIpAddress"] == machine["privateIp"]
        assert {t["Key"]: t["Value"] for t in instance["Tags"]} == machine["tags"]
        assert instance["Monitoring"]["State"] == "disabled"


@pytest.mark.parametrize(
    "name, value, holds",
    [
        ("instance-state-name", "stopped", lambda m: not m["power"]["running"]),
        ("tag:Environment", "dev*", lambda m: m["tags"]["Environment"] == "development"),
        ("tag-key", "DomainJoin", lambda m: "DomainJoin" in m["tags"]),
    ],
)
def test_instance_filters(client, place, name, value, holds):
    found, _ = instances(client("ec2"), Filters=[{"Name": name, "Values": [value]}])
    assert {i["InstanceId"] for i in found} == {i for i, m in ec2_truth(place).items() if holds(m)}


def test_instances_by_id(client, place):
    ec2 = client("ec2")
    ids = sorted(ec2_truth(place))[:3]
    assert {i["InstanceId"] for i in instances(ec2, InstanceIds=ids)[0]} == set(ids)
    unknown = error_of(ec2.describe_instances, InstanceIds=["i-00000000000000000"])
    assert unknown["Code"] == "InvalidInstanceID.NotFound"
    assert error_of(ec2.describe_instances, InstanceIds=["nonsense"])["Code"] == "InvalidInstanceID.Malformed"
    assert error_of(ec2.describe_instances, MaxResults=4)["Code"] == "InvalidParameterValue"
    colour = [{"Name": "colour", "Values": ["red"]}]
    assert error_of(ec2.describe_instances, Filters=colour)["Code"] == "InvalidParameterValue"


def test_regions(client):
    ec2 = client("ec2")
    enabled = {r["RegionName"] for r in ec2.describe_regions()["Regions"]}
    everything = {r["RegionName"]: r["OptInStatus"] for r in ec2.describe_regions(AllRegions=True)["Regions"]}
    assert {"eu-west-1", "us-east-1"} <= enabled < set(everything)
    assert everything["eu-south-1"] == "not-opted-in"
    assert error_of(ec2.describe_regions, RegionNames=["eu-nowhere-7"])["Code"] == "InvalidParameterValue"


@pytest.mark.parametrize("resource_type, kinds", [("ec2:instance", {"ec2"}), ("ssm:managed-instance", None)])
def test_tags_in_bulk(client, place, resource_type, kinds):
    tagging = client("resourcegroupstaggingapi")
    found, pages = {}, 0
    paginator = tagging.get_paginator("get_resources")
    for page in paginator.paginate(ResourceTypeFilters=[resource_type], ResourcesPerPage=20):
        pages += 1
        for resource in page["ResourceTagMappingList"]:
            tags = {t["Key"]: t["Value"] for t in resource["Tags"]}
            found[resource["ResourceARN"].rsplit("/", 1)[-1]] = tags
    wanted = (lambda m: m["ec2"]) if kinds else (lambda m: not m["ec2"])
    assert found == {m["nodeId"]: m["tags"] for m in place["machines"] if wanted(m)}
    assert pages > 1


def test_tag_filters(client, place):
    tagging = client("resourcegroupstaggingapi")
    query = [{"Key": "provider", "Values": ["onprem"]}]
    found = tagging.get_resources(TagFilters=query)["ResourceTagMappingList"]
    assert {r["ResourceARN"].rsplit("/", 1)[-1] for r in found} == {
        m["nodeId"] for m in place["machines"] if m["tags"].get("provider") == "onprem"
    }
    assert error_of(tagging.get_resources, PaginationToken="x")["Code"] == "PaginationTokenExpiredException"


def test_the_members_of_a_resource_group(client, place):
    groups = client("resource-groups")
    found, sizes = [], []
    for page in groups.get_paginator("list_group_resources").paginate(Group="databases", PaginationConfig={"PageSize": 4}):
        found += [r["Identifier"]["ResourceArn"].rsplit("/")[-1] for r in page["Resources"]]
        sizes.append(len(page["Resources"]))
    databases = [m for m in place["machines"] if m["names"]["computerName"] and m["tags"]["Application"] == "orders"]
    assert len(sizes) > 1 and max(sizes) == 4
    assert set(found) <= {m["ec2"]["instanceId"] if m["ec2"] else m["nodeId"] for m in databases}
    assert error_of(groups.list_group_resources, Group="nobody")["Code"] == "NotFoundException"
