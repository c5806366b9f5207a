import datetime
import json

import pytest
from botocore.exceptions import ClientError


def pages(call, member, **query):
    """Every item of an operation that has no paginator, and the sizes of its pages."""
    items, sizes, token = [], [], None
    while True:
        answer = call(**query, **({"NextToken": token} if token else {}))
        items += answer[member]
        sizes.append(len(answer[member]))
        token = answer.get("NextToken")
        if not token:
            return items, sizes


def error_of(call, **query):
    with pytest.raises(ClientError) as caught:
        call(**query)
    return caught.value.response["Error"]


def first(place, holds):
    return next(m for m in place["managed"].values() if holds(m))


def test_describe_instance_properties_gives_every_managed_node(client, place):
    nodes, sizes = pages(client("ssm").describe_instance_properties, "InstanceProperties", MaxResults=100)
    assert {n["InstanceId"] for n in nodes} == set(place["managed"])
    assert len(nodes) == len(place["managed"])
    assert len(sizes) > 1 and max(sizes) == 100
    for node in nodes:
        truth = place["managed"][node["InstanceId"]]
        assert node["ComputerName"] == truth["names"]["computerName"]
        assert node["PlatformType"] == truth["os"]["type"]
        assert node["PingStatus"] == truth["ssm"]["pingStatus"]
        assert node.get("SourceId") == truth["ssm"]["sourceId"]
        if truth["kind"] == "ec2":
            assert node["InstanceState"] == ("running" if truth["power"]["running"] else "stopped")


@pytest.mark.parametrize(
    "operator, value, holds",
    [
        ("Equal", "Windows", lambda os: os == "Windows"),
        ("NotEqual", "Windows", lambda os: os != "Windows"),
        ("BeginWith", "Lin", lambda os: os == "Linux"),
    ],
)
def test_describe_instance_properties_filters(client, place, operator, value, holds):
    query = {"FiltersWithOperator": [{"Key": "PlatformTypes", "Operator": operator, "Values": [value]}]}
    nodes, _ = pages(client("ssm").describe_instance_properties, "InstanceProperties", MaxResults=1000, **query)
    assert {n["InstanceId"] for n in nodes} == {i for i, m in place["managed"].items() if holds(m["os"]["type"])}


@pytest.mark.parametrize(
    "operation, size",
    [
        ("describe_instance_properties", 4),
        ("describe_instance_properties", 1001),
        ("list_documents", 0),
        ("list_documents", 51),
        ("describe_patch_groups", 0),
        ("describe_patch_groups", 101),
        ("describe_maintenance_windows", 9),
        ("describe_maintenance_windows", 101),
        ("describe_parameters", 51),
        ("list_compliance_summaries", 51),
    ],
)
def test_page_sizes_out_of_range_are_refused(client, operation, size):
    # botocore would refuse it before it is sent.
    ssm = client("ssm")
    ssm.meta.config.parameter_validation = False
    error = error_of(getattr(without_validation(ssm), operation), MaxResults=size)
    assert error["Code"] == "ValidationException"
    assert "maxResults" in error["Message"]


def without_validation(made):
    made._serializer = getattr(made._serializer, "_serializer", made._serializer)
    return made


def test_describe_instance_information_leaves_out_stopped_instances(client, place):
    nodes, sizes = pages(client("ssm").describe_instance_information, "InstanceInformationList")
    stopped = {i for i, m in place["managed"].items() if m["kind"] == "ec2" and not m["power"]["running"]}
    assert stopped
    assert {n["InstanceId"] for n in nodes} == set(place["managed"]) - stopped
    assert max(sizes) == 10, "the default page"
    assert 0 in sizes[1:-1], "a page in mid-stream may be empty"


def test_describe_instance_information_filters_by_tag_and_source(client, place):
    ssm = client("ssm")
    tagged, _ = pages(
        ssm.describe_instance_information,
        "InstanceInformationList",
        Filters=[{"Key": "tag:Environment", "Values": ["development"]}],
    )
    assert tagged
    assert all(place["managed"][n["InstanceId"]]["tags"]["Environment"] == "development" for n in tagged)
    azure, _ = pages(
        ssm.describe_instance_information,
        "InstanceInformationList",
        Filters=[{"Key": "SourceTypes", "Values": ["Microsoft.Compute/virtualMachines"]}],
    )
    assert {n["InstanceId"] for n in azure} == {
        i for i, m in place["managed"].items() if m["azure"] and m["azure"]["path"] == "provider"
    }
    assert all(n["ComputerName"].count(":") == 2 for n in azure)
    both = [{"Key": "tag:Environment", "Values": ["x"]}, {"Key": "PingStatus", "Values": ["Online"]}]
    assert error_of(ssm.describe_instance_information, Filters=both)["Code"] == "InvalidInstanceInformationFilterValue"


def test_patch_states_follow_the_truth(client, place):
    ids = list(place["managed"])
    ssm = client("ssm")
    states = []
    for start in range(0, len(ids), 50):
        states += pages(ssm.describe_instance_patch_states, "InstancePatchStates", InstanceIds=ids[start : start + 50])[0]
    patched = {i: m["ssm"]["patch"] for i, m in place["managed"].items() if m["ssm"]["patch"]}
    assert {s["InstanceId"] for s in states} == set(patched), "those without a patch state are absent"
    for state in states:
        truth = patched[state["InstanceId"]]
        assert state["MissingCount"] == truth["counts"]["Missing"]
        assert state["FailedCount"] == truth["counts"]["Failed"]
        assert state["AvailableSecurityUpdateCount"] == truth["counts"]["AvailableSecurityUpdate"]
        assert abs(state["OperationEndTime"].timestamp() * 1000 - truth["endedAt"]) < 1.5


