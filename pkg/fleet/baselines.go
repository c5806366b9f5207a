package fleet

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
)

// baselines says of each patch baseline, by its id, whether it counts available security updates as noncompliant.
type baselines map[string]bool

func (b baselines) size() int { return len(b) }

var patchBaselines = declareFeed(feed[baselines]{
	permission: permission{
		operation: ssm.GetPatchBaseline.Operation,
		lost:      "Whether a baseline counts available security updates as noncompliant",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			_, err := ssm.GetPatchBaseline.Ask(ctx, client, "pb-00000000000000000")
			return err
		},
	},
	every:   everyPatchStates,
	read:    readBaselines,
	nothing: func() baselines { return nil },
	after:   patchStateBatches,
})

// readBaselines reads the baselines on which a node's bucket hangs: those of nodes with security updates available.
func readBaselines(ctx context.Context, p *place, r *reading[baselines]) (baselines, error) {
	client, err := p.client(ctx)
	if err != nil {
		return nil, err
	}
	found := baselines{}
	for states, err := range follow(ctx, patchStateBatches.in(p)) {
		if err != nil {
			return nil, err
		}
		ids := states.decisiveBaselines()
		for _, id := range ids {
			if _, known := found[id]; known {
				continue
			}
			baseline, err := ssm.GetPatchBaseline.Ask(ctx, client, id)
			if err != nil {
				return nil, err
			}
			found[id] = baseline.AvailableSecurityUpdatesComplianceStatus == types.PatchComplianceStatusNonCompliant
			r.report(func() baselines { return maps.Clone(found) }, len(found), len(ids))
		}
	}
	return found, nil
}

// decisiveBaselines gives the ids of the baselines of nodes with security updates available, each once.
func (s patchStates) decisiveBaselines() []string {
	baseline, security := text(s.Table, "baselineId"), count(s.Table, "availableSecurityUpdateCount")
	var ids []string
	for row := range int32(s.Rows()) {
		if id := baseline(row); security(row) > 0 && id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}
