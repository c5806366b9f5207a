package fleet

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	cloudwatchtypes "github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	ssmtypes "github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// Each column of each resource is held against the member of AWS's answer that it should be, all the way from the wire. A
// column is expected to be the member of its own name; where AWS calls it otherwise, or where it is no member as it stands,
// it is written down here, by hand, from AWS's API reference.

const wiredNode = "i-0123456789abcdef0"

// wiredAnswers are the answers of the operations: under which member their items stand, and an item.
var wiredAnswers = map[string]struct {
	items string
	item  any
}{
	"DescribeOpsItems":                    {"OpsItemSummaries", ssmtypes.OpsItemSummary{}},
	"DescribeAlarms":                      {"MetricAlarms", cloudwatchtypes.MetricAlarm{}},
	"DescribeAssociationExecutions":       {"AssociationExecutions", ssmtypes.AssociationExecution{}},
	"DescribeAssociationExecutionTargets": {"AssociationExecutionTargets", ssmtypes.AssociationExecutionTarget{}},
	"ListCommandInvocations":              {"CommandInvocations", ssmtypes.CommandInvocation{}},
	"DescribeAutomationStepExecutions":    {"StepExecutions", ssmtypes.StepExecution{}},
	"DescribeMaintenanceWindowTargets":    {"Targets", ssmtypes.MaintenanceWindowTarget{}},
	"DescribeMaintenanceWindowSchedule":   {"ScheduledWindowExecutions", ssmtypes.ScheduledWindowExecution{}},
	"DescribeMaintenanceWindowTasks":      {"Tasks", ssmtypes.MaintenanceWindowTask{}},
	"ListCommands":                        {"Commands", ssmtypes.Command{}},
	"DescribeAutomationExecutions":        {"AutomationExecutionMetadataList", ssmtypes.AutomationExecutionMetadata{}},
	"DescribeSessions":                    {"Sessions", ssmtypes.Session{}},
	"ListCloudConnectors":                 {"CloudConnectors", ssmtypes.CloudConnectorSummary{}},
	"ListResourceDataSync":                {"ResourceDataSyncItems", ssmtypes.ResourceDataSyncItem{}},
	"DescribeInstanceProperties":          {"InstanceProperties", ssmtypes.InstanceProperty{}},
	"DescribeInstancePatchStates":         {"InstancePatchStates", ssmtypes.InstancePatchState{}},
	"ListResourceComplianceSummaries":     {"ResourceComplianceSummaryItems", ssmtypes.ResourceComplianceSummaryItem{}},
	"ListAssociations":                    {"Associations", ssmtypes.Association{}},
	"DescribeActivations":                 {"ActivationList", ssmtypes.Activation{}},
	"ListDocuments":                       {"DocumentIdentifiers", ssmtypes.DocumentIdentifier{}},
	"DescribeMaintenanceWindows":          {"WindowIdentities", ssmtypes.MaintenanceWindowIdentity{}},
	"DescribeParameters":                  {"Parameters", ssmtypes.ParameterMetadata{}},
	"DescribePatchBaselines":              {"BaselineIdentities", ssmtypes.PatchBaselineIdentity{}},
	"ListComplianceSummaries":             {"ComplianceSummaryItems", ssmtypes.ComplianceSummaryItem{}},
	"ListComplianceItems":                 {"ComplianceItems", ssmtypes.ComplianceItem{}},
	"DescribePatchGroups":                 {"Mappings", ssmtypes.PatchGroupPatchBaselineMapping{}},
	"DescribeInstancePatches":             {"Patches", ssmtypes.PatchComplianceData{}},
	"DescribeInstanceAssociationsStatus":  {"InstanceAssociationStatusInfos", ssmtypes.InstanceAssociationStatusInfo{}},
	"ListInventoryEntries":                {"Entries", wiredInventory{}},
	"ListNodes":                           {"Nodes", ssm.ManagedNode{}},
	"GetInventory":                        {"Entities", wiredInformation{}},
	"GetServiceSetting":                   {"ServiceSetting", ssmtypes.ServiceSetting{}},
}