def test_a_connectors_id_is_listed_and_costs_a_batch_of_patch_states(client, truth):
    connector = next(m for m in truth["machines"] if m["nodeId"].startswith("eks_c:"))
    there = (connector["account"], connector["region"])
    role = next(a["readerRole"] for a in truth["accounts"] if a["id"] == connector["account"])
    query = {"RoleArn": role["arn"], "ExternalId": role["externalId"], "RoleSessionName": "connector"}
    keys = client("sts").assume_role(**query)["Credentials"]
    ssm = client("ssm", connector["region"], keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    nodes, _ = pages(ssm.describe_instance_properties, "InstanceProperties", MaxResults=1000)
    assert connector["nodeId"] in {n["InstanceId"] for n in nodes}
    good = next(m["nodeId"] for m in truth["machines"] if m["managed"] and (m["account"], m["region"]) == there)
    error = error_of(ssm.describe_instance_patch_states, InstanceIds=[good, connector["nodeId"]])
    assert error["Code"] == "ValidationException"
    assert connector["nodeId"] in error["Message"]


def test_patch_states_page_and_ignore_unknown_ids(client, place):
    ids = [i for i, m in place["managed"].items() if m["ssm"]["patch"]][:49]
    query = {"InstanceIds": [*ids, "i-00000000000000000"], "MaxResults": 20}
    states, sizes = pages(client("ssm").describe_instance_patch_states, "InstancePatchStates", **query)
    assert sizes == [20, 20, 9]
    assert [s["InstanceId"] for s in states] == ids


def test_patches_of_a_node_are_those_that_its_counts_promise(client, place):
    missing = first(place, lambda m: m["ssm"]["patch"] and m["ssm"]["patch"]["counts"]["Missing"] > 0)
    patches, sizes = pages(client("ssm").describe_instance_patches, "Patches", InstanceId=missing["nodeId"], MaxResults=10)
    counts = missing["ssm"]["patch"]["counts"]
    assert len(patches) == sum(counts.values())
    for state, count in counts.items():
        assert len([p for p in patches if p["State"] == state]) == count
    epoch = datetime.datetime.fromtimestamp(0, datetime.timezone.utc)
    assert all(p["InstalledTime"] == epoch for p in patches if p["State"] == "Missing")
    assert any(p.get("CVEIds") for p in patches if p["State"] == "Missing")


def test_patches_filter_and_refuse(client, place):
    ssm = client("ssm")
    missing = first(place, lambda m: m["ssm"]["patch"] and m["ssm"]["patch"]["counts"]["Missing"] > 0)
    query = {"InstanceId": missing["nodeId"], "Filters": [{"Key": "State", "Values": ["Missing"]}]}
    assert len(ssm.describe_instance_patches(**query)["Patches"]) == missing["ssm"]["patch"]["counts"]["Missing"]
    wrong = {"InstanceId": missing["nodeId"], "Filters": [{"Key": "Colour", "Values": ["red"]}]}
    assert error_of(ssm.describe_instance_patches, **wrong)["Code"] == "InvalidFilter"
    assert error_of(ssm.describe_instance_patches, InstanceId="i-00000000000000000")["Code"] == "InvalidInstanceId"


def test_a_token_is_good_for_its_own_query_only(client):
    ssm = client("ssm")
    token = ssm.describe_instance_properties(MaxResults=5)["NextToken"]
    assert error_of(ssm.describe_instance_information, NextToken=token)["Code"] == "InvalidNextToken"
    assert error_of(ssm.describe_instance_properties, NextToken="rubbish")["Code"] == "InvalidNextToken"


def test_associations_and_their_state_over_the_fleet(client, truth, place):
    ssm = client("ssm")
    listed, sizes = pages(ssm.list_associations, "Associations", MaxResults=4)
    known = [a for a in truth["associations"] if (a["account"], a["region"]) == (place["account"], place["region"])]
    assert [a["AssociationId"] for a in listed] == [a["associationId"] for a in known]
    assert sizes == [4, len(known) - 4]
    for association in listed:
        statuses = [
            a["status"]
            for m in place["managed"].values()
            for a in m["ssm"]["associations"]
            if a["associationId"] == association["AssociationId"]
        ]
        counts = association["Overview"].get("AssociationStatusAggregatedCount", {})
        assert sum(counts.values()) == len(statuses)
        assert counts.get("Failed", 0) == statuses.count("Failed")
    named = ssm.list_associations(AssociationFilterList=[{"key": "Name", "value": "AWS-RunPatchBaseline"}])
    assert [a["Name"] for a in named["Associations"]] == ["AWS-RunPatchBaseline"]


def test_an_association_has_targets_or_maps_of_them(client, truth):
    ssm = client("ssm")
    listed, _ = pages(ssm.list_associations, "Associations")
    known = {a["associationId"]: a for a in truth["associations"]}
    assert len(listed) > 1
    for association in listed:
        one = known[association["AssociationId"]]
        assert association.get("TargetMaps", []) == one["targetMaps"]
        assert association.get("Targets", []) == one["targets"]
    [mapped] = [a for a in listed if "TargetMaps" in a]
    described = ssm.describe_association(AssociationId=mapped["AssociationId"])["AssociationDescription"]
    assert described["TargetMaps"] == mapped["TargetMaps"]
    assert "Targets" not in described


def test_one_association(client):
    ssm = client("ssm")
    listed = ssm.list_associations(MaxResults=1)["Associations"][0]
    described = ssm.describe_association(AssociationId=listed["AssociationId"])["AssociationDescription"]
    assert described["Overview"] == listed["Overview"]
    assert described["Parameters"]
    unknown = "00000000-0000-4000-8000-000000000000"
    assert error_of(ssm.describe_association, AssociationId=unknown)["Code"] == "AssociationDoesNotExist"


def test_associations_of_a_node_say_why_they_failed(client, place):
    failing = first(place, lambda m: any(a["status"] == "Failed" for a in m["ssm"]["associations"]))
    ssm = client("ssm")
    infos, _ = pages(
        ssm.describe_instance_associations_status,
        "InstanceAssociationStatusInfos",
        InstanceId=failing["nodeId"],
        MaxResults=2,
    )
    assert {i["AssociationId"]: i["Status"] for i in infos} == {
        a["associationId"]: a["status"] for a in failing["ssm"]["associations"]
    }
    failed = next(i for i in infos if i["Status"] == "Failed")
    assert failed["ExecutionSummary"] and failed["ErrorCode"]


@pytest.mark.parametrize("type_name", ["AWS:InstanceInformation", "AWS:Network", "AWS:AWSComponent", "AWS:Tag", "AWS:InstanceDetailedInformation"])
def test_inventory_types_of_a_node(client, place, type_name):
    node = next(iter(place["managed"]))
    assert client("ssm").list_inventory_entries(InstanceId=node, TypeName=type_name)["Entries"]


def test_applications_of_a_node(client, place):
    node = next(iter(place["managed"]))
    ssm = client("ssm")
    entries, sizes = pages(
        ssm.list_inventory_entries, "Entries", InstanceId=node, TypeName="AWS:Application", MaxResults=7
    )
    assert len(entries) > 7 and max(sizes) == 7
    assert all(set(e) >= {"Name", "Version", "Publisher"} for e in entries)
    query = {"InstanceId": node, "TypeName": "AWS:Application"}
    name = {"Key": "AWS:Application.Name", "Values": [entries[0]["Name"]]}
    assert ssm.list_inventory_entries(**query, Filters=[name])["Entries"][0] == entries[0]
    wrong = {"InstanceId": node, "TypeName": "AWS:Nonsense"}
    assert error_of(ssm.list_inventory_entries, **wrong)["Code"] == "InvalidTypeNameException"


def test_inventory_over_the_fleet_includes_stopped_nodes(client, place):
    entities, sizes = pages(client("ssm").get_inventory, "Entities", MaxResults=50)
    assert {e["Id"] for e in entities} == set(place["managed"])
    assert 0 in sizes
    content = {e["Id"]: e["Data"]["AWS:InstanceInformation"]["Content"][0] for e in entities}
    stopped = first(place, lambda m: m["kind"] == "ec2" and not m["power"]["running"])
    assert content[stopped["nodeId"]]["InstanceStatus"] == "Stopped"


def test_inventory_filters_results_and_counts(client, place):
    ssm = client("ssm")
    windows = [{"Key": "AWS:InstanceInformation.PlatformType", "Values": ["Windows"]}]
    found, _ = pages(ssm.get_inventory, "Entities", Filters=windows, ResultAttributes=[{"TypeName": "AWS:PatchSummary"}])
    assert {e["Id"] for e in found} == {i for i, m in place["managed"].items() if m["os"]["type"] == "Windows"}
    assert all(isinstance(c["MissingCount"], str) for e in found for d in e["Data"].values() for c in d["Content"])
    counted = ssm.get_inventory(Aggregators=[{"Expression": "AWS:InstanceInformation.PlatformType"}])
    content = counted["Entities"][0]["Data"]["AWS:InstanceInformation"]["Content"]
    assert {c["PlatformType"]: c["Count"] for c in content}["windows"] == str(len(found))
    wrong = [{"TypeName": "AWS:Application"}]
    assert error_of(ssm.get_inventory, ResultAttributes=wrong)["Code"] == "InvalidResultAttributeException"


def test_who_runs_an_application(client, place):
    query = [{"Key": "AWS:Application.Name", "Values": ["openssl"]}]
    found, _ = pages(client("ssm").get_inventory, "Entities", Filters=query)
    assert found
    assert all(place["managed"][e["Id"]]["os"]["type"] == "Linux" for e in found)


def test_activations(client, truth, place):
    ssm = client("ssm")
    listed, sizes = pages(ssm.describe_activations, "ActivationList", MaxResults=2)
    mine = [a for a in truth["activations"] if a["account"] == place["account"] and a["region"] == place["region"]]
    assert {a["ActivationId"]: a["RegistrationsCount"] for a in listed} == {
        a["activationId"]: a["registrationsCount"] for a in mine
    }
    assert any(a["Expired"] for a in listed)
    query = [{"FilterKey": "DefaultInstanceName", "FilterValues": ["dc-frankfurt"]}]
    assert len(ssm.describe_activations(Filters=query)["ActivationList"]) == 1


def test_compliance_summaries_agree_with_the_patch_states(client, truth, place):
    items, sizes = pages(
        client("ssm").list_resource_compliance_summaries,
        "ResourceComplianceSummaryItems",
        Filters=[{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}],
    )
    strict = {
        b["baselineId"]
        for b in truth["baselines"]
        if b["availableSecurityUpdatesComplianceStatus"] == "NON_COMPLIANT"
    }
    noncompliant = ["Missing", "Failed", "InstalledRejected", "InstalledPendingReboot"]
    expected = {}
    for node, machine in place["managed"].items():
        patch, by_association = machine["ssm"]["patch"], machine["ssm"]["patchByAssociation"]
        if by_association:
            expected[node] = sum(by_association["nonCompliantBySeverity"].values())
        elif patch:
            states = noncompliant + (["AvailableSecurityUpdate"] if patch["baselineId"] in strict else [])
            expected[node] = sum(patch["counts"][s] for s in states)
    assert {i["ResourceId"]: i["NonCompliantSummary"]["NonCompliantCount"] for i in items} == expected
    assert {i["Status"] for i in items} == {"COMPLIANT", "NON_COMPLIANT"}
    assert {i["ResourceType"] for i in items} == {"ManagedInstance"}


def test_patch_baselines(client):
    ssm = client("ssm")
    listed, sizes = pages(ssm.describe_patch_baselines, "BaselineIdentities", MaxResults=3)
    assert len(listed) > 3
    windows = ssm.describe_patch_baselines(Filters=[{"Key": "OPERATING_SYSTEM", "Values": ["WINDOWS"]}])
    described = [ssm.get_patch_baseline(BaselineId=b["BaselineId"]) for b in windows["BaselineIdentities"]]
    assert {d["AvailableSecurityUpdatesComplianceStatus"] for d in described} == {"COMPLIANT", "NON_COMPLIANT"}
    assert error_of(ssm.get_patch_baseline, BaselineId="pb-00000000000000000")["Code"] == "DoesNotExistException"


def visible_documents(truth, account, region="eu-west-1"):
    """What an account may use in a Region, by the names that it uses it by."""
    found = {}
    for document in truth["documents"]:
        name, owner = document["name"], document["owner"]
        if owner == "Amazon" or (owner, document["region"]) == (account, region):
            found[name] = document
        elif document["region"] == region and account in document["sharedWith"]:
            found[f"arn:aws:ssm:{region}:{owner}:document/{name}"] = document
    return found


def test_documents_of_the_account_of_amazon_and_those_that_are_shared(client, truth, place):
    ssm = client("ssm")
    expected = visible_documents(truth, place["account"])
    listed, sizes = pages(ssm.list_documents, "DocumentIdentifiers")
    assert sizes[0] == 50 and len(sizes) == 2, "the default page"
    assert {d["Name"] for d in listed} == set(expected) and len(listed) == len(expected)
    for document in listed:
        known = expected[document["Name"]]
        assert document["Owner"] == known["owner"]
        assert document["DocumentType"] == known["type"]
        assert document["DocumentVersion"] == known["version"]
        assert document.get("VersionName") == known["versionName"]
        assert document.get("DisplayName") == known["displayName"]
        assert document.get("TargetType") == known["targetType"]
        assert document["PlatformTypes"] == known["platforms"]
        assert {t["Key"]: t["Value"] for t in document["Tags"]} == known["tags"]
        assert abs(document["CreatedDate"].timestamp() * 1000 - known["createdAt"]) < 1.5


@pytest.mark.parametrize(
    "filters, holds",
    [
        ([("Owner", ["Self"])], lambda d, account: d["owner"] == account),
        ([("Owner", ["Amazon"])], lambda d, account: d["owner"] == "Amazon"),
        ([("Owner", ["Public"])], lambda d, account: d["owner"] == "Amazon"),
        ([("Owner", ["Private"])], lambda d, account: account in d["sharedWith"]),
        ([("Name", ["AWS-RunPatch", "Golden"])], lambda d, _: d["name"].startswith(("AWS-RunPatch", "Golden"))),
        ([("PlatformTypes", ["MacOS"])], lambda d, _: "MacOS" in d["platforms"]),
        (
            [("DocumentType", ["Automation"]), ("Owner", ["Self"])],
            lambda d, account: d["type"] == "Automation" and d["owner"] == account,
        ),
        ([("tag:Owner", ["team-platform"])], lambda d, _: d["tags"].get("Owner") == "team-platform"),
    ],
)
def test_documents_filter(client, truth, place, filters, holds):
    query = {"Filters": [{"Key": key, "Values": values} for key, values in filters], "MaxResults": 7}
    listed, sizes = pages(client("ssm").list_documents, "DocumentIdentifiers", **query)
    account = place["account"]
    expected = {name for name, document in visible_documents(truth, account).items() if holds(document, account)}
    assert {d["Name"] for d in listed} == expected
    if len(expected) > 7:
        assert 0 in sizes[1:-1], "a page in mid-stream may be empty"


def test_documents_refuse(client):
    ssm = client("ssm")
    wrong = [{"Key": "Colour", "Values": ["red"]}]
    assert error_of(ssm.list_documents, Filters=wrong)["Code"] == "InvalidFilterKey"
    assert error_of(ssm.list_documents, NextToken="rubbish")["Code"] == "InvalidNextToken"


def registered_groups(truth, place):
    """Baselines of the place by patch group and operating system."""
    baselines = {b["baselineId"]: b for b in truth["baselines"]}
    mine = [g for g in truth["patchGroups"] if (g["account"], g["region"]) == (place["account"], place["region"])]
    pairs = [(g["patchGroup"], baselines[g["baselineId"]]) for g in mine]
    return {(group, baseline["operatingSystem"]): baseline for group, baseline in pairs}


def by_group_and_system(mappings):
    return {(m["PatchGroup"], m["BaselineIdentity"]["OperatingSystem"]): m["BaselineIdentity"] for m in mappings}


def test_patch_groups_have_one_baseline_for_each_operating_system_of_their_nodes(client, truth, place):
    ssm = client("ssm")
    listed, sizes = pages(ssm.describe_patch_groups, "Mappings", MaxResults=7)
    found, expected = by_group_and_system(listed), registered_groups(truth, place)
    assert max(sizes) == 7 and len(listed) == len(found)
    assert {key: b["BaselineId"] for key, b in found.items()} == {key: b["baselineId"] for key, b in expected.items()}
    for key, baseline in found.items():
        known = expected[key]
        assert baseline["BaselineName"] == known["name"]
        assert baseline["BaselineDescription"] == known["description"]
        assert baseline["DefaultBaseline"] == known["isDefault"]
    systems = {b["baselineId"]: b["operatingSystem"] for b in truth["baselines"]}
    patches = [m["ssm"]["patch"] for m in place["managed"].values() if m["ssm"]["patch"]]
    # One baseline has been deleted since it was last used.
    scanned = {(p["patchGroup"], systems[p["baselineId"]]) for p in patches if p["patchGroup"] and p["baselineId"] in systems}
    assert scanned <= set(found)
    tagged = {m["tags"].get("Patch Group") for m in place["managed"].values()}
    assert {group for group, _ in found} - tagged == {"windows-retired"}


def test_patch_groups_agree_with_the_baselines(client):
    ssm = client("ssm")
    mappings = ssm.describe_patch_groups()["Mappings"]
    registered = {(m["PatchGroup"], m["BaselineIdentity"]["BaselineId"]) for m in mappings}
    baselines = ssm.describe_patch_baselines()["BaselineIdentities"]
    described = [ssm.get_patch_baseline(BaselineId=b["BaselineId"]) for b in baselines]
    assert {(group, d["BaselineId"]) for d in described for group in d["PatchGroups"]} == registered


@pytest.mark.parametrize(
    "key, values, holds",
    [
        ("NAME_PREFIX", ["windows-prod", "linux-dev"], lambda g, _: g.startswith(("windows-prod", "linux-dev"))),
        ("OPERATING_SYSTEM", ["WINDOWS", "SUSE"], lambda _, system: system in ("WINDOWS", "SUSE")),
    ],
)
def test_patch_groups_filter(client, truth, place, key, values, holds):
    listed, _ = pages(client("ssm").describe_patch_groups, "Mappings", Filters=[{"Key": key, "Values": values}])
    expected = {each for each in registered_groups(truth, place) if holds(*each)}
    assert expected and set(by_group_and_system(listed)) == expected


def test_patch_groups_refuse(client):
    ssm = client("ssm")
    wrong = [{"Key": "COLOUR", "Values": ["red"]}]
    assert error_of(ssm.describe_patch_groups, Filters=wrong)["Code"] == "ValidationException"
    assert error_of(ssm.describe_patch_groups, NextToken="rubbish")["Code"] == "InvalidNextToken"


def of_place(truth, kind, place):
    return [each for each in truth[kind] if (each["account"], each["region"]) == (place["account"], place["region"])]


def test_maintenance_windows(client, truth, place):
    ssm = client("ssm")
    listed, sizes = pages(ssm.describe_maintenance_windows, "WindowIdentities", MaxResults=10)
    known = of_place(truth, "maintenanceWindows", place)
    assert [(w["WindowId"], w["Name"], w["Enabled"]) for w in listed] == [
        (w["windowId"], w["name"], w["enabled"]) for w in known
    ]
    now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=1)
    for window, truly in zip(listed, known):
        runs = truly["enabled"] and truly["endsAt"] is None
        assert ("NextExecutionTime" in window) == runs
        assert not runs or datetime.datetime.fromisoformat(window["NextExecutionTime"].replace("Z", "+00:00")) > now
    disabled = ssm.describe_maintenance_windows(Filters=[{"Key": "Enabled", "Values": ["false"]}])["WindowIdentities"]
    assert [w["Name"] for w in disabled] == [w["name"] for w in known if not w["enabled"]]


