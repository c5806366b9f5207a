package fleet

import (
	"maps"
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ec2"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/resourcegroups"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/tagging"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// The operations that nodes are made of.
var (
	nodeListed  = ssm.DescribeInstanceProperties.Operation
	patchStated = ssm.DescribeInstancePatchStates.Operation
	verdictOf   = ssm.ListResourceComplianceSummaries.Operation
	baselineOf  = ssm.GetPatchBaseline.Operation
	instanceOf  = ec2.DescribeInstances.Operation
	tagged      = tagging.GetResources.Operation
	activated   = ssm.DescribeActivations.Operation
)

// Nodes: a row for each managed node, and for each EC2 instance that SSM doesn't list.
var _ = declareRows(placeRows{
	Resource: schema.Resource{
		Name: "nodes", Group: schema.FleetGroup, Label: "Nodes", Description: "Managed nodes, and EC2 instances that SSM does not list, one row each",
		Sources:  []schema.Source{schema.From(nodeListed), schema.From(instanceOf)},
		Tags:     &schema.Source{Operation: tagged},
		Columns:  nodeColumns(),
		Examples: nodeExamples,
	},
	rows: func(v *view) *columns.Table { return v.nodeEvidence().table(v) },
	now:  asOfNow,
})

// nodeColumns describes the columns in the order in which they are listed: who it is and where, what machine it is, whether it
// is heard, whether it is patched, whether it is configured.
func nodeColumns() []schema.Column {
	listed := refinedBy(nodeRecords.columns(), instanceRecords.columns())
	from := func(name string) int {
		return slices.IndexFunc(listed, func(c schema.Column) bool { return c.Name == name })
	}
	machine, registered, heard, configured := from("resourceType"), from("registrationDate"), from("pingStatus"), from("associationStatus")
	return slices.Concat(
		listed[:machine], nameColumns(), placeColumns("AWS account that the node belongs to", "AWS Region that the node belongs to"), originColumns(),
		listed[machine:registered], activationColumns(), listed[registered:heard],
		listed[heard:configured], pingAgeColumns(),
		bucketColumns(), noncompliantColumns(), patchStateRecords.columns(), verdictRecords.columns(),
		planColumns(), listed[configured:], linkColumns(), asOfColumns(),
	)
}

func nameColumns() []schema.Column {
	return []schema.Column{
		{Name: "name", Label: "Name", Default: true, Derived: true,
			Description: "Display name: the Name tag, else ComputerName (for Azure provider nodes its third segment), else the activation's name, else the ID",
			Sources: []schema.Source{schema.From(nodeListed, "ComputerName", "Name"), schema.From(instanceOf, "Tags"), schema.From(tagged, "Tags"),
				schema.From(activated, "DefaultInstanceName")}},
	}
}

var nodeExamples = []schema.Example{
	{Title: "Nodes with failed patches", Filters: []schema.Filter{{Field: "patchStatus", Op: "=", Value: statuses.Failed}},
		OrderBy: []schema.OrderBy{{Field: "failedCount", Desc: true}}},
	{Title: "Nodes with failed patches, by account", Filters: []schema.Filter{{Field: "patchStatus", Op: "=", Value: statuses.Failed}},
		GroupBy: []string{"account"}},
	{Title: "Nodes pending reboot", Filters: []schema.Filter{{Field: "installedPendingRebootCount", Op: ">", Value: 0}},
		Columns: []string{"nodeId", "name", "account", "region", "platformType", "installedPendingRebootCount", "rebootOption", "patchOperationEnd"},
		OrderBy: []schema.OrderBy{{Field: "patchOperationEnd"}}},
	{Title: "Nodes with overdue patches", Filters: []schema.Filter{{Field: "overdue", Op: "=", Value: true}},
		Columns: []string{"nodeId", "name", "account", "region", "platformType", "patchStatus", "noncompliantSince", "dueBy", "overdueReason"},
		OrderBy: []schema.OrderBy{{Field: "dueBy"}}},
	{Title: "Nodes that are not online",
		Filters: []schema.Filter{{Field: "managed", Op: "=", Value: true}, {Field: "pingStatus", Op: "!=", Value: "Online"}},
		Columns: []string{"nodeId", "name", "account", "region", "provider", "platformType", "pingStatus", "lastPing"},
		OrderBy: []schema.OrderBy{{Field: "lastPing"}}},
}

func originColumns() []schema.Column {
	sources := []schema.Source{
		schema.From(nodeListed, "SourceType", "ResourceType", "Name"), schema.From(tagged),
		schema.From(activated, "DefaultInstanceName", "Description", "Tags"),
	}
	return []schema.Column{
		{Name: "provider", Label: "Provider", Description: "Where the machine runs", Set: statuses.Provider, Default: true, Derived: true, Sources: sources},
		{Name: "providerRule", Label: "Provider rule", Derived: true, Sources: sources,
			Description: "What the provider was told by: sourceType, cloudConnectorTag, tag, activation, resourceType or none"},
		{Name: "managed", Label: "Managed", Kind: columns.Boolean, Derived: true,
			Description: "Whether SSM manages it; false for a running EC2 instance that SSM does not list, empty for one that is not running",
			Sources:     []schema.Source{schema.From(nodeListed, "InstanceId"), schema.From(instanceOf, "InstanceId", "State.Name")},
			OnlyFrom:    map[string]awsapi.Operation{"false": instanceOf}},
	}
}

func activationColumns() []schema.Column {
	return []schema.Column{
		{Name: "activationName", Label: "Activation name", Description: "Name that the activation gives to its nodes, else the name that the node was registered with",
			Sources: []schema.Source{schema.From(activated, "DefaultInstanceName"), schema.From(nodeListed, "Name")}},
	}
}

func pingAgeColumns() []schema.Column {
	return []schema.Column{
		{Name: "lastPingAge", Label: "Last ping age", Description: "Time since SSM last heard from the agent", Kind: columns.Number, Unit: "s", Derived: true,
			Sources: []schema.Source{schema.From(nodeListed, "LastPingDateTime")}},
	}
}

func bucketColumns() []schema.Column {
	sources := []schema.Source{schema.From(patchStated), schema.From(verdictOf), schema.From(baselineOf), schema.From(instanceOf, "State.Name")}
	times := []schema.Source{schema.From(patchStated, "OperationEndTime"), schema.From(verdictOf, "ExecutionSummary.ExecutionTime")}
	// Of nodes without a patch state, the verdicts alone tell whether they are missing patches, compliant or never reported.
	buckets := map[string]awsapi.Operation{
		statuses.Unmanaged: instanceOf, statuses.Missing: verdictOf, statuses.NeverReported: verdictOf, statuses.Compliant: verdictOf,
	}
	shown := maps.Clone(buckets)
	shown[statuses.Stale] = verdictOf
	anyValue := map[string]awsapi.Operation{schema.AnyValue: verdictOf}
	return []schema.Column{
		{Name: "patchStatus", Label: "Patch status", Set: statuses.PatchStatus, Default: true, Derived: true, Sources: sources,
			Description: "The patch bucket, but stale where it is compliant and the patch result is older than the data source's settings allow, and unknown where it is compliant and that age is not known",
			OnlyFrom:    shown},
		{Name: "patchBucket", Label: "Patch bucket", Description: "Where its patches stand: the first bucket whose rule holds", Set: statuses.PatchBucket, Derived: true,
			Sources: sources, OnlyFrom: buckets},
		{Name: "patchReason", Label: "Patch reason", Description: "Why it is in that bucket, in words", Derived: true, Sources: sources},
		{Name: "patchChannel", Label: "Patch channel", Derived: true, OnlyFrom: map[string]awsapi.Operation{channelCompliance: verdictOf},
			Description: "What the bucket is told by: patchState (AWS-RunPatchBaseline) or, where there is none, complianceSummary (AWS-RunPatchBaselineAssociation, as in Quick Setup's Host Management); empty where nothing has been reported",
			Sources:     []schema.Source{schema.From(patchStated, "InstanceId"), schema.From(verdictOf, "ResourceId")}},
		{Name: "patchReported", Label: "Patch result", Description: "When what the bucket is told by was reported: the end of the last patch operation or, without a patch state, the compliance execution time",
			Kind: columns.Time, Derived: true, Sources: times, OnlyFrom: anyValue},
		{Name: "criticalPatchCount", Label: "Critical patches", Description: "Noncompliant patches of severity Critical, by what the bucket is told by: the patch state or, where there is none, the compliance summary",
			Kind: columns.Number, Unit: counted, Derived: true, OnlyFrom: anyValue,
			Sources: []schema.Source{schema.From(patchStated, "CriticalNonCompliantCount"), schema.From(verdictOf, "NonCompliantSummary.SeveritySummary.CriticalCount")}},
		{Name: "patchStale", Label: "Patch stale", Description: "Whether the patch result is older than the data source's settings allow; empty where its age is not known", Kind: columns.Boolean, Derived: true,
			Sources: times, OnlyFrom: anyValue},
		{Name: "patchAge", Label: "Patch age", Description: "Time since the patch result; empty where that lies more than 5 minutes in the future", Kind: columns.Number, Unit: "s", Default: true, Derived: true,
			Sources: times, OnlyFrom: anyValue},
	}
}

// planSources are what tells when a node will be patched.
var planSources = []schema.Source{
	schema.From(nodeListed, "InstanceId"),
	schema.From(installRuns.operation, "TaskInvocationParameters", "Targets"),
	schema.From(maintenanceWindows.operation, "Enabled", "NextExecutionTime", "Duration"),
	schema.From(ssm.DescribeMaintenanceWindowTasks.Operation), schema.From(ssm.DescribeMaintenanceWindowTargets.Operation, "Targets"),
	schema.From(ssm.DescribeMaintenanceWindowSchedule.Operation, "ExecutionTime"),
	schema.From(associations.operation, "ScheduleExpression", "LastExecutionDate"),
	schema.From(ssm.DescribeAssociation.Operation, "Parameters", "Targets", "ScheduleOffset", "CalendarNames"),
	schema.From(ssm.GetCalendarState.Operation, "State", "NextTransitionTime"),
	schema.From(resourcegroups.ListGroupResources.Operation), schema.From(tagged, "Tags"),
}

// planColumns describes what [addPlans] adds.
func planColumns() []schema.Column {
	anyValue := map[string]awsapi.Operation{schema.AnyValue: installRuns.operation}
	buckets := []schema.Source{schema.From(patchStated), schema.From(verdictOf), schema.From(baselineOf)}
	return []schema.Column{
		{Name: "nextPatchRun", Label: "Next patch run", Kind: columns.Time, Derived: true, Sources: planSources, OnlyFrom: anyValue,
			Description: "When a maintenance window, a patch policy or an association installs patches on it next; empty where none does, or that isn't known"},
		{Name: "nextPatchBy", Label: "Next patch by", Derived: true, Sources: planSources, OnlyFrom: anyValue,
			Description: "What installs patches on it then, for instance Maintenance window prod-sunday"},
		{Name: "nextPatchReason", Label: "Next patch reason", Derived: true, Sources: planSources,
			Description: "Why there is no next run, or why it isn't known whether another one comes sooner, in words"},
		{Name: "noWindow", Label: "No window", Kind: columns.Boolean, Derived: true, Sources: slices.Concat(planSources, buckets), OnlyFrom: anyValue,
			Description: "Whether it is noncompliant (failed, missing, rejected, pendingReboot or securityAvailable) and no maintenance window, patch policy or association will ever install patches on it; empty where that isn't known"},
		{Name: "inWindow", Label: "In window", Kind: columns.Boolean, Derived: true, Sources: planSources, OnlyFrom: anyValue,
			Description: "Whether a run that installs patches is open for it now: from its start on as long as its duration is, the cutoff too; of an association without a duration none ever is; empty where that isn't known"},
	}
}

// linkColumns describes what [addConsoleLinks] adds.
func linkColumns() []schema.Column {
	return []schema.Column{
		{Name: "consoleUrl", Label: "Cloud console", Derived: true,
			Description: "Link to the machine in its own cloud's console: the EC2 console for EC2 instances, the Azure portal for nodes whose source type is Microsoft.Compute/virtualMachines; empty for terminated instances, and where SSM tells too little to link to it",
			Sources:     []schema.Source{schema.From(nodeListed, "InstanceId", "SourceType", "ComputerName"), schema.From(instanceOf, "InstanceId")}},
		{Name: "fleetManagerUrl", Label: "Fleet Manager", Derived: true,
			Description: "Link to the managed node in Fleet Manager, in the AWS console", Sources: []schema.Source{schema.From(nodeListed, "InstanceId")}},
		{Name: "sessionUrl", Label: "Session", Derived: true,
			Description: "Link that starts a session in Session Manager, in the AWS console; empty unless the node is online", Sources: []schema.Source{schema.From(nodeListed, "InstanceId", "PingStatus")}},
	}
}

func asOfColumns() []schema.Column {
	return []schema.Column{
		{Name: "asOf", Label: "As of", Description: "When the oldest reading that this row is made of was taken", Kind: columns.Time, Sources: []schema.Source{schema.OnePane}},
	}
}

// asOfNow adds the columns that depend on the moment of the question.
func asOfNow(f *Fleet, nodes *columns.Table, now time.Time) *columns.Table {
	t := nodes.Clone()
	derive := func(name, from string, make func(columns.Column) columns.Column) {
		t.SetLazy(name, func() columns.Column {
			column, _ := nodes.Column(from)
			return make(column)
		})
	}
	age := func(c columns.Column) columns.Column { return columns.NewAge(c, now) }
	derive("lastPingAge", "lastPing", age)
	derive("patchAge", "patchReported", age)
	derive("noncompliantAge", "noncompliantSince", age)
	addOverdue(t, nodes, now)
	older := func(c columns.Column) columns.Older { return columns.NewOlder(c, now, f.settings.PatchStaleAfter) }
	derive("patchStale", "patchReported", func(c columns.Column) columns.Column { return older(c) })
	ages := func() patchAges {
		buckets, _ := nodes.Column("patchBucket")
		reported, _ := nodes.Column("patchReported")
		return patchAges{buckets: buckets.(columns.Dictionary), age: columns.NewAge(reported, now), older: older(reported)}
	}
	derive("patchStatus", "patchBucket", func(columns.Column) columns.Column { return ages().status() })
	addPlans(t, nodes, now)
	derive("patchReason", "patchReason", func(c columns.Column) columns.Column { return ages().reason(c.(columns.Dictionary)) })
	return t
}
