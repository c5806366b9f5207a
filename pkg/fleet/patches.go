package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type patch = types.PatchComplianceData

var _ = declareDrillDown(drillDown[patch]{
	Resource: schema.Resource{Name: "patches", Group: schema.PatchesGroup, Label: "Patches of a node", About: schema.Node, Description: "Patches of one node, with their state",
		Examples: []schema.Example{
			{Title: "Missing and failed patches", Filters: []schema.Filter{{Field: "state", Op: "in", Value: []string{"Failed", "Missing"}}},
				OrderBy: []schema.OrderBy{{Field: "state"}}},
			{Title: "Patches installed in the last 30 days", Filters: []schema.Filter{{Field: "installedTime", Op: ">", Value: "30d"}},
				OrderBy: []schema.OrderBy{{Field: "installedTime", Desc: true}}},
			{Title: "Patches by state", GroupBy: []string{"state"}},
		},
	},
	list: ssm.DescribeInstancePatches,
	id:   "KBId Title",
	fields: []field[patch]{
		{name: "title", label: "Title", means: "Title of the patch", from: "Title", shown: true},
		{name: "kbId", label: "KB or package", means: "KB article (Windows) or package (Linux)", from: "KBId", shown: true},
		{name: "classification", label: "Classification", means: "Kind of patch, for instance SecurityUpdates or Bugfix", from: "Classification", shown: true},
		{name: "severity", label: "Severity", means: "How severe the vendor says it is; Unspecified where AWS gives nothing", from: "Severity", shown: true,
			text: func(p *patch) string { return patchSeverity(aws.ToString(p.Severity)) }},
		{name: "state", label: "State", means: "State on the node", from: "State", set: statuses.PatchState, shown: true,
			text: func(p *patch) string { return patchStateName(string(p.State)) }},
		{name: "installedTime", label: "Installed", means: "When it was installed; empty where it is not", from: "InstalledTime", shown: true},
		{name: "cveIds", label: "CVE IDs", means: "CVE IDs, separated by commas (AWS gives them for Missing and Failed only)", from: "CVEIds", shown: true,
			text: func(p *patch) string { return patchCVEs(aws.ToString(p.CVEIds)) }},
	},
})

// patchStateName gives AWS's state in one casing: the documents say INSTALLED_PENDING_REBOOT, the wire
// InstalledPendingReboot. A state that isn't known is shown as it came.
func patchStateName(state string) string {
	folded := strings.ToLower(strings.ReplaceAll(state, "_", ""))
	for _, name := range statuses.PatchState.Values() {
		if strings.ToLower(name) == folded {
			return name
		}
	}
	return state
}

// patchCVEs gives the ids separated by a comma and a space, however AWS has separated them.
func patchCVEs(ids string) string {
	return strings.Join(strings.FieldsFunc(ids, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }), ", ")
}
