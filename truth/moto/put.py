"""Puts things into moto with boto3, and prints what it put, and what moto can't do: python put.py URL.

What it prints is JSON, which main.go holds the server part's answers against.
"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

REGION = "eu-west-1"

NODE = {"InstanceId": "i-0123456789abcdef0"}
UUID = "00000000-0000-0000-0000-000000000000"
# What One Pane reads and moto has no answer to, with as little as each takes: by boto3's service and method. Once moto has
# learned one, it leaves this list for what is compared.
NOT_DONE = {
    ("ssm", "describe_activations"): {},
    ("ssm", "describe_association_execution_targets"): {"AssociationId": UUID, "ExecutionId": UUID},
    ("ssm", "describe_association_executions"): {"AssociationId": UUID},
    ("ssm", "describe_automation_executions"): {},
    ("ssm", "describe_automation_step_executions"): {"AutomationExecutionId": UUID},
    ("ssm", "describe_instance_associations_status"): NODE,
    ("ssm", "describe_instance_information"): {},
    ("ssm", "describe_instance_patch_states"): {"InstanceIds": [NODE["InstanceId"]]},
    ("ssm", "describe_instance_patches"): NODE,
    ("ssm", "describe_instance_properties"): {},
    ("ssm", "describe_ops_items"): {},
    ("ssm", "describe_patch_groups"): {},
    ("ssm", "describe_sessions"): {"State": "History"},
    ("ssm", "describe_maintenance_window_schedule"): {"WindowId": "mw-0123456789abcdef0"},
    ("ssm", "get_inventory"): {},
    ("ssm", "get_patch_baseline"): {"BaselineId": "pb-0123456789abcdef0"},
    ("ssm", "get_service_setting"): {"SettingId": "/ssm/managed-instance/activation-tier"},
    ("ssm", "list_associations"): {},
    ("ssm", "list_cloud_connectors"): {},
    ("ssm", "list_command_invocations"): {},
    ("ssm", "list_compliance_items"): {},
    ("ssm", "list_compliance_summaries"): {},
    ("ssm", "list_inventory_entries"): {**NODE, "TypeName": "AWS:Application"},
    ("ssm", "list_nodes"): {},
    ("ssm", "list_resource_compliance_summaries"): {},
    ("ssm", "list_resource_data_sync"): {},
}
# What moto answers as no AWS does, and what the server part therefore refuses to believe: a content type that is a web page's.
NOT_AS_AWS = {("resourcegroupstaggingapi", "get_resources"): {}}
# What moto does, and what is only read beside what it doesn't do: of sessions, where they are logged.
BESIDE_NOT_DONE = [("ssm", "get_document")]
PREFIXES = {"resourcegroupstaggingapi": "tag"}


class Clients:
    """boto3's clients for one moto, by service."""

    def __init__(self, url):
        self.url, self.made = url, {}

    def __getitem__(self, service):
        if service not in self.made:
            self.made[service] = boto3.client(
                service,
                endpoint_url=self.url,
                region_name=REGION,
                aws_access_key_id="testing",
                aws_secret_access_key="testing",
                config=Config(retries={"max_attempts": 0}),
            )
        return self.made[service]


def answer(resource, rows, **query):
    """What a question must be answered with, in the words of the resource's columns."""
    return {"query": {"resource": resource, **query}, "rows": rows}


def put_windows(ssm):
    rows = []
    for i in range(60):
        window = {"Name": f"patch-{i:02}", "Schedule": "cron(0 2 ? * TUE#2 *)", "ScheduleTimezone": "Europe/Berlin", "Duration": 4, "Cutoff": 1}
        described = {"Description": "Second Tuesday"} if i % 2 else {}
        created = ssm.create_maintenance_window(**window, **described, AllowUnassociatedTargets=False)
        rows.append(
            {
                "windowId": created["WindowId"],
                "name": window["Name"],
                "description": described.get("Description", ""),
                "enabled": True,
                "schedule": window["Schedule"],
                "scheduleTimezone": window["ScheduleTimezone"],
                "duration": window["Duration"],
                "cutoff": window["Cutoff"],
            }
        )
    first = rows[0]["windowId"]
    target = ssm.register_target_with_maintenance_window(
        WindowId=first, Name="web", ResourceType="INSTANCE", Targets=[{"Key": "tag:Role", "Values": ["web", "api"]}]
    )["WindowTargetId"]
    task = ssm.register_task_with_maintenance_window(
        WindowId=first,
        Name="scan",
        Targets=[{"Key": "WindowTargetIds", "Values": [target]}],
        TaskArn="AWS-RunPatchBaseline",
        TaskType="RUN_COMMAND",
        Priority=3,
        MaxConcurrency="10%",
        MaxErrors="2",
    )["WindowTaskId"]
    targets = [{"windowTargetId": target, "name": "web", "resourceType": "INSTANCE", "targets": "tag:Role: web, api"}]
    tasks = [
        {"windowTaskId": task, "name": "scan", "taskArn": "AWS-RunPatchBaseline", "priority": 3, "maxConcurrency": "10%", "maxErrors": "2"}
    ]
    return [
        answer("maintenanceWindows", rows),
        answer("windowTargets", targets, id=first),
        answer("windowTasks", tasks, id=first),
    ]


