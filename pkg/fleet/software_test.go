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
	for written, want := range map[string]time.Time{
		"20160512":     time.Date(2016, 5, 12, 0, 0, 0, 0, time.UTC),
		"1461974300":   time.Date(2016, 4, 29, 23, 58, 20, 0, time.UTC),
		" 1461974300 ": time.Date(2016, 4, 29, 23, 58, 20, 0, time.UTC),
		"999999999":    time.Date(2001, 9, 9, 1, 46, 39, 0, time.UTC),
	} {
		if got := inventoryTime(written); got == nil || !got.Equal(want) {
			t.Errorf("%q is %v, want %v", written, got, want)
		}
	}
	// Agents write what the package manager says.
	for _, written := range []string{"", "0", "-1461974300", "20161350", "5.12.2016", "1e9", "99999999999999999999", "Tue Feb 3 04:05:06 2026", "2026-02-03"} {
		if got := inventoryTime(written); got != nil {
			t.Errorf("%q is %v", written, got)
		}
	}
}
