package fleet

import (
	"net/http"
	"slices"
	"testing"
)

func TestTheNextRunsOfAWindowAreThoseThatAWSSchedules(t *testing.T) {
	const window = "mw-0123456789abcdef0"
	aws := newFakeAWS(t)
	aws.on("DescribeMaintenanceWindowSchedule", func(input map[string]any) (int, any) {
		if input["WindowId"] != window {
			t.Errorf("asked %v", input)
		}
		// In the window's time zone, with seconds and without, and one that is no time.
		var runs []any
		for _, at := range []string{"2026-12-01T02:00+01:00", "2026-12-08T02:00:00+01:00", "2026-12-15T02:00Z", "soon"} {
			runs = append(runs, map[string]any{"WindowId": window, "Name": "nightly", "ExecutionTime": at})
		}
		return http.StatusOK, map[string]any{"ScheduledWindowExecutions": runs}
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "windowRuns", Need{ID: window})
	expectRows(t, "windowRuns", answer, err, 4)
	want := []string{window + "/2026-12-01T01:00:00Z/nightly", window + "/2026-12-08T01:00:00Z/nightly", window + "/2026-12-15T02:00:00Z/nightly", window + "//nightly"}
	if got := linesOf(t, answer, "windowId", "executionTime", "name"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
