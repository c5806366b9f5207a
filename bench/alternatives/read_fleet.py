"""Every node with its patch state and its tags, page by page, as one writes it with boto3.

Arguments: profile/region ... Writes a line for each patch state: node id, missing, failed, tags.
"""

import sys

import boto3


def read(session):
    ssm, tagging = session.client("ssm"), session.client("resourcegroupstaggingapi")
    node_ids = [
        node["InstanceId"]
        for page in ssm.get_paginator("describe_instance_information").paginate(PaginationConfig={"PageSize": 50})
        for node in page["InstanceInformationList"]
        # One id of another kind, as a connected cluster's, and a whole batch of patch states is refused.
        if node["InstanceId"].startswith(("i-", "mi-"))
    ]
    tags = {
        resource["ResourceARN"].rsplit("/", 1)[-1]: resource["Tags"]
        for page in tagging.get_paginator("get_resources").paginate(
            ResourceTypeFilters=["ssm:managed-instance", "ec2:instance"], ResourcesPerPage=100
        )
        for resource in page["ResourceTagMappingList"]
    }
    for start in range(0, len(node_ids), 50):
        answer = ssm.describe_instance_patch_states(InstanceIds=node_ids[start : start + 50])
        for state in answer["InstancePatchStates"]:
            node_id = state["InstanceId"]
            print(node_id, state["MissingCount"], state["FailedCount"], len(tags.get(node_id, [])), flush=True)


for place in sys.argv[1:]:
    profile, region = place.split("/")
    read(boto3.Session(profile_name=profile, region_name=region))