def test_parameters_without_their_values(client, truth, place):
    ssm = client("ssm")
    listed, sizes = pages(ssm.describe_parameters, "Parameters", MaxResults=30)
    known = of_place(truth, "parameters", place)
    assert [(p["Name"], p["Type"], p["Tier"]) for p in listed] == [(p["name"], p["type"], p["tier"]) for p in known]
    assert sizes[:2] == [30, 0], "a page in mid-stream may be empty"
    assert not any("Value" in p for p in listed)
    query = [{"Key": "Name", "Option": "BeginsWith", "Values": ["AmazonCloudWatch-"]}]
    found, _ = pages(ssm.describe_parameters, "Parameters", ParameterFilters=query)
    assert [p["Name"] for p in found] == [p["name"] for p in known if p["name"].startswith("AmazonCloudWatch-")]
    wrong = [{"Key": "Name", "Option": "EndsWith", "Values": ["x"]}]
    assert error_of(ssm.describe_parameters, ParameterFilters=wrong)["Code"] == "InvalidFilterOption"


def test_compliance_items_of_every_node_agree_with_its_summaries(client, place):
    ssm = client("ssm")
    summaries, _ = pages(ssm.list_resource_compliance_summaries, "ResourceComplianceSummaryItems")
    both = [i for i, m in place["managed"].items() if m["ssm"]["patch"] and m["ssm"]["patchByAssociation"]]
    for node in [*both, *list(place["managed"])[:5]]:
        items, _ = pages(ssm.list_compliance_items, "ComplianceItems", ResourceIds=[node])
        theirs = {s["ComplianceType"]: s for s in summaries if s["ResourceId"] == node}
        assert {i["ComplianceType"] for i in items} == set(theirs)
        for kind, summary in theirs.items():
            bad = [i for i in items if i["ComplianceType"] == kind and i["Status"] == "NON_COMPLIANT"]
            assert len(bad) == summary["NonCompliantSummary"]["NonCompliantCount"]
        filters = [{"Key": k, "Values": [v], "Type": "EQUAL"} for k, v in [("ComplianceType", "Patch"), ("Status", "NON_COMPLIANT")]]
        filtered, _ = pages(ssm.list_compliance_items, "ComplianceItems", ResourceIds=[node], Filters=filters)
        assert filtered == [i for i in items if i["ComplianceType"] == "Patch" and i["Status"] == "NON_COMPLIANT"]
    assert error_of(ssm.list_compliance_items, ResourceIds=["mi-00000000000000000"])["Code"] == "InvalidResourceId"


