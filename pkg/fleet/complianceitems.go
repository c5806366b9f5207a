package fleet

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type complianceItem = types.ComplianceItem

var _ = declareDrillDown(drillDown[complianceItem]{
	Resource: schema.Resource{Name: "compliance", Group: schema.PatchesGroup, Label: "Compliance of a node", About: schema.Node,
		Description: "Compliance items of one node: its patches, its associations and items of custom types, with their status",
		Examples: []schema.Example{
			{Title: "What is noncompliant", Filters: []schema.Filter{{Field: "status", Op: "=", Value: "NON_COMPLIANT"}},
				OrderBy: []schema.OrderBy{{Field: "executionTime", Desc: true}}},
			{Title: "Items by type and status", GroupBy: []string{"complianceType", "status"}},
		},
	},
	list: ssm.ListComplianceItems,
	id:   "ComplianceType Id Title",
	fields: []field[complianceItem]{
		{name: "complianceType", label: "Compliance type", means: "Association, Patch, or a type of the account's own that begins with Custom:", from: "ComplianceType", shown: true},
		{name: "title", label: "Title", means: "Title of the item; of an association, which has none, the document that it runs", from: "Title Details", shown: true,
			text: func(i *complianceItem) string { return cmp.Or(aws.ToString(i.Title), i.Details["DocumentName"]) }},
		{name: "id", label: "ID", means: "ID of the item: KB article, package, association ID or what a custom type gives", from: "Id", shown: true},
		{name: "status", label: "Status", means: "Whether it is compliant; none where AWS gives none, as for Windows patches that aren't applicable", from: "Status", set: statuses.ComplianceStatus, shown: true,
			text: func(i *complianceItem) string { return cmp.Or(string(i.Status), statuses.ComplianceNone) }},
		{name: "severity", label: "Severity", means: "How severe it is that it isn't compliant: CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNSPECIFIED", from: "Severity", shown: true},
		{name: "executionTime", label: "Execution time", means: "When the execution that it comes from reported; of an association, when Systems Manager took its status, which may be long after it ran",
			from: "ExecutionSummary.ExecutionTime", shown: true},
		{name: "executionType", label: "Execution type", means: "Kind of execution that it comes from, for instance Command", from: "ExecutionSummary.ExecutionType"},
		{name: "executionId", label: "Execution ID", means: "ID of the execution that it comes from, for instance a command ID", from: "ExecutionSummary.ExecutionId"},
		{name: "details", label: "Details", means: "All that is reported beside, by name, for instance Classification: SecurityUpdates; PatchState: Missing", from: "Details", shown: true, text: complianceDetails},
	},
})

// complianceDetails writes the details that have a value, in the order of their names.
func complianceDetails(i *complianceItem) string {
	var details []string
	for _, name := range slices.Sorted(maps.Keys(i.Details)) {
		if value := i.Details[name]; value != "" {
			details = append(details, name+": "+value)
		}
	}
	return strings.Join(details, "; ")
}