// wiredArguments are what resources are asked for with.
var wiredArguments = map[string]map[string]string{
	"inventory":     {"inventoryType": "AWS:Application"},
	"softwareFleet": {"software": "openssl", "version": "3.0.*"},
}

// wiredInformation is an entry of AWS:InstanceInformation.
type wiredInformation struct {
	ComputerName, InstanceStatus, PlatformName, PlatformVersion, PlatformType, IpAddress, AgentVersion, ResourceType string
}

// wiredInventory is an entry of AWS:Application, whose attributes AWS's guide lists.
type wiredInventory struct {
	Name, Version, Publisher, ApplicationType, Architecture, PackageId, InstalledTime string
}

// wiredAs are members that a column is as they stand, where it isn't called like the member.
var wiredAs = map[string]string{
	"managedNodes.nodeId":                                "ListNodes Id",
	"managedNodes.account":                               "ListNodes Owner.AccountId",
	"managedNodes.organizationalUnitPath":                "ListNodes Owner.OrganizationalUnitPath",
	"managedNodes.organizationalUnitId":                  "ListNodes Owner.OrganizationalUnitId",
	"managedNodes.name":                                  "ListNodes Instance.Name",
	"managedNodes.managedStatus":                         "ListNodes Instance.ManagedStatus",
	"managedNodes.instanceStatus":                        "ListNodes Instance.InstanceStatus",
	"managedNodes.computerName":                          "ListNodes Instance.ComputerName",
	"managedNodes.platformType":                          "ListNodes Instance.PlatformType",
	"managedNodes.platformName":                          "ListNodes Instance.PlatformName",
	"managedNodes.platformVersion":                       "ListNodes Instance.PlatformVersion",
	"managedNodes.agentType":                             "ListNodes Instance.AgentType",
	"managedNodes.agentVersion":                          "ListNodes Instance.AgentVersion",
	"managedNodes.ipAddress":                             "ListNodes Instance.IpAddress",
	"managedNodes.availabilityZone":                      "ListNodes Instance.AvailabilityZone",
	"managedNodes.resourceType":                          "ListNodes Instance.ResourceType",
	"managedNodes.sourceType":                            "ListNodes Instance.SourceType",
	"managedNodes.sourceId":                              "ListNodes Instance.SourceId",
	"managedNodes.sourceLocation":                        "ListNodes Instance.SourceLocation",
	"associationTargets.nodeId":                          "DescribeAssociationExecutionTargets ResourceId",
	"associationTargets.outputSourceId":                  "DescribeAssociationExecutionTargets OutputSource.OutputSourceId",
	"associationTargets.outputSourceType":                "DescribeAssociationExecutionTargets OutputSource.OutputSourceType",
	"sessions.nodeId":                                    "DescribeSessions Target",
	"commandInvocations.nodeId":                          "ListCommandInvocations InstanceId",
	"commandInvocations.name":                            "ListCommandInvocations InstanceName",
	"automationSteps.failureStage":                       "DescribeAutomationStepExecutions FailureDetails.FailureStage",
	"automationSteps.failureType":                        "DescribeAutomationStepExecutions FailureDetails.FailureType",
	"commands.logGroup":                                  "ListCommands CloudWatchOutputConfig.CloudWatchLogGroupName",
	"resourceDataSyncs.bucketName":                       "ListResourceDataSync S3Destination.BucketName",
	"resourceDataSyncs.bucketPrefix":                     "ListResourceDataSync S3Destination.Prefix",
	"resourceDataSyncs.bucketRegion":                     "ListResourceDataSync S3Destination.Region",
	"resourceDataSyncs.kmsKeyArn":                        "ListResourceDataSync S3Destination.AWSKMSKeyARN",
	"resourceDataSyncs.sourceType":                       "ListResourceDataSync SyncSource.SourceType",
	"resourceDataSyncs.sourceState":                      "ListResourceDataSync SyncSource.State",
	"resourceDataSyncs.includeFutureRegions":             "ListResourceDataSync SyncSource.IncludeFutureRegions",
	"nodes.nodeId":                                       "DescribeInstanceProperties InstanceId",
	"nodes.lastPing":                                     "DescribeInstanceProperties LastPingDateTime",
	"nodes.ipAddress":                                    "DescribeInstanceProperties IPAddress",
	"nodes.associationSuccessCount":                      "DescribeInstanceProperties AssociationOverview.InstanceAssociationStatusAggregatedCount.Success",
	"nodes.associationFailedCount":                       "DescribeInstanceProperties AssociationOverview.InstanceAssociationStatusAggregatedCount.Failed",
	"nodes.associationPendingCount":                      "DescribeInstanceProperties AssociationOverview.InstanceAssociationStatusAggregatedCount.Pending",
	"nodes.associationOtherCount":                        "DescribeInstanceProperties AssociationOverview.InstanceAssociationStatusAggregatedCount.Skipped",
	"nodes.lastAssociationExecution":                     "DescribeInstanceProperties LastAssociationExecutionDate",
	"nodes.lastSuccessfulAssociationExecution":           "DescribeInstanceProperties LastSuccessfulAssociationExecutionDate",
	"nodes.patchOperation":                               "DescribeInstancePatchStates Operation",
	"nodes.patchOperationStart":                          "DescribeInstancePatchStates OperationStartTime",
	"nodes.patchOperationEnd":                            "DescribeInstancePatchStates OperationEndTime",
	"nodes.lastNoRebootInstall":                          "DescribeInstancePatchStates LastNoRebootInstallOperationTime",
	"nodes.patchReported":                                "DescribeInstancePatchStates OperationEndTime",
	"nodes.criticalPatchCount":                           "DescribeInstancePatchStates CriticalNonCompliantCount",
	"nodes.complianceStatus":                             "ListResourceComplianceSummaries Status",
	"nodes.complianceExecutionTime":                      "ListResourceComplianceSummaries ExecutionSummary.ExecutionTime",
	"nodes.complianceExecutionType":                      "ListResourceComplianceSummaries ExecutionSummary.ExecutionType",
	"nodes.complianceExecutionId":                        "ListResourceComplianceSummaries ExecutionSummary.ExecutionId",
	"nodes.nonCompliantCount":                            "ListResourceComplianceSummaries NonCompliantSummary.NonCompliantCount",
	"nodes.nonCompliantCriticalCount":                    "ListResourceComplianceSummaries NonCompliantSummary.SeveritySummary.CriticalCount",
	"nodes.nonCompliantHighCount":                        "ListResourceComplianceSummaries NonCompliantSummary.SeveritySummary.HighCount",
	"nodes.nonCompliantMediumCount":                      "ListResourceComplianceSummaries NonCompliantSummary.SeveritySummary.MediumCount",
	"nodes.nonCompliantLowCount":                         "ListResourceComplianceSummaries NonCompliantSummary.SeveritySummary.LowCount",
	"nodes.nonCompliantInformationalCount":               "ListResourceComplianceSummaries NonCompliantSummary.SeveritySummary.InformationalCount",
	"nodes.nonCompliantUnspecifiedCount":                 "ListResourceComplianceSummaries NonCompliantSummary.SeveritySummary.UnspecifiedCount",
	"nodes.activationName":                               "DescribeActivations DefaultInstanceName",
	"patches.kbId":                                       "DescribeInstancePatches KBId",
	"patches.cveIds":                                     "DescribeInstancePatches CVEIds",
	"missingPatches.nodeId":                              "DescribeInstanceProperties InstanceId",
	"missingPatches.kbId":                                "DescribeInstancePatches KBId",
	"missingPatches.cveIds":                              "DescribeInstancePatches CVEIds",
	"missingPatches.patchReported":                       "DescribeInstancePatchStates OperationEndTime",
	"missingCves.nodeId":                                 "DescribeInstanceProperties InstanceId",
	"missingCves.cveId":                                  "DescribeInstancePatches CVEIds",
	"missingCves.kbIds":                                  "DescribeInstancePatches KBId",
	"missingCves.patchReported":                          "DescribeInstancePatchStates OperationEndTime",
	"associations.documentName":                          "ListAssociations Name",
	"associations.detailedStatus":                        "ListAssociations Overview.DetailedStatus",
	"associations.successCount":                          "ListAssociations Overview.AssociationStatusAggregatedCount.Success",
	"associations.failedCount":                           "ListAssociations Overview.AssociationStatusAggregatedCount.Failed",
	"associations.pendingCount":                          "ListAssociations Overview.AssociationStatusAggregatedCount.Pending",
	"associations.otherCount":                            "ListAssociations Overview.AssociationStatusAggregatedCount.Skipped",
	"associations.lastExecution":                         "ListAssociations LastExecutionDate",
	"patchGroups.operatingSystem":                        "DescribePatchGroups BaselineIdentity.OperatingSystem",
	"patchGroups.baselineName":                           "DescribePatchGroups BaselineIdentity.BaselineName",
	"patchGroups.baselineId":                             "DescribePatchGroups BaselineIdentity.BaselineId",
	"patchGroups.baselineDescription":                    "DescribePatchGroups BaselineIdentity.BaselineDescription",
	"patchGroups.defaultBaseline":                        "DescribePatchGroups BaselineIdentity.DefaultBaseline",
	"parameters.arn":                                     "DescribeParameters ARN",
	"complianceSummaries.compliantCount":                 "ListComplianceSummaries CompliantSummary.CompliantCount",
	"complianceSummaries.nonCompliantCount":              "ListComplianceSummaries NonCompliantSummary.NonCompliantCount",
	"complianceSummaries.nonCompliantCriticalCount":      "ListComplianceSummaries NonCompliantSummary.SeveritySummary.CriticalCount",
	"complianceSummaries.nonCompliantHighCount":          "ListComplianceSummaries NonCompliantSummary.SeveritySummary.HighCount",
	"complianceSummaries.nonCompliantMediumCount":        "ListComplianceSummaries NonCompliantSummary.SeveritySummary.MediumCount",
	"complianceSummaries.nonCompliantLowCount":           "ListComplianceSummaries NonCompliantSummary.SeveritySummary.LowCount",
	"complianceSummaries.nonCompliantInformationalCount": "ListComplianceSummaries NonCompliantSummary.SeveritySummary.InformationalCount",
	"complianceSummaries.nonCompliantUnspecifiedCount":   "ListComplianceSummaries NonCompliantSummary.SeveritySummary.UnspecifiedCount",
	"compliance.executionTime":                           "ListComplianceItems ExecutionSummary.ExecutionTime",
	"compliance.executionType":                           "ListComplianceItems ExecutionSummary.ExecutionType",
	"compliance.executionId":                             "ListComplianceItems ExecutionSummary.ExecutionId",
	"nodeAssociations.documentName":                      "DescribeInstanceAssociationsStatus Name",
	"hybridTiers.tier":                                   "GetServiceSetting SettingValue",
}

