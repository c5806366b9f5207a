package fleet

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
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
			state := fakeState(i)
			state["BaselineId"], state["AvailableSecurityUpdateCount"] = baseline, security
			found = append(found, state)
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

func TestOnlyAWSsOwnWordsSayWhetherSecurityUpdatesCount(t *testing.T) {
	for word, want := range map[types.PatchComplianceStatus]columns.Truth{
		"COMPLIANT": columns.False, "NON_COMPLIANT": columns.True, "": columns.Neither, "NONCOMPLIANT": columns.Neither, "compliant": columns.Neither,
	} {
		rule := ruleOf(word)
		if rule.counts != want || (rule.unknown == "") != (want != columns.Neither) {
			t.Errorf("%q: %+v", word, rule)
		}
	}
}

func TestADeletedBaselineCostsOnlyItself(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(2)
	aws.on("DescribeInstancePatchStates", func(map[string]any) (int, any) {
		gone, there := fakeState(0), fakeState(1)
		gone["BaselineId"], there["BaselineId"] = "pb-0gone", "pb-there"
		gone["AvailableSecurityUpdateCount"], there["AvailableSecurityUpdateCount"] = 2, 2
		return http.StatusOK, map[string]any{"InstancePatchStates": []any{gone, there}}
	})
	aws.on("GetPatchBaseline", func(input map[string]any) (int, any) {
		if input["BaselineId"] == "pb-0gone" {
			return http.StatusBadRequest, map[string]any{"__type": "DoesNotExistException", "message": "Parameter not found"}
		}
		return http.StatusOK, map[string]any{"AvailableSecurityUpdatesComplianceStatus": "NON_COMPLIANT"}
	})
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	if target := targetOf(t, reading, "GetPatchBaseline"); target.State != OK || target.Aside != "patch states name baselines that do not exist any more: pb-0gone" {
		t.Errorf("%+v", target)
	}
	rows := rowsBy(t, reading.Table, "nodeId")
	if bucket := cell(t, reading.Table, "patchBucket", rows[fakeID(1)]); bucket != statuses.SecurityAvailable {
		t.Errorf("with the other baseline: %s", bucket)
	}
	bucket, reason := cell(t, reading.Table, "patchBucket", rows[fakeID(0)]), cell(t, reading.Table, "patchReason", rows[fakeID(0)])
	if bucket != statuses.Unknown || !strings.Contains(reason, "baseline pb-0gone counts that as noncompliant is not known: the baseline does not exist any more") {
		t.Errorf("%s: %s", bucket, reason)
	}
}

func TestANoteNamesAFewGoneBaselines(t *testing.T) {
	b := baselines{"pb-there": {counts: columns.True}}
	if note := b.aside(); note != "" {
		t.Errorf("%q", note)
	}
	for i := range 7 {
		b[fmt.Sprint("pb-", i)] = baselineRule{gone: true}
	}
	if note := b.aside(); !strings.HasSuffix(note, "any more: pb-0, pb-1, pb-2, pb-3, pb-4, 2 more") {
		t.Errorf("%q", note)
	}
}

func TestABaselineThatIsRefusedLeavesItOpen(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("DescribeInstancePatchStates", func(map[string]any) (int, any) {
		state := fakeState(0)
		state["AvailableSecurityUpdateCount"] = 1
		return http.StatusOK, map[string]any{"InstancePatchStates": []any{state}}
	})
	aws.refuse("GetPatchBaseline")
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	if target := targetOf(t, reading, "GetPatchBaseline"); target.State != Failed || target.Failure.Action() != "ssm:GetPatchBaseline" || target.Failure.WaitsFor != "" {
		t.Errorf("%+v", target)
	}
	bucket, reason := cell(t, reading.Table, "patchBucket", 0), cell(t, reading.Table, "patchReason", 0)
	if bucket != statuses.Unknown || !strings.Contains(reason, "the baseline could not be read: ssm:GetPatchBaseline is refused") {
		t.Errorf("%s: %s", bucket, reason)
	}
}