def test_compliance_summaries_count_nodes_by_type(client):
    ssm = client("ssm")
    nodes, _ = pages(ssm.list_resource_compliance_summaries, "ResourceComplianceSummaryItems")
    types, _ = pages(ssm.list_compliance_summaries, "ComplianceSummaryItems", MaxResults=1)
    assert any(t["ComplianceType"].startswith("Custom:") for t in types)
    for kind in types:
        bad = [n for n in nodes if n["ComplianceType"] == kind["ComplianceType"] and n["Status"] == "NON_COMPLIANT"]
        assert kind["NonCompliantSummary"]["NonCompliantCount"] == len(bad)
        high = [n for n in bad if n["OverallSeverity"] == "HIGH"]
        assert kind["NonCompliantSummary"]["SeveritySummary"]["HighCount"] == len(high)


def test_ops_items(client, truth, place):
    ssm = client("ssm")
    listed, sizes = pages(ssm.describe_ops_items, "OpsItemSummaries")
    known = of_place(truth, "opsItems", place)
    assert [(i["OpsItemId"], i["Status"], i["Title"]) for i in listed] == [
        (i["opsItemId"], i["status"], i["title"]) for i in known
    ]
    assert sizes[0] == 50 and len(sizes) > 1
    query = [{"Key": "Status", "Operator": "Equal", "Values": ["Open", "InProgress"]}]
    unfinished, _ = pages(ssm.describe_ops_items, "OpsItemSummaries", OpsItemFilters=query, MaxResults=4)
    assert [i["OpsItemId"] for i in unfinished] == [
        i["opsItemId"] for i in known if i["status"] in ("Open", "InProgress")
    ]