// wiredValues are members for which AWS has a closed set of words, or a form of its own.
var wiredValues = map[string]map[string]any{
	"DescribeAlarms":                      {"StateValue": "INSUFFICIENT_DATA"},
	"DescribeOpsItems":                    {"Status": "Open"},
	"DescribeAssociationExecutions":       {"Status": "Failed", "AssociationId": "AssociationId"},
	"DescribeAssociationExecutionTargets": {"Status": "TimedOut"},
	"ListCommandInvocations":              {"Status": "Delayed"},
	"DescribeAutomationStepExecutions":    {"StepStatus": "Success"},
	"ListCommands":                        {"Status": "TimedOut"},
	"DescribeAutomationExecutions":        {"AutomationExecutionStatus": "CompletedWithFailure", "ExecutedBy": "arn:aws:sts::111122223333:assumed-role/Operators/alice"},
	"DescribeSessions":                    {"Status": "Terminated", "DocumentName": ssm.SessionPreferences, "Owner": "arn:aws:iam::111122223333:user/ops/bob"},
	"ListComplianceItems":                 {"Status": "NON_COMPLIANT"},
	"DescribeInstanceProperties": {
		"InstanceId": wiredNode, "PingStatus": "Online", "AssociationStatus": "Failed", "SourceType": "AWS::EC2::Instance",
	},
	"DescribeInstancePatchStates":       {"InstanceId": wiredNode},
	"ListResourceComplianceSummaries":   {"ResourceId": wiredNode},
	"ListAssociations":                  {"Overview.Status": "Pending"},
	"DescribeInstancePatches":           {"State": "Failed"},
	"DescribeMaintenanceWindowSchedule": {"ExecutionTime": "2026-05-09T07:08:09Z"},
	"DescribeMaintenanceWindows": {
		"NextExecutionTime": "2026-05-06T07:08:09Z", "StartDate": "2026-05-07T07:08:09Z", "EndDate": "2026-05-08T07:08:09Z",
	},
	"DescribeInstanceAssociationsStatus": {"Status": "Success"},
	"GetServiceSetting":                  {"SettingValue": "standard"},
	"ListInventoryEntries":               {"InstalledTime": "2026-02-03T04:05:06Z"},
}

