"""What boto3 takes for a whole answer, in one process whose clients are warm: 8 threads, its paginators, the largest pages.

Arguments: profile/region ... Reads a question a line from the standard input, {"name": ..., "from": ..., "nodeIds": [...], "bare": ...},
and writes {"ms": ..., "items": ...} for it. What is told of nodes is told of each that there is, EC2 instances that Systems Manager
doesn't manage with them; bare: without those, and without nodes of which it isn't told.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

THREADS = 8
config = Config(max_pool_connections=THREADS)
pool = ThreadPoolExecutor(THREADS)


class Place:
    def __init__(self, name):
        profile, region = name.split("/")
        session = boto3.Session(profile_name=profile, region_name=region)
        self.ssm, self.ec2 = session.client("ssm", config=config), session.client("ec2", config=config)
        self.ssm.describe_instance_properties(MaxResults=5)
        self.ec2.describe_instances(MaxResults=5)

    def pages(self, operation, client=None, **arguments):
        return (client or self.ssm).get_paginator(operation).paginate(**arguments)

    def listed(self):
        for page in self.pages("describe_instance_properties", PaginationConfig={"PageSize": 1000}):
            yield page["InstanceProperties"]


places = {name: Place(name) for name in sys.argv[1:]}


def everywhere(read):
    """What a function gives for each place, a place a thread: an iterator that waits for it."""
    return pool.map(read, places.values())


def flat(lists):
    return [item for items in lists for item in items]


def managed(place):
    return [node["InstanceId"] for page in place.listed() for node in page]


def instances(place):
    pages = place.pages("describe_instances", place.ec2, PaginationConfig={"PageSize": 1000})
    return [i["InstanceId"] for page in pages for group in page["Reservations"] for i in group["Instances"]]


def nodes(_):
    listed, known = everywhere(managed), everywhere(instances)
    return {*flat(listed), *flat(known)}


def patch_states(question):
    def states(place, node_ids):
        # No page has more of them than a batch has nodes.
        return place.ssm.describe_instance_patch_states(InstanceIds=node_ids)["InstancePatchStates"]

    def batches(place):
        started = []
        for page in place.listed():
            # One id of another kind, as a connected cluster's, and a whole batch of patch states is refused.
            node_ids = [node["InstanceId"] for node in page if node["InstanceId"].startswith(("i-", "mi-"))]
            started += [pool.submit(states, place, node_ids[at : at + 50]) for at in range(0, len(node_ids), 50)]
        return started

    found = everywhere(batches)
    beside = [] if question["bare"] else everywhere(instances)
    found = flat(batch.result() for batch in flat(found))
    flat(beside)
    return found


def patch_verdicts(question):
    def verdicts(place):
        patches_only = [{"Key": "ComplianceType", "Type": "EQUAL", "Values": ["Patch"]}]
        pages = place.pages("list_resource_compliance_summaries", Filters=patches_only, PaginationConfig={"PageSize": 50})
        return [item for page in pages for item in page["ResourceComplianceSummaryItems"]]

    found = everywhere(verdicts)
    beside = [] if question["bare"] else [everywhere(managed), everywhere(instances)]
    found = flat(found)
    for lists in beside:
        flat(lists)
    return found


def commands(question):
    def sent(place):
        after = [{"key": "InvokedAfter", "value": question["from"]}]
        return [item for page in place.pages("list_commands", Filters=after, PaginationConfig={"PageSize": 50}) for item in page["Commands"]]

    return flat(everywhere(sent))


def software(question):
    where = {}

    def find(place):
        for page in place.listed():
            where.update((node["InstanceId"], place) for node in page)

    def entries(node_id):
        found, more = [], {}
        while True:  # there is no paginator for it
            page = where[node_id].ssm.list_inventory_entries(InstanceId=node_id, TypeName="AWS:Application", MaxResults=50, **more)
            found += page["Entries"]
            if not page.get("NextToken"):
                return found
            more = {"NextToken": page["NextToken"]}

    list(everywhere(find))
    return flat(pool.map(entries, question["nodeIds"]))


READ = {"nodes": nodes, "patch states": patch_states, "patch verdicts": patch_verdicts, "commands": commands, "software": software}

for line in sys.stdin:
    asked = json.loads(line)
    began = time.perf_counter()
    items = READ[asked["name"]](asked)
    print(json.dumps({"ms": 1000 * (time.perf_counter() - began), "items": len(items)}), flush=True)