def test_resource_data_syncs_by_type(client, truth, place):
    ssm = client("ssm")
    known = of_place(truth, "resourceDataSyncs", place)
    for kind, member in (("SyncToDestination", "destination"), ("SyncFromSource", "source")):
        listed, _ = pages(ssm.list_resource_data_sync, "ResourceDataSyncItems", SyncType=kind, MaxResults=1)
        assert [s["SyncName"] for s in listed] == [s["syncName"] for s in known if s[member]]
        assert {s["SyncType"] for s in listed} == {kind}
    wrong = error_of(ssm.list_resource_data_sync, SyncType="SyncToMoon")
    assert wrong["Code"] == "ResourceDataSyncInvalidConfigurationException"


def test_cloud_connectors_are_those_that_nodes_are_tagged_with(client, truth, place):
    ssm = client("ssm")
    listed, sizes = pages(ssm.list_cloud_connectors, "CloudConnectors", MaxResults=1)
    ids = [c["CloudConnectorId"] for c in listed]
    assert ids == [c["cloudConnectorId"] for c in of_place(truth, "cloudConnectors", place)] and sizes[0] == 1
    tagged = {m["tags"]["CloudConnector"] for m in place["managed"].values() if "CloudConnector" in m["tags"]}
    assert tagged and tagged <= set(ids)
    mixed = [{"FilterKey": key, "FilterValues": ["x"]} for key in ("TenantId", "ProjectId")]
    assert error_of(ssm.list_cloud_connectors, Filters=mixed)["Code"] == "ValidationException"