// wiredIDs are what drill-downs are asked about.
var wiredIDs = map[schema.About]string{
	schema.Node:       wiredNode,
	schema.Command:    "CommandId", // as the record of it has it
	schema.Automation: "AutomationExecutionId",
	schema.Window:     "WindowId",
}

// wiredTo are columns that are worked out.
var wiredTo = map[string]string{
	"opsItems.resources":                      "", // of other operational data
	"opsItems.finished":                       "false",
	"associationExecutions.status":            statuses.ExecutionFailed,
	"associationTargets.status":               statuses.ExecutionTimedOut,
	"alarms.alarmType":                        "metric",
	"alarms.alarmRule":                        "", // of composite alarms
	"alarms.dimensions":                       "Dimensions.Name: Dimensions.Value; Metrics.MetricStat.Metric.Dimensions.Name: Metrics.MetricStat.Metric.Dimensions.Value",
	"alarms.nodeId":                           "", // neither names one
	"associationExecutions.associationName":   "AssociationName",
	"associationTargets.associationName":      "AssociationName",
	"opsItems.user":                           "CreatedBy",
	"commandInvocations.status":               statuses.ExecutionWaiting,
	"automationSteps.status":                  statuses.ExecutionSuccess,
	"commandInvocations.commandId":            wiredIDs[schema.Command],
	"automationSteps.automationExecutionId":   wiredIDs[schema.Automation],
	"windowTargets.windowId":                  wiredIDs[schema.Window],
	"windowRuns.windowId":                     wiredIDs[schema.Window],
	"windowTasks.windowId":                    wiredIDs[schema.Window],
	"windowTargets.targets":                   "Targets.Key: Targets.Values",
	"windowTasks.targets":                     "Targets.Key: Targets.Values",
	"commands.status":                         statuses.ExecutionTimedOut,
	"commands.targets":                        "Targets.Key: Targets.Values",
	"automations.status":                      statuses.ExecutionFailed,
	"automations.user":                        "alice",
	"sessions.user":                           "bob",
	"sessions.logGroup":                       "cloudWatchLogGroupName",
	"sessions.logBucket":                      "s3BucketName",
	"sessions.over":                           "true",
	"sessions.duration":                       "", // it ends before it begins
	"commands.instanceIds":                    "InstanceIds",
	"resourceDataSyncs.sourceRegions":         "SyncSource.SourceRegions",
	"resourceDataSyncs.organizationalUnits":   "SyncSource.AwsOrganizationsSource.OrganizationalUnits.OrganizationalUnitId",
	"nodes.name":                              "the instance's Name",
	"nodes.provider":                          statuses.AWS,
	"nodes.providerRule":                      "sourceType",
	"nodes.managed":                           "true",
	"nodes.associationStatus":                 statuses.AssociationFailed,
	"nodes.patchBucket":                       statuses.Failed,
	"nodes.patchStatus":                       statuses.Failed,
	"nodes.patchStale":                        "true",
	"nodes.consoleUrl":                        "https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=" + wiredNode,
	"nodes.fleetManagerUrl":                   "https://eu-west-1.console.aws.amazon.com/systems-manager/fleet-manager/managed-nodes/" + wiredNode + "/general?region=eu-west-1",
	"nodes.sessionUrl":                        "https://eu-west-1.console.aws.amazon.com/systems-manager/session-manager/" + wiredNode + "?region=eu-west-1",
	"nodes.patchChannel":                      channelState,
	"missingPatches.name":                     "the instance's Name",
	"missingPatches.patchChannel":             channelState,
	"missingCves.name":                        "the instance's Name",
	"missingCves.patchChannel":                channelState,
	"associations.targets":                    "Targets.Key: Targets.Values; TargetMaps: TargetMaps.TargetMaps",
	"associations.status":                     statuses.AssociationFailed, // of some targets
	"documents.platformTypes":                 "PlatformTypes",
	"parameters.cloudWatchAgentConfiguration": "false",
	"parameters.policies":                     "Policies.PolicyType: Policies.PolicyStatus",
	"parameters.expirationDate":               "", // no such policy
	"patches.nodeId":                          wiredNode,
	"nodeAssociations.nodeId":                 wiredNode,
	"software.nodeId":                         wiredNode,
	"compliance.nodeId":                       wiredNode,
	"managedNodes.accountName":                "Node.Owner.AccountId",
	"patchBaselines.approvalRules":            "No rules", // of GetPatchBaseline, with tests of its own
	"patchBaselines.approvedPatches":          "",
	"patchBaselines.rejectedPatches":          "",
	"patchBaselines.rejectedPatchesAction":    "",
	"patchBaselines.patchSources":             "",
	"softwareFleet.nodeId":                    wiredNode,
	"softwareFleet.software":                  "openssl",
	"softwareFleet.version":                   "3.0.*",
	"softwareFleet.captureTime":               "2026-03-04T05:06:07Z",
	"hybridTiers.hybridNodes":                 "0", // the node has another type
	"hybridTiers.nodeLimit":                   "1000",
	"hybridTiers.limitUsed":                   "0",
	"inventory.nodeId":                        wiredNode,
	"inventory.entry":                         "1",
	"inventory.attribute":                     "ApplicationType", // the first by name
	"inventory.value":                         "ApplicationType",
	"inventory.inventoryType":                 "AWS:Application",
	"inventory.captureTime":                   "2026-03-04T05:06:07Z",
	"compliance.details":                      "Details: Details.Details",
	"software.captureTime":                    "2026-03-04T05:06:07Z",
	"account":                                 "111122223333",
	"accountName":                             "shop",
	"region":                                  "eu-west-1",
}

