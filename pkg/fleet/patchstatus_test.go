package fleet

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestPatchStatusIsGreenOnlyOnYoungEvidence(t *testing.T) {
	now := time.Now()
	for _, test := range []struct {
		name, bucket, want string
		reported           time.Time
	}{
		{"young", statuses.Compliant, statuses.Compliant, now.Add(-time.Hour)},
		{"as old as allowed", statuses.Compliant, statuses.Compliant, now.Add(-7*24*time.Hour + time.Second)},
		{"old", statuses.Compliant, statuses.Stale, now.Add(-40 * 24 * time.Hour)},
		{"never", statuses.Compliant, statuses.Unknown, time.Time{}},
		{"the year 1", statuses.Compliant, statuses.Unknown, time.Date(1, 1, 1, 0, 0, 0, 1, time.UTC)},
		{"another clock", statuses.Compliant, statuses.Compliant, now.Add(4 * time.Minute)},
		{"the future", statuses.Compliant, statuses.Unknown, now.Add(6 * time.Minute)},
		{"the year 9999", statuses.Compliant, statuses.Unknown, time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)},
		{"a flaw of any age", statuses.Missing, statuses.Missing, now.Add(-40 * 24 * time.Hour)},
		{"a flaw of the future", statuses.Missing, statuses.Missing, now.Add(time.Hour)},
		{"no report", statuses.NeverReported, statuses.NeverReported, time.Time{}},
		{"no bucket", "", "", now},
	} {
		t.Run(test.name, func(t *testing.T) {
			reported := columns.NewTimes([]time.Time{test.reported})
			ages := patchAges{
				buckets: columns.NewStrings([]string{test.bucket}),
				age:     columns.NewAge(reported, now), older: columns.NewOlder(reported, now, 7*24*time.Hour),
			}
			status := ages.status()
			if got := status.String(0); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
			if code := status.Code(0); code >= 0 && status.Values()[code] != test.want {
				t.Errorf("%q by its code, want %q", status.Values()[code], test.want)
			}
			reason := ages.reason(columns.NewStrings([]string{"as AWS says"})).String(0)
			if told := strings.Contains(reason, "in the future"); told != (test.bucket == statuses.Compliant && test.want == statuses.Unknown) {
				t.Errorf("reason %q", reason)
			}
		})
	}
}

func TestPatchStatusHasEachValueOnce(t *testing.T) {
	buckets := columns.NewStrings([]string{statuses.Unknown, statuses.Compliant})
	reported := columns.NewTimes(make([]time.Time, 2))
	status := patchAges{buckets: buckets, age: columns.NewAge(reported, time.Now()), older: columns.NewOlder(reported, time.Now(), time.Hour)}.status()
	if status.Code(0) != status.Code(1) || !slices.Equal(status.Values(), []string{statuses.Unknown, statuses.Compliant, statuses.Stale}) {
		t.Errorf("codes %d and %d of %q", status.Code(0), status.Code(1), status.Values())
	}
	if !slices.Equal(buckets.Values(), []string{statuses.Unknown, statuses.Compliant}) {
		t.Errorf("the buckets became %q", buckets.Values())
	}
}
