package fleet

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type opsItem = types.OpsItemSummary

var _ = declareList(listResource[opsItem]{
	Resource: schema.Resource{Name: "opsItems", Group: schema.OperationsGroup, Label: "OpsItems",
		Description: "OpsCenter's OpsItems: those that are not finished, then those that are and were changed in the last 30 days",
		Span:        &schema.Span{Start: "createdTime", Over: "finished"},
		Examples: []schema.Example{
			{Title: "Open OpsItems by severity", Filters: []schema.Filter{{Field: "finished", Op: "=", Value: false}}, GroupBy: []string{"severity"}},
			{Title: "OpsItems open for more than 30 days",
				Filters: []schema.Filter{{Field: "finished", Op: "=", Value: false}, {Field: "createdTime", Op: "<", Value: "30d"}},
				OrderBy: []schema.OrderBy{{Field: "createdTime"}}},
			{Title: "OpsItems created in the last 24 hours", Filters: []schema.Filter{{Field: "createdTime", Op: ">", Value: "24h"}},
				OrderBy: []schema.OrderBy{{Field: "createdTime", Desc: true}}},
		},
	},
	list:     ssm.DescribeOpsItems,
	every:    everyAssociations,
	onDemand: true,
	id:       "OpsItemId",
	layer:    OperationsLayer,
	lost:     "OpsCenter's OpsItems",
	fields: []field[opsItem]{
		{name: "title", label: "Title", means: "What it is about", from: "Title", shown: true},
		{name: "opsItemId", label: "OpsItem ID", means: "ID that OpsCenter gave it", from: "OpsItemId", shown: true},
		{name: "status", label: "Status", means: "AWS's word for where it stands, for instance Open, InProgress or Resolved", from: "Status", shown: true},
		{name: "finished", label: "Finished", means: "Whether nothing is left to do: resolved, closed, completed, cancelled, failed ...", from: "Status", truth: isFinished},
		{name: "severity", label: "Severity", means: "From 1 (critical) to 4 (low), or what people wrote", from: "Severity", shown: true},
		{name: "priority", label: "Priority", means: "From 1 (highest) to 5", from: "Priority", unit: "none", shown: true},
		{name: "category", label: "Category", means: "Availability, Cost, Performance, Recovery, Security, or what people wrote", from: "Category", shown: true},
		{name: "source", label: "Source", means: "Service that it comes from, for instance EC2 or SSM", from: "Source", shown: true},
		{name: "resources", label: "Resources", means: "ARNs of the resources that it speaks of, separated by commas", from: "OperationalData", text: opsItemResources},
		{name: "opsItemType", label: "Type", means: "/aws/issue, /aws/changerequest or /aws/insight", from: "OpsItemType"},
		{name: "createdTime", label: "Created", means: "When it was created", from: "CreatedTime", shown: true},
		{name: "user", label: "User", means: "Name of who created it: of the user, or of the role's session", from: "CreatedBy", text: func(i *opsItem) string { return userOf(i.CreatedBy) }},
		{name: "createdBy", label: "Created by", means: "ARN of who created it", from: "CreatedBy"},
		{name: "lastModifiedTime", label: "Last modified", means: "When it was last changed", from: "LastModifiedTime", shown: true},
		{name: "lastModifiedBy", label: "Last modified by", means: "ARN of who last changed it", from: "LastModifiedBy"},
		{name: "plannedStartTime", label: "Planned start", means: "When a change request's runbooks are to start", from: "PlannedStartTime"},
		{name: "plannedEndTime", label: "Planned end", means: "When a change request's runbooks are to end", from: "PlannedEndTime"},
		{name: "actualStartTime", label: "Actual start", means: "When a change request's runbooks started", from: "ActualStartTime"},
		{name: "actualEndTime", label: "Actual end", means: "When a change request's runbooks ended", from: "ActualEndTime"},
	},
})

// isFinished is neither of a status that isn't known.
func isFinished(i *opsItem) columns.Truth {
	if !slices.Contains(i.Status.Values(), i.Status) {
		return columns.Neither
	}
	return columns.TruthOf(!slices.Contains(ssm.UnfinishedOpsItems, i.Status))
}

// opsItemResources reads the operational data in which OpsCenter keeps the resources, as JSON in a text.
func opsItemResources(i *opsItem) string {
	var resources []struct{ ARN string }
	if err := json.Unmarshal([]byte(aws.ToString(i.OperationalData["/aws/resources"].Value)), &resources); err != nil {
		return ""
	}
	arns := make([]string, len(resources))
	for at, resource := range resources {
		arns[at] = resource.ARN
	}
	return strings.Join(arns, ", ")
}
