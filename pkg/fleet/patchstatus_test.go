package fleet

import (
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func TestPatchStatusIsGreenOnlyOnYoungEvidence(t *testing.T) {
	now := time.Now()
	young, old := now.Add(-time.Hour), now.Add(-40*24*time.Hour)
	buckets := columns.NewStrings([]string{bucketCompliant, bucketCompliant, bucketMissing, bucketNeverReported})
	stale := columns.NewOlder(columns.NewTimes([]time.Time{young, old, old, {}}), now, 7*24*time.Hour)

	status := newPatchStatus(buckets, stale)

	for row, want := range []string{bucketCompliant, statusStale, bucketMissing, bucketNeverReported} {
		if got := status.String(row); got != want {
			t.Errorf("row %d: %q, want %q", row, got, want)
		}
		if got := status.Values()[status.Code(row)]; got != want {
			t.Errorf("row %d by its code: %q, want %q", row, got, want)
		}
	}
}