func TestEveryColumnIsTheMemberThatItSaysItIs(t *testing.T) {
	for flag := range 2 {
		records := wiredRecords(t, flag)
		f := closing(t, wiredAWS(t, records).settings(t, nil))
		for _, r := range Resources() {
			if len(schema.Operations(r.Sources)) == 0 {
				continue // what One Pane knows of itself has tests of its own
			}
			need := Need{Since: time.Unix(1, 0)}
			need.ID, need.Arguments = wiredIDs[r.About], wiredArguments[r.Name]
			answer, err := f.Read(t.Context(), r.Name, need)
			rows := 1
			if r.Name == "inventory" {
				rows = reflect.TypeFor[wiredInventory]().NumField()
			}
			expectRows(t, r.Name, answer, err, rows)
			for _, c := range r.Columns {
				expectWired(t, r, c, answer.Table, records)
			}
		}
	}
}

func expectWired(t *testing.T, r schema.Resource, c schema.Column, table *columns.Table, records map[string]reflect.Value) {
	t.Helper()
	where := r.Name + "." + c.Name
	got := cell(t, table, c.Name, 0)
	switch where {
	case "nodes.asOf":
		if got == "" {
			t.Errorf("%s is empty", where)
		}
		return
	case "nodes.patchReason":
		if failed, _ := asCell(records["DescribeInstancePatchStates"], "FailedCount"); got != failed+" patches failed to install" {
			t.Errorf("%s is %q", where, got)
		}
		return
	case "nodes.lastPingAge":
		expectAge(t, where, table, c.Name, records["DescribeInstanceProperties"], "LastPingDateTime")
		return
	case "nodes.patchAge":
		expectAge(t, where, table, c.Name, records["DescribeInstancePatchStates"], "OperationEndTime")
		return
	}
	if c.Name == "consoleUrl" && r.Name != "nodes" {
		return // which are addresses, with tests of their own
	}
	want, isValue := wiredTo[where]
	if !isValue && len(schema.Operations(c.Sources)) == 0 {
		want, isValue = wiredTo[c.Name]
	}
	if !isValue {
		var err error
		if want, err = wiredMember(where, r, c, records); err != nil {
			t.Errorf("%s: %v: say in wiring_test.go which member of which operation it should be", where, err)
			return
		}
	}
	if got != want {
		t.Errorf("%s is %q, want %q", where, got, want)
	}
}