SETTINGS = {
    "/ssm/automation/customer-script-log-destination": None,
    "/ssm/documents/console/public-sharing-permission": "Disable",
    "/ssm/managed-instance/activation-tier": "advanced",
    "/ssm/managed-instance/default-ec2-instance-management-role": "service-role/AWSSystemsManagerDefaultEC2InstanceManagementRole",
    "/ssm/parameter-store/default-parameter-tier": None,
    "/ssm/parameter-store/high-throughput-enabled": None,
}


def test_service_settings_are_those_that_were_set_or_the_default(client, truth, place):
    ssm = client("ssm")
    assert {s["settingId"]: s["value"] for s in of_place(truth, "serviceSettings", place)} == {
        setting: value for setting, value in SETTINGS.items() if value
    }
    for setting, value in SETTINGS.items():
        found = ssm.get_service_setting(SettingId=setting)["ServiceSetting"]
        assert found["SettingId"] == setting and found["ARN"].endswith(f":servicesetting{setting}")
        assert (found["Status"], found["LastModifiedUser"] == "System") == (
            ("Customized", False) if value else ("Default", True)
        )
        assert value in (None, found["SettingValue"])
        assert ssm.get_service_setting(SettingId=found["ARN"])["ServiceSetting"] == found
    assert error_of(ssm.get_service_setting, SettingId="/ssm/x")["Code"] == "ServiceSettingNotFound"


THIRTY_DAYS = 30 * 24 * 3600 * 1000


def lately(things, since="requestedAt"):
    """Those that AWS still keeps, but for the hour in which one may have run out since."""
    now = datetime.datetime.now().timestamp() * 1000
    return [t for t in things if t[since] > now - THIRTY_DAYS]


def test_commands_and_their_invocations_agree(client, truth, place):
    ssm = client("ssm")
    known = lately(of_place(truth, "commands", place))
    listed, sizes = pages(ssm.list_commands, "Commands")
    assert [(c["CommandId"], c["StatusDetails"]) for c in listed] == [(c["commandId"], c["statusDetails"]) for c in known]
    assert sizes[0] == 50 and len(sizes) > 1
    invocations, _ = pages(ssm.list_command_invocations, "CommandInvocations", Details=True)
    for command in listed:
        its = [i for i in invocations if i["CommandId"] == command["CommandId"]]
        words = [i["StatusDetails"] for i in its]
        assert command["TargetCount"] == len(its)
        assert command["ErrorCount"] == words.count("Failed") + words.count("ExecutionTimedOut")
        assert command["DeliveryTimedOutCount"] == words.count("DeliveryTimedOut")
    assert all(i["CommandPlugins"][0]["Output"] for i in invocations if i["StatusDetails"] == "Failed")


