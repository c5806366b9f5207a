package fleet

import (
	"context"
	"maps"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// baselines says of each patch baseline, by its id, whether it counts available security updates as noncompliant.
type baselines map[string]bool

func (b baselines) size() int { return len(b) }

// readBaselines reads the baselines that the patch states name.
func (p *place) readBaselines(ctx context.Context, report progress[baselines]) (baselines, error) {
	states, err := need(ctx, p.patchStates)
	if err != nil {
		return nil, err
	}
	client, err := p.client(ctx)
	if err != nil {
		return nil, err
	}
	ids := distinct(states.Table, "baselineId")
	found := baselines{}
	for _, id := range ids {
		baseline, err := ssm.GetPatchBaseline(ctx, client, id)
		if err != nil {
			return nil, err
		}
		found[id] = baseline.AvailableSecurityUpdatesComplianceStatus == types.PatchComplianceStatusNonCompliant
		report(func() baselines { return maps.Clone(found) }, len(found), len(ids))
	}
	return found, nil
}

func distinct(t *columns.Table, name string) []string {
	if column, ok := t.Column(name); ok {
		if dictionary, ok := column.(columns.Dictionary); ok {
			return dictionary.Values()
		}
	}
	return nil
}
