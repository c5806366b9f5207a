package fleet

import (
	"testing"
	"time"
)

func TestInventoryTimes(t *testing.T) {
	moment := time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, written := range []string{"2026-02-03T04:05:06Z", "2026-02-03T05:05:06+01:00"} {
		if got := inventoryTime(written); got == nil || !got.Equal(moment) {
			t.Errorf("%q is %v", written, got)
		}
	}
	// Agents write what the package manager says.
	for _, written := range []string{"", "20160512", "1454990400", "Tue Feb 3 04:05:06 2026", "2026-02-03"} {
		if got := inventoryTime(written); got != nil {
			t.Errorf("%q is %v", written, got)
		}
	}
}