def test_commands_filter_and_refuse(client, truth, place):
    ssm = client("ssm")
    since = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=7)).isoformat()
    query = [{"key": "InvokedAfter", "value": since}, {"key": "DocumentName", "value": "AWS-RunShellScript"}]
    found, _ = pages(ssm.list_commands, "Commands", Filters=query, MaxResults=3)
    after = datetime.datetime.fromisoformat(since).timestamp() * 1000
    assert found and [c["CommandId"] for c in found] == [
        c["commandId"]
        for c in of_place(truth, "commands", place)
        if c["requestedAt"] >= after and c["documentName"] == "AWS-RunShellScript"
    ]
    gone = of_place(truth, "commands", place)[-1]["commandId"]
    assert error_of(ssm.list_commands, CommandId=gone)["Code"] == "InvalidCommandId"
    assert error_of(ssm.list_command_invocations, InstanceId="mi-00000000000000000")["Code"] == "InvalidInstanceId"
    stage = [{"key": "ExecutionStage", "value": "Complete"}]
    assert error_of(ssm.list_command_invocations, Filters=stage)["Code"] == "InvalidFilterKey"


def test_the_execution_of_a_verdict_is_a_command(client):
    ssm = client("ssm")
    patch = [{"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"}]
    verdict = ssm.list_resource_compliance_summaries(Filters=patch, MaxResults=1)["ResourceComplianceSummaryItems"][0]
    query = {"CommandId": verdict["ExecutionSummary"]["ExecutionId"], "InstanceId": verdict["ResourceId"]}
    [invocation] = ssm.list_command_invocations(**query)["CommandInvocations"]
    assert invocation["DocumentName"].startswith("AWS-RunPatchBaseline")


def test_automation_executions_and_their_steps(client, truth, place):
    ssm = client("ssm")
    known = lately(of_place(truth, "automations", place), "startedAt")
    listed, sizes = pages(ssm.describe_automation_executions, "AutomationExecutionMetadataList")
    assert [(e["AutomationExecutionId"], e["AutomationExecutionStatus"]) for e in listed] == [
        (e["automationExecutionId"], e["status"]) for e in known
    ]
    assert sizes[0] == 50 and len(sizes) > 1
    failed = [e for e in listed if "FailureMessage" in e][:3]
    assert failed
    for execution in failed:
        query = {"AutomationExecutionId": execution["AutomationExecutionId"]}
        steps, _ = pages(ssm.describe_automation_step_executions, "StepExecutions", MaxResults=1, **query)
        assert [s["FailureMessage"] for s in steps if s["StepStatus"] == "Failed"] == [execution["FailureMessage"]]
        assert steps[0]["ExecutionStartTime"] >= execution["ExecutionStartTime"]
    parent = next(e for e in listed if "TargetParameterName" in e)
    query = [{"Key": "ParentExecutionId", "Values": [parent["AutomationExecutionId"]]}]
    children = ssm.describe_automation_executions(Filters=query)["AutomationExecutionMetadataList"]
    assert {c["Target"] for c in children} == set(parent["ResolvedTargets"]["ParameterValues"])


def test_automation_executions_refuse(client):
    ssm = client("ssm")
    wrong = [{"Key": "ExecutionStatus", "Values": ["Fine"]}]
    assert error_of(ssm.describe_automation_executions, Filters=wrong)["Code"] == "InvalidFilterValue"
    unknown = {"AutomationExecutionId": "00000000-0000-4000-8000-000000000000"}
    error = error_of(ssm.describe_automation_step_executions, **unknown)
    assert error["Code"] == "AutomationExecutionNotFoundException"


def test_sessions(client, truth, place):
    ssm = client("ssm")
    known = lately(of_place(truth, "sessions", place), "startedAt")
    over, sizes = pages(ssm.describe_sessions, "Sessions", State="History", MaxResults=200)
    assert [(s["SessionId"], s["Target"], s["Owner"]) for s in over] == [
        (s["sessionId"], s["target"], s["owner"]) for s in known if s["endedAt"]
    ]
    open_ones, _ = pages(ssm.describe_sessions, "Sessions", State="Active", MaxResults=1)
    assert [s["SessionId"] for s in open_ones] == [s["sessionId"] for s in known if not s["endedAt"]]
    assert not any("EndDate" in s for s in open_ones) and all("EndDate" in s for s in over)


def test_where_sessions_are_logged(client, truth, place):
    ssm = client("ssm")
    name = "SSM-SessionManagerRunShell"
    [known] = [d for d in truth["documents"] if (d["name"], d["owner"], d["region"]) == (name, place["account"], place["region"])]
    read = ssm.get_document(Name=name)
    inputs = json.loads(read["Content"])["inputs"]
    assert inputs["cloudWatchLogGroupName"] == known["sessionPreferences"]["cloudWatchLogGroupName"] != ""
    assert error_of(ssm.get_document, Name="Nothing-Here")["Code"] == "InvalidDocument"
    for document in ssm.list_documents()["DocumentIdentifiers"]:
        assert ssm.get_document(Name=document["Name"])["Content"]


