package fleet

import (
	"net/http"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestOnlyBaselinesOfNodesWithSecurityUpdatesMatter(t *testing.T) {
	state := func(id, baseline string, security *int32) types.InstancePatchState {
		return types.InstancePatchState{InstanceId: &id, BaselineId: &baseline, AvailableSecurityUpdateCount: security}
	}
	sofar := patchesSoFar{states: []types.InstancePatchState{
		state("a", "pb-1", aws.Int32(1)), state("b", "pb-2", aws.Int32(0)), state("c", "pb-3", nil),
		state("d", "", aws.Int32(4)), state("e", "pb-4", aws.Int32(2)), state("f", "pb-1", aws.Int32(3)), state("g", "pb-5", aws.Int32(-1)),
	}}
	if got := sofar.evidence().decisiveBaselines(); !slices.Equal(got, []string{"pb-1", "pb-4"}) {
		t.Errorf("baselines %v", got)
	}
}

func TestABaselineDecidesWhetherSecurityUpdatesCount(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(4)
	aws.on("DescribeInstancePatchStates", func(map[string]any) (int, any) {
		var found []any
		for i, baseline := range []string{"pb-counts", "pb-does-not", "pb-counts", "pb-nobody's"} {
			security := 2
			if baseline == "pb-nobody's" {
				security = 0
			}
			found = append(found, map[string]any{
				"InstanceId": fakeID(i), "PatchGroup": "", "BaselineId": baseline, "Operation": "Scan", "AvailableSecurityUpdateCount": security,
				"OperationStartTime": 1.7e9, "OperationEndTime": 1.7e9,
			})
		}
		return http.StatusOK, map[string]any{"InstancePatchStates": found}
	})
	aws.on("GetPatchBaseline", func(input map[string]any) (int, any) {
		status := "COMPLIANT"
		if input["BaselineId"] == "pb-counts" {
			status = "NON_COMPLIANT"
		}
		return http.StatusOK, map[string]any{"AvailableSecurityUpdatesComplianceStatus": status}
	})
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	if target := targetOf(t, reading, "GetPatchBaseline"); target.State != OK || target.Items != 2 || aws.called("GetPatchBaseline") != 2 {
		t.Errorf("%d calls, %+v", aws.called("GetPatchBaseline"), target)
	}
	rows := rowsBy(t, reading.Table, "nodeId")
	for i, want := range []string{statuses.SecurityAvailable, statuses.Compliant, statuses.SecurityAvailable, statuses.Compliant} {
		if got := cell(t, reading.Table, "patchBucket", rows[fakeID(i)]); got != want {
			t.Errorf("node %d is %s, want %s", i, got, want)
		}
	}
}

func TestABaselineThatIsRefusedLeavesItOpen(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("DescribeInstancePatchStates", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"InstancePatchStates": []any{map[string]any{
			"InstanceId": fakeID(0), "PatchGroup": "", "BaselineId": "pb-1", "Operation": "Scan", "AvailableSecurityUpdateCount": 1,
			"OperationStartTime": 1.7e9, "OperationEndTime": 1.7e9,
		}}}
	})
	aws.refuse("GetPatchBaseline")
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	if target := targetOf(t, reading, "GetPatchBaseline"); target.State != Failed || target.Failure.Action() != "ssm:GetPatchBaseline" || target.Failure.WaitsFor != "" {
		t.Errorf("%+v", target)
	}
	if bucket := cell(t, reading.Table, "patchBucket", 0); bucket != statuses.Unknown {
		t.Errorf("bucket %s", bucket)
	}
}
