package fleet

import (
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestPatchStatusIsGreenOnlyOnYoungEvidence(t *testing.T) {
	now := time.Now()
	young, old := now.Add(-time.Hour), now.Add(-40*24*time.Hour)
	buckets := columns.NewStrings([]string{statuses.Compliant, statuses.Compliant, statuses.Missing, statuses.NeverReported})
	stale := columns.NewOlder(columns.NewTimes([]time.Time{young, old, old, {}}), now, 7*24*time.Hour)

	status := newPatchStatus(buckets, stale)

	for row, want := range []string{statuses.Compliant, statuses.Stale, statuses.Missing, statuses.NeverReported} {
		if got := status.String(row); got != want {
			t.Errorf("row %d: %q, want %q", row, got, want)
		}
		if got := status.Values()[status.Code(row)]; got != want {
			t.Errorf("row %d by its code: %q, want %q", row, got, want)
		}
	}
}
