package fleet

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// baselines has what is known of each patch baseline, by its id.
type baselines map[string]baselineRule

// baselineRule says whether a baseline counts available security updates as noncompliant: neither true nor false where that
// isn't known.
type baselineRule struct {
	counts columns.Truth
	// unknown is why that isn't known.
	unknown string
	// gone: there is no such baseline any more.
	gone bool
}

func (b baselines) size() int { return len(b) }

// aside names the baselines that can't be read because they are gone.
func (b baselines) aside() string {
	var gone []string
	for id, rule := range b {
		if rule.gone {
			gone = append(gone, id)
		}
	}
	slices.Sort(gone)
	switch {
	case len(gone) == 0:
		return ""
	case len(gone) > namedBaselines:
		gone = append(gone[:namedBaselines], fmt.Sprintf("%d more", len(gone)-namedBaselines))
	}
	return "patch states name baselines that do not exist any more: " + strings.Join(gone, ", ")
}

// namedBaselines is how many baselines a note names before it only counts the rest.
const namedBaselines = 5

var patchBaselines = declareFeed(feed[baselines]{
	permission: permission{
		operation: ssm.GetPatchBaseline.Operation,
		layer:     PatchesLayer,
		lost:      "Whether a baseline counts available security updates as noncompliant, and which patches it approves and rejects",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			_, err := ssm.GetPatchBaseline.Ask(ctx, client, "pb-00000000000000000")
			return err
		},
	},
	every:   everyPatchStates,
	read:    readBaselines,
	nothing: func() baselines { return nil },
	aside:   baselines.aside,
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
			rule, err := readBaseline(ctx, client, id)
			if err != nil {
				return nil, err
			}
			found[id] = rule
			r.report(func() baselines { return maps.Clone(found) }, len(found), len(ids))
		}
	}
	return found, nil
}

// readBaseline reads one baseline. That it was deleted after a node was scanned by it is an answer, too.
func readBaseline(ctx context.Context, client *awsapi.Client, id string) (baselineRule, error) {
	baseline, err := ssm.GetPatchBaseline.Ask(ctx, client, id)
	var gone *types.DoesNotExistException
	switch {
	case errors.As(err, &gone):
		return baselineRule{gone: true, unknown: "the baseline does not exist any more"}, nil
	case err != nil:
		return baselineRule{}, err
	}
	return ruleOf(baseline.AvailableSecurityUpdatesComplianceStatus), nil
}

func ruleOf(word types.PatchComplianceStatus) baselineRule {
	switch word {
	case types.PatchComplianceStatusNonCompliant:
		return baselineRule{counts: columns.True}
	case types.PatchComplianceStatusCompliant:
		return baselineRule{counts: columns.False}
	case "":
		return baselineRule{unknown: "the baseline does not say"}
	}
	return baselineRule{unknown: fmt.Sprintf("the baseline says %.40q, which is neither COMPLIANT nor NON_COMPLIANT", string(word))}
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
