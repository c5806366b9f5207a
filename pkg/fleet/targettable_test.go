package fleet

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

func TestWhoLooksAtAllTargetsHasNoListReadThatIsOnDemand(t *testing.T) {
	const onDemand = "DescribeMaintenanceWindows"
	aws := newFakeAWS(t)
	f := closing(t, aws.settings(t, nil))
	operations := func() []string {
		answer, err := f.Read(t.Context(), "targets", Need{})
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for row := range answer.Table.Rows() {
			found = append(found, cell(t, answer.Table, "api", row))
		}
		return found
	}
	if found := operations(); slices.Contains(found, onDemand) || !slices.Contains(found, "ListDocuments") {
		t.Errorf("before anybody asks: %v", found)
	}
	eventually(t, func() bool { return aws.called("ListDocuments") > 0 })
	if calls := aws.called(onDemand); calls > 0 {
		t.Errorf("%d calls", calls)
	}
	if _, err := f.Read(t.Context(), "maintenanceWindows", Need{}); err != nil {
		t.Fatal(err)
	}
	if found := operations(); !slices.Contains(found, onDemand) {
		t.Errorf("while somebody asks: %v", found)
	}
}

func TestTargetsTellWhatTheirAccountMayStillBeSent(t *testing.T) {
	aws := newFakeAWS(t)
	f := closing(t, aws.settings(t, map[string]any{"maxCallsPerHour": 100}))
	if _, err := f.Read(t.Context(), "activations", Need{}); err != nil {
		t.Fatal(err)
	}
	answer, err := f.Read(t.Context(), "targets", Need{APIs: []string{"DescribeActivations"}})
	expectRows(t, "targets", answer, err, 1)
	got := map[string]string{}
	for _, name := range []string{"accountCallsLastHour", "accountMaxCallsPerHour", "accountBudgetUsed"} {
		got[name] = cell(t, answer.Table, name, 0)
	}
	if got["accountCallsLastHour"] != "2" || got["accountMaxCallsPerHour"] != "100" || got["accountBudgetUsed"] != "0.02" {
		t.Errorf("%v, after a call to STS and one to SSM", got)
	}
}

func TestALookKeepsNothingAwakeThatIsOnDemand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, time.Minute)
		r.onDemand = true
		r.await(t.Context())
		for range 9 {
			time.Sleep(time.Minute)
			if !r.watched(time.Now()) {
				t.Error("it is asked for, and no longer shown")
			}
		}
		time.Sleep(2 * time.Minute)
		if r.watched(time.Now()) {
			t.Error("nobody asks for it any more")
		}
	})
}