def put_parameters(ssm):
    rows = []
    for i in range(120):  # several pages
        name = "AmazonCloudWatch-linux" if i == 0 else f"/shop/{i:03}"
        kind = ("String", "StringList", "SecureString")[i % 3]
        ssm.put_parameter(Name=name, Type=kind, Value="one,two", Description=f"The {i}th")
        rows.append({"name": name, "type": kind, "description": f"The {i}th", "version": 1, "cloudWatchAgentConfiguration": i == 0})
    return [answer("parameters", rows)]


def put_baselines(ssm):
    security = {"PatchFilters": [{"Key": "CLASSIFICATION", "Values": ["Security"]}]}
    rules = {"PatchRules": [{"PatchFilterGroup": security, "ApproveAfterDays": 7, "ComplianceLevel": "CRITICAL"}]}
    rows = []
    for system in ("AMAZON_LINUX_2023", "UBUNTU", "WINDOWS"):
        name, description = f"shop-{system}", f"For {system}"
        created = ssm.create_patch_baseline(Name=name, OperatingSystem=system, Description=description, ApprovalRules=rules)
        rows.append(
            {
                "baselineId": created["BaselineId"],
                "baselineName": name,
                "operatingSystem": system,
                "baselineDescription": description,
                "defaultBaseline": False,
            }
        )
    return [answer("patchBaselines", rows)]


def put_documents(ssm):
    content = json.dumps({"schemaVersion": "2.2", "description": "Restarts", "mainSteps": []})
    names = [f"Shop-Restart-{i}" for i in range(3)]
    for name in names:
        ssm.create_document(Name=name, Content=content, DocumentType="Command", DocumentFormat="JSON")
    rows = [{"name": name, "documentType": "Command", "documentFormat": "JSON", "schemaVersion": "2.2"} for name in names]
    return [answer("documents", rows)]


def put_instances(ec2):
    """No node is shown without a node list, of which moto knows nothing: what is compared is how many were read."""
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    found = ec2.run_instances(ImageId=image, MinCount=3, MaxCount=3, InstanceType="t3.micro")["Instances"]
    rows = [{"api": "DescribeInstances", "state": "ok", "items": len(found), "error": ""}]
    read = {"field": "api", "op": "=", "value": "DescribeInstances"}
    return [each["InstanceId"] for each in found], [answer("targets", rows, filters=[read], partial=True)]


def put_commands(ssm, nodes):
    rows = []
    for node in nodes:
        sent = ssm.send_command(
            DocumentName="AWS-RunShellScript", InstanceIds=[node], Comment="Uptime", Parameters={"commands": ["uptime"]}
        )["Command"]
        rows.append(
            {"commandId": sent["CommandId"], "documentName": "AWS-RunShellScript", "comment": "Uptime", "status": sent["Status"]}
        )
    return [answer("commands", rows)]


def put_alarms(cloudwatch, nodes):
    rows = []
    for node in nodes:
        name = f"cpu-{node}"
        cloudwatch.put_metric_alarm(
            AlarmName=name,
            AlarmDescription="CPU",
            Namespace="AWS/EC2",
            MetricName="CPUUtilization",
            Dimensions=[{"Name": "InstanceId", "Value": node}],
            Statistic="Average",
            Period=300,
            EvaluationPeriods=1,
            Threshold=80,
            ComparisonOperator="GreaterThanThreshold",
        )
        cloudwatch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="Too busy")
        rows.append(
            {
                "alarmName": name,
                "alarmDescription": "CPU",
                "stateValue": "ALARM",
                "stateReason": "Too busy",
                "alarmType": "metric",
                "namespace": "AWS/EC2",
                "metricName": "CPUUtilization",
                "nodeId": node,
                "statistic": "Average",
                "period": 300,
                "threshold": 80,
                "comparisonOperator": "GreaterThanThreshold",
            }
        )
    return [answer("alarms", rows)]


def action_of(service, method):
    """The IAM action: ssm:ListDocuments, of list_documents."""
    name = "".join(word.capitalize() for word in method.split("_"))
    return f"{PREFIXES.get(service, service)}:{name}"


def learned(clients):
    """What is in the lists and is answered all the same. What isn't done is answered with HTTP status 500, and nothing of AWS."""
    answered = []
    for (service, method), arguments in NOT_DONE.items():
        try:
            getattr(clients[service], method)(**arguments)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 500:
                continue
        answered.append(action_of(service, method))
    for (service, method), arguments in NOT_AS_AWS.items():
        headers = getattr(clients[service], method)(**arguments)["ResponseMetadata"]["HTTPHeaders"]
        if not headers["content-type"].startswith("text/html"):
            answered.append(action_of(service, method))
    return answered


def main():
    clients = Clients(sys.argv[1])
    ssm = clients["ssm"]
    nodes, instances = put_instances(clients["ec2"])
    put = {
        "account": clients["sts"].get_caller_identity()["Account"],
        "region": REGION,
        "answers": [
            *instances,
            *put_windows(ssm),
            *put_parameters(ssm),
            *put_baselines(ssm),
            *put_documents(ssm),
            *put_commands(ssm, nodes),
            *put_alarms(clients["cloudwatch"], nodes),
        ],
        "notDone": [action_of(*operation) for operation in (*NOT_DONE, *NOT_AS_AWS, *BESIDE_NOT_DONE)],
        "learned": learned(clients),
    }
    print(json.dumps(put))


if __name__ == "__main__":
    main()
