package columns

import (
	"testing"
	"time"
)

func TestAMomentHasPassedOnceItsLatestTimeHas(t *testing.T) {
	now := time.UnixMilli(1700000000000)
	before, after := now.Add(-time.Hour), now.Add(time.Hour)
	for name, test := range map[string]struct {
		earliest, latest time.Time
		want             Truth
	}{
		"both before":                 {before, before, True},
		"only the latest, before":     {time.Time{}, before, True},
		"both after":                  {after, after, False},
		"only the earliest, after":    {after, time.Time{}, False},
		"between":                     {before, after, Neither},
		"nothing known":               {time.Time{}, time.Time{}, Neither},
		"only the earliest, before":   {before, time.Time{}, Neither},
		"only the latest, after":      {time.Time{}, after, Neither},
		"the earliest is this moment": {now, after, False},
	} {
		c := NewPassed(NewTimes([]time.Time{test.earliest}), NewTimes([]time.Time{test.latest}), now)
		if got := c.Has(0); got != (test.want != Neither) || c.Bool(0) != (test.want == True) || c.Kind() != Boolean || c.Len() != 1 {
			t.Errorf("%s: known %v, passed %v", name, got, c.Bool(0))
		}
	}
}