def test_executions_of_an_association_and_their_targets(client, truth, place):
    ssm = client("ssm")
    for association in of_place(truth, "associations", place):
        query = {"AssociationId": association["associationId"]}
        standing = [
            (m["nodeId"], a["status"], a["detailedStatus"])
            for m in place["managed"].values()
            for a in m["ssm"]["associations"]
            if a["associationId"] == association["associationId"]
        ]
        executions = ssm.describe_association_executions(MaxResults=2, **query)["AssociationExecutions"]
        if not association["targetMaps"] and not standing:
            assert executions == []
            continue
        newest, *before = executions
        assert abs(newest["CreatedTime"].timestamp() * 1000 - association["lastExecutedAt"]) < 1.5
        for other in before:
            apart = (newest["CreatedTime"] - other["CreatedTime"]).total_seconds() * 1000
            assert abs(apart - association["periodMs"]) < 1.5
        query["ExecutionId"] = newest["ExecutionId"]
        targets, _ = pages(ssm.describe_association_execution_targets, "AssociationExecutionTargets", **query)
        found = [(t["ResourceId"], t["Status"], t["DetailedStatus"]) for t in targets]
        if association["targetMaps"]:
            assert {r for r, _, _ in found} == {i for m in association["targetMaps"] for i in m["InstanceId"]}
        else:
            assert found == standing


def test_executions_of_an_association_filter_and_refuse(client, truth, place):
    ssm = client("ssm")
    [known] = [a for a in of_place(truth, "associations", place) if a["associationName"] == "Inventory-Association"]
    day_ago = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
    query = {"AssociationId": known["associationId"]}
    since = [{"Key": "CreatedTime", "Type": "GREATER_THAN", "Value": day_ago.isoformat()}]
    found, _ = pages(ssm.describe_association_executions, "AssociationExecutions", Filters=since, **query)
    assert 46 <= len(found) <= 48 and all(e["CreatedTime"] > day_ago for e in found)
    unknown = "00000000-0000-4000-8000-000000000000"
    error = error_of(ssm.describe_association_executions, AssociationId=unknown)
    assert error["Code"] == "AssociationDoesNotExist"
    error = error_of(ssm.describe_association_execution_targets, ExecutionId=unknown, **query)
    assert error["Code"] == "AssociationExecutionDoesNotExist"


def test_what_maintenance_windows_do_and_when(client, truth, place):
    ssm = client("ssm")
    identities = {w["WindowId"]: w for w in ssm.describe_maintenance_windows()["WindowIdentities"]}
    for window in of_place(truth, "maintenanceWindows", place):
        query = {"WindowId": window["windowId"]}
        targets, _ = pages(ssm.describe_maintenance_window_targets, "Targets", MaxResults=10, **query)
        assert [t["WindowTargetId"] for t in targets] == [t["windowTargetId"] for t in window["targets"]]
        tasks, _ = pages(ssm.describe_maintenance_window_tasks, "Tasks", MaxResults=10, **query)
        assert [(t["TaskArn"], t["Type"]) for t in tasks] == [(t["taskArn"], t["type"]) for t in window["tasks"]]
        runs = ssm.describe_maintenance_window_schedule(MaxResults=3, **query)["ScheduledWindowExecutions"]
        assert [r["ExecutionTime"] for r in runs][:1] == [
            time for time in [identities[window["windowId"]].get("NextExecutionTime")] if time
        ]
    unknown = {"WindowId": "mw-00000000000000000"}
    for call in (ssm.describe_maintenance_window_targets, ssm.describe_maintenance_window_tasks):
        assert error_of(call, **unknown)["Code"] == "DoesNotExistException"
    assert error_of(ssm.describe_maintenance_window_schedule, **unknown)["Code"] == "DoesNotExistException"


def test_nodes_of_the_organization(client, truth, place):
    ssm = client("ssm")
    own, sizes = pages(ssm.list_nodes, "Nodes")
    ids = {m["nodeId"] for m in place["machines"]}
    assert {n["Id"] for n in own} == ids and sizes[0] == 50
    everywhere, _ = pages(ssm.list_nodes, "Nodes", SyncName="AWS-QuickSetup-ManagedNode")
    known = {m["nodeId"]: m for m in truth["machines"] if not m["nodeId"].startswith("eks_c:")}
    assert {n["Id"] for n in everywhere} == set(known)
    units = truth["organization"]["units"]
    for node in everywhere:
        machine = known[node["Id"]]
        assert node["Owner"]["OrganizationalUnitId"] == units[machine["account"]]["id"]
        assert (node["NodeType"]["Instance"]["ManagedStatus"] == "Managed") == machine["managed"]
    assert error_of(client("ssm", "us-east-1").list_nodes)["Code"] == "UnsupportedOperationException"
    error = error_of(ssm.list_nodes, SyncName="fleet-inventory")
    assert error["Code"] == "ResourceDataSyncNotFoundException"


def test_who_runs_which_version_and_what_stands_in_which_rack(client, truth, place):
    ssm = client("ssm")
    name = {"Key": "AWS:Application.Name", "Type": "BeginWith", "Values": ["openssl"]}
    runs, _ = pages(ssm.get_inventory, "Entities", Filters=[name])
    entries = ssm.list_inventory_entries(InstanceId=runs[0]["Id"], TypeName="AWS:Application", Filters=[name])["Entries"]
    version = {"Key": "AWS:Application.Version", "Type": "Equal", "Values": [entries[0]["Version"]]}
    of_version, _ = pages(ssm.get_inventory, "Entities", Filters=[name, version])
    assert runs[0]["Id"] in {e["Id"] for e in of_version} <= {e["Id"] for e in runs}
    rack = {"Key": "Custom:RackInfo.RackLocation", "Type": "BeginWith", "Values": ["fra1-"]}
    racked, _ = pages(ssm.get_inventory, "Entities", Filters=[rack])
    assert {e["Id"] for e in racked} == {i for i, m in place["managed"].items() if m["kind"] == "onPremises"}
    [entry] = ssm.list_inventory_entries(InstanceId=racked[0]["Id"], TypeName="Custom:RackInfo")["Entries"]
    assert entry["RackLocation"].startswith("fra1-")
