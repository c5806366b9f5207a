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
		if !slices.Contains(Layers(), p.Layer) {
			t.Errorf("%s: layer %q is none of %v: see layer.go", p.Action, p.Layer, Layers())
		}
	}
	if !slices.IsSorted(actions) || len(slices.Compact(slices.Clone(actions))) != len(actions) {
		t.Errorf("actions %v", actions)
	}
	for _, r := range Resources() {
		for _, operation := range schema.Operations(r.AllSources()) {
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

func TestAPermissionNamesTheResourcesThatNeedIt(t *testing.T) {
	of := map[string]Permission{}
	for _, p := range Permissions() {
		of[p.Action] = p
	}
	for action, want := range map[string][2][]string{
		"ssm:DescribeOpsItems":            {{"OpsItems"}, nil},
		"ssm:DescribeInstancePatches":     {{"Missing CVEs", "Missing patches", "Patches of a node"}, nil},
		"ssm:DescribeInstanceProperties":  {{"Nodes"}, {"Alarms", "Hybrid tiers", "Missing CVEs", "Missing patches"}},
		"ssm:DescribeInstancePatchStates": {nil, {"Missing CVEs", "Missing patches", "Nodes"}},
		"ssm:GetPatchBaseline":            {nil, {"Nodes", "Patch baselines"}},
		"ssm:GetDocument":                 {nil, {"Sessions"}},
		"ssm:GetServiceSetting":           {{"Hybrid tiers"}, nil},
		"ssm:DescribeActivations":         {{"Activations"}, {"Missing CVEs", "Missing patches", "Nodes"}},
	} {
		if p := of[action]; !slices.Equal(p.Lists, want[0]) || !slices.Equal(p.Columns, want[1]) {
			t.Errorf("%s: lists %q, columns of %q", action, p.Lists, p.Columns)
		}
	}
}
