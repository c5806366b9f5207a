package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type typeSummary = types.ComplianceSummaryItem

var _ = declareList(listResource[typeSummary]{
	Resource: schema.Resource{Name: "complianceSummaries", Group: schema.PatchesGroup, Label: "Compliance summaries",
		Description: "How many nodes are compliant by each compliance type: patches, associations and custom types",
		Examples: []schema.Example{
			{Title: "Compliance types with noncompliant nodes", Filters: []schema.Filter{{Field: "nonCompliantCount", Op: ">", Value: 0}},
				OrderBy: []schema.OrderBy{{Field: "nonCompliantCount", Desc: true}}},
			{Title: "Custom compliance types", Filters: []schema.Filter{{Field: "complianceType", Op: "=~", Value: "Custom:.*"}},
				OrderBy: []schema.OrderBy{{Field: "nonCompliantCount", Desc: true}}},
		},
	},
	list:     ssm.ListComplianceSummaries,
	every:    everyPatchStates,
	onDemand: true,
	id:       "ComplianceType",
	layer:    PatchesLayer,
	lost:     "How many nodes are compliant by each compliance type",
	fields: []field[typeSummary]{
		{name: "complianceType", label: "Compliance type", means: "Association, Patch, or a type of the account's own that begins with Custom:", from: "ComplianceType", shown: true},
		{name: "nonCompliantCount", label: "Noncompliant nodes", means: "Nodes that are noncompliant", from: "NonCompliantSummary.NonCompliantCount", unit: counted, shown: true},
		{name: "compliantCount", label: "Compliant nodes", means: "Nodes that are compliant", from: "CompliantSummary.CompliantCount", unit: counted, shown: true},
		nonCompliantNodes("Critical"), nonCompliantNodes("High"), nonCompliantNodes("Medium"),
		nonCompliantNodes("Low"), nonCompliantNodes("Informational"), nonCompliantNodes("Unspecified"),
	},
})

// nonCompliantNodes is the column of the noncompliant nodes of a severity.
func nonCompliantNodes(severity string) field[typeSummary] {
	return field[typeSummary]{
		name: "nonCompliant" + severity + "Count", label: "Severity " + strings.ToLower(severity), means: "Noncompliant nodes of severity " + severity,
		from: "NonCompliantSummary.SeveritySummary." + severity + "Count", unit: counted, shown: true,
	}
}