// wiredMember gives the value of the member that a column should be.
func wiredMember(where string, r schema.Resource, c schema.Column, records map[string]reflect.Value) (string, error) {
	if operation, path, ok := strings.Cut(wiredAs[where], " "); ok {
		return asCell(records[operation], path)
	}
	namesake := strings.ToUpper(c.Name[:1]) + c.Name[1:]
	operations := append(schema.Operations(r.Sources), schema.Operations(c.Sources)...)
	err := fmt.Errorf("it has no operation")
	for _, operation := range operations {
		record, ok := records[operation.Name]
		if !ok {
			continue
		}
		var value string
		if value, err = asCell(record, namesake); err == nil {
			return value, nil
		}
	}
	return "", err
}

// expectAge compares in days: the times of a record are days apart.
func expectAge(t *testing.T, where string, table *columns.Table, name string, record reflect.Value, path string) {
	t.Helper()
	column, _ := table.Column(name)
	since, err := asCell(record, path)
	if err != nil {
		t.Fatal(err)
	}
	moment, err := time.Parse(time.RFC3339, since)
	if err != nil {
		t.Fatal(err)
	}
	if age := time.Since(moment).Seconds(); column.Number(0) < age-60 || column.Number(0) > age+60 {
		t.Errorf("%s is %v s, want %v s", where, column.Number(0), age)
	}
}

