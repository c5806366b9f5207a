package fleet

import (
	"slices"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

func TestEverythingThatIsReadNeedsAPermissionThatIsListedOnce(t *testing.T) {
	var actions []string
	for _, p := range Permissions() {
		actions = append(actions, p.Action)
		if p.Lost == "" {
			t.Errorf("%s: what is lost without it?", p.Action)
		}
	}
	if !slices.IsSorted(actions) || len(slices.Compact(slices.Clone(actions))) != len(actions) {
		t.Errorf("actions %v", actions)
	}
	for _, r := range Resources() {
		sources := slices.Clone(r.Sources)
		for _, c := range r.Columns {
			sources = append(sources, c.Sources...)
		}
		for _, operation := range schema.Operations(sources) {
			if !slices.Contains(actions, operation.Action()) {
				t.Errorf("%s comes from %s, which nothing allows", r.Name, operation.Action())
			}
		}
	}
}

func TestEveryOperationButTheOneThatOnlyServesForAnotherIsTried(t *testing.T) {
	for _, p := range permissions() {
		if fallback := p.operation.Name == "DescribeInstanceInformation"; (p.probe == nil) != fallback {
			t.Errorf("%s is tried: %v", p.operation.Action(), p.probe != nil)
		}
	}
}
