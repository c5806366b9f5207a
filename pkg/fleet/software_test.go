package fleet

import (
	"net/http"
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

func TestInstallTimesOfOlderAgentsAreShown(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	written := []string{"20160512", "1461974300", "2016-02-01T17:11:16Z", "yesterday", "", "99990101"}
	aws.on("ListInventoryEntries", func(map[string]any) (int, any) {
		var entries []any
		for _, w := range written {
			entries = append(entries, map[string]any{"Name": "bash", "InstalledTime": w})
		}
		return http.StatusOK, map[string]any{"Entries": entries, "CaptureTime": "2026-11-20T10:00:00Z"}
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "software", Need{ID: fakeID(0)})
	expectRows(t, "software", answer, err, len(written))
	for row, want := range []string{"2016-05-12T00:00:00Z", "2016-04-29T23:58:20Z", "2016-02-01T17:11:16Z", "", "", ""} {
		if got := cell(t, answer.Table, "installedTime", row); got != want {
			t.Errorf("%q is %q, want %q", written[row], got, want)
		}
	}
}