// wiredRecords makes an item for each operation that anything is read with.
func wiredRecords(t *testing.T, flag int) map[string]reflect.Value {
	t.Helper()
	records := map[string]reflect.Value{}
	for operation, answer := range wiredAnswers {
		item := reflect.New(reflect.TypeOf(answer.item))
		(&fullRecord{flag: flag}).fill(item.Elem(), "")
		for path, value := range wiredValues[operation] {
			target, ok := newMember(item.Elem().Type(), path).of(item.Elem())
			if !ok {
				t.Fatalf("%s has no %s", operation, path)
			}
			target.SetString(fmt.Sprint(value))
		}
		records[operation] = item.Elem()
	}
	for _, p := range permissions() {
		_, known := records[p.operation.Name]
		switch p.operation.Name {
		case "DescribeInstances", "GetResources", "GetPatchBaseline", "GetDocument", "DescribeInstanceInformation":
			continue // not of JSON's simple form, or with tests of their own
		}
		if !known {
			t.Fatalf("%s: give wiredAnswers an item of its answer", p.operation.Action())
		}
	}
	return records
}

// wiredAWS answers with the records.
func wiredAWS(t *testing.T, records map[string]reflect.Value) *fakeAWS {
	aws := newFakeAWS(t)
	for operation, record := range records {
		aws.on(operation, func(input map[string]any) (int, any) {
			answer := map[string]any{wiredAnswers[operation].items: []any{onTheWire(record)}}
			if operation == "GetServiceSetting" {
				answer[wiredAnswers[operation].items] = onTheWire(record) // one, and no list
			}
			if operation == "ListInventoryEntries" {
				answer["CaptureTime"] = wiredTo["software.captureTime"]
			}
			if operation == "GetInventory" {
				answer["Entities"] = []any{map[string]any{"Id": wiredNode, "Data": map[string]any{"AWS:InstanceInformation": map[string]any{
					"CaptureTime": wiredTo["softwareFleet.captureTime"], "Content": []any{onTheWire(record)},
				}}}}
			}
			if operation == "ListNodes" {
				// AWS has what the node is in a union.
				answer[wiredAnswers[operation].items] = []any{nodeOnTheWire(record)}
			}
			if input["SyncType"] == "SyncFromSource" {
				answer[wiredAnswers[operation].items] = []any{} // the item was on the list of the other type
			}
			return http.StatusOK, answer
		})
	}
	aws.on("DescribeInstances", func(map[string]any) (int, any) {
		return http.StatusOK, wiredInstance(wiredNode)
	})
	aws.on("DescribeAlarms", func(map[string]any) (int, any) {
		return http.StatusOK, "<DescribeAlarmsResponse><DescribeAlarmsResult><MetricAlarms><member>" + asXML(records["DescribeAlarms"]) +
			"</member></MetricAlarms></DescribeAlarmsResult></DescribeAlarmsResponse>"
	})
	aws.on("GetDocument", func(map[string]any) (int, any) {
		content := `{"inputs": {"cloudWatchLogGroupName": "cloudWatchLogGroupName", "s3BucketName": "s3BucketName"}}`
		return http.StatusOK, map[string]any{"Name": ssm.SessionPreferences, "Content": content}
	})
	aws.on("GetPatchBaseline", func(map[string]any) (int, any) { return http.StatusOK, map[string]any{"BaselineId": "pb-1"} })
	return aws
}

