package fleet

import (
	"testing"
	"time"
)

func TestTimesOfMaintenanceWindows(t *testing.T) {
	for written, want := range map[string]string{
		"2020-02-12T23:19:20.596Z":  "2020-02-12T23:19:20Z",
		"2020-02-19T16:00Z":         "2020-02-19T16:00:00Z",
		"2020-02-19T16:00-07:00":    "2020-02-19T23:00:00Z",
		"2020-02-19T16:00:00+01:00": "2020-02-19T15:00:00Z",
		"2020-07-01T02:00:00":       "2020-07-01T00:00:00Z", // Berlin's summer
		"2020-01-01":                "2019-12-31T23:00:00Z",
		"":                          "",
		"next week":                 "",
	} {
		if got := writtenTime(timeInWindow(written, "Europe/Berlin")); got != want {
			t.Errorf("%q is %q, want %q", written, got, want)
		}
	}
	if got := writtenTime(timeInWindow("2020-02-19T16:00", "")); got != "2020-02-19T16:00:00Z" {
		t.Errorf("without a time zone: %q", got)
	}
	if got := timeInWindow("2020-02-19T16:00", "Europe/Atlantis"); got != nil {
		t.Errorf("in a time zone that nobody knows: %v", got)
	}
}

func writtenTime(t *time.Time) string {
	if t == nil {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
