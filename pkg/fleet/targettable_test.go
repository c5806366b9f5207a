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