func nodeOnTheWire(record reflect.Value) any {
	node := onTheWire(record.FieldByName("Node")).(map[string]any)
	node["NodeType"] = map[string]any{"Instance": onTheWire(record.FieldByName("Instance"))}
	return node
}

// wiredInstance is EC2's answer with one instance, in the XML of its API reference.
func wiredInstance(id string) string {
	return `<DescribeInstancesResponse><reservationSet><item><instancesSet><item>` +
		`<instanceId>` + id + `</instanceId><imageId>ami-1</imageId><instanceState><code>16</code><name>running</name></instanceState>` +
		`<privateDnsName>private.example</privateDnsName><dnsName>public.example</dnsName><instanceType>m7g.large</instanceType>` +
		`<launchTime>2026-04-05T06:07:08.000Z</launchTime><placement><availabilityZone>eu-west-1b</availabilityZone><tenancy>default</tenancy></placement>` +
		`<privateIpAddress>10.1.2.3</privateIpAddress><ipAddress>203.0.113.9</ipAddress><architecture>arm64</architecture>` +
		`<platformDetails>Windows BYOL</platformDetails><tagSet><item><key>Owner</key><value>web</value></item>` +
		`<item><key>Name</key><value>the instance's Name</value></item></tagSet>` +
		`</item></instancesSet></item></reservationSet></DescribeInstancesResponse>`
}

func TestInstancesThatSSMDoesNotListComeFromEC2(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeInstances", func(map[string]any) (int, any) { return http.StatusOK, wiredInstance(wiredNode) })
	answer := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	for name, want := range map[string]string{
		"nodeId": wiredNode, "name": "the instance's Name", "ipAddress": "10.1.2.3", "instanceType": "m7g.large", "instanceState": "running",
		"architecture": "arm64", "availabilityZone": "eu-west-1b", "launchTime": "2026-04-05T06:07:08Z", "platformType": "Windows",
		"resourceType": "EC2Instance", "managed": "false", "patchBucket": statuses.Unmanaged, "pingStatus": statuses.PingUnknown,
		"associationStatus": statuses.AssociationNone, "provider": statuses.AWS, "computerName": "", "lastPing": "", "missingCount": "",
	} {
		if got := cell(t, answer.Table, name, 0); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
