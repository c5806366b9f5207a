package fleet

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

const (
	standardTier = "standard"
	// standardLimit is how many hybrid-activated nodes AWS's guide allows an account in a Region in the standard-instances tier; in
	// the advanced one there is no limit.
	standardLimit = 1000
)

var tierSet = ssm.GetServiceSetting.Operation

var hybridTierRecords = recordsOf(tierSet,
	field[types.ServiceSetting]{name: "tier", label: "Tier", means: "standard or advanced, which is paid: what it allows hybrid-activated nodes, and how many of them", from: "SettingValue", shown: true},
	field[types.ServiceSetting]{name: "status", label: "Status", means: "Default, Customized, or PendingUpdate while a change is not done", from: "Status", shown: true},
	field[types.ServiceSetting]{name: "lastModifiedDate", label: "Last modified", means: "When the tier was last changed", from: "LastModifiedDate", shown: true},
	field[types.ServiceSetting]{name: "lastModifiedUser", label: "Last modified by", means: "ARN of who last changed the tier; AWS writes System where nobody has", from: "LastModifiedUser"},
)

// tierUse are the columns of how far a tier is used.
var tierUse = []schema.Column{
	{Name: "hybridNodes", Label: "Hybrid nodes", Kind: columns.Number, Unit: counted, Default: true, Derived: true,
		Description: "How many nodes are registered there with hybrid activations: those of resource type ManagedInstance; empty while the node list isn't known as a whole",
		Sources:     []schema.Source{schema.From(nodeListed, "ResourceType")}},
	{Name: "nodeLimit", Label: "Limit", Kind: columns.Number, Unit: counted, Default: true, Derived: true,
		Description: "How many such nodes the tier allows; empty where it is advanced, which has no limit",
		Sources:     []schema.Source{schema.From(tierSet, "SettingValue")}},
	{Name: "limitUsed", Label: "Limit used", Kind: columns.Number, Unit: "percentunit", Default: true, Derived: true,
		Description: "Share of the limit that the nodes there are; empty where there is no limit, or either isn't known",
		Sources:     []schema.Source{schema.From(nodeListed, "ResourceType"), schema.From(tierSet, "SettingValue")}},
}

var _ = declareItems(schema.Resource{
	Name: "hybridTiers", Group: schema.SetupGroup, Label: "Hybrid tiers",
	Description: "In which tier hybrid-activated nodes run, and how much of its limit they use: a row for each account and Region",
	Examples: []schema.Example{
		{Title: "Places near the limit of the standard tier", Filters: []schema.Filter{{Field: "limitUsed", Op: ">=", Value: 0.8}},
			OrderBy: []schema.OrderBy{{Field: "limitUsed", Desc: true}}},
		{Title: "Places by tier", GroupBy: []string{"tier"}},
	},
}, onDemand(listFeed(ssm.GetServiceSetting, everyAssociations, hybridTierRecords, "SettingId", OperationsLayer, "Tiers of hybrid-activated nodes, and how near they are to their limits")),
	slices.Insert(hybridTierRecords.columns(), leading, tierUse...), withTierUse)

// withTierUse adds how far the tier of a place is used.
func withTierUse(p *place, tiers table) *columns.Table {
	rows := tiers.Clone()
	nodes := hybridNodes(p)
	limit := func(row int32) float64 {
		if text(rows, "tier")(row) == standardTier {
			return standardLimit
		}
		return columns.None()
	}
	for name, value := range map[string]func(row int32) float64{
		"hybridNodes": func(int32) float64 { return nodes },
		"nodeLimit":   limit,
		"limitUsed":   func(row int32) float64 { return nodes / limit(row) },
	} {
		rows.SetLazy(name, func() columns.Column {
			values := make([]float64, rows.Rows())
			for row := range values {
				values[row] = value(int32(row))
			}
			return columns.NewNumbers(values)
		})
	}
	return rows
}

// hybridNodes counts the hybrid-activated nodes of a place; none where its node list has not been read to its end.
func hybridNodes(p *place) float64 {
	if !nodeLists.in(p).whole() {
		return columns.None()
	}
	nodes := nodeLists.known(p)
	resourceType, hybrid := text(nodes.Table, "resourceType"), 0.0
	for row := range int32(nodes.Rows()) {
		if resourceType(row) == string(types.ResourceTypeManagedInstance) {
			hybrid++
		}
	}
	return hybrid
}
