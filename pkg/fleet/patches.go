package fleet

import (
	"cmp"
	"context"
	"iter"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// Patches asks AWS for the patches of one node. It fails with a [UserError] for an id that is none, or that no account
// and Region of the data source knows, and with an [awsapi.Error] where AWS does not answer.
func (f *Fleet) Patches(ctx context.Context, nodeID string) (Reading, error) {
	return detail(ctx, f, "DescribeInstancePatches", nodeID, patchColumns,
		func(ctx context.Context, client *awsapi.Client) iter.Seq2[[]patch, error] {
			return ssm.DescribeInstancePatches(ctx, client, nodeID)
		})
}

type patch = types.PatchComplianceData

var patchColumns = []columns.Definition[patch]{
	columns.TextOf("title", func(p *patch) *string { return p.Title }),
	columns.TextOf("kbId", func(p *patch) *string { return p.KBId }),
	columns.TextOf("classification", func(p *patch) *string { return p.Classification }),
	columns.Text("severity", func(p *patch) string { return cmp.Or(strings.TrimSpace(aws.ToString(p.Severity)), "Unspecified") }),
	columns.Text("state", func(p *patch) string { return patchStateName(string(p.State)) }),
	columns.TimeOf("installedTime", func(p *patch) *time.Time { return p.InstalledTime }),
	columns.Text("cveIds", func(p *patch) string { return patchCVEs(aws.ToString(p.CVEIds)) }),
}

// patchStateName gives AWS's state in one casing: the documents say INSTALLED_PENDING_REBOOT, the wire
// InstalledPendingReboot. A state that isn't known is shown as it came.
func patchStateName(state string) string {
	folded := strings.ToLower(strings.ReplaceAll(state, "_", ""))
	for _, name := range patchStateNames {
		if strings.ToLower(name) == folded {
			return name
		}
	}
	return state
}

var patchStateNames = []string{
	"Missing", "Failed", "InstalledPendingReboot", "InstalledRejected", "AvailableSecurityUpdate", "Installed", "InstalledOther",
	"NotApplicable",
}

// patchCVEs gives the ids separated by a comma and a space, however AWS has separated them.
func patchCVEs(ids string) string {
	return strings.Join(strings.FieldsFunc(ids, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }), ", ")
}
