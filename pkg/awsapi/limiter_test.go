package awsapi

import (
	"testing"
	"time"
)

func TestLimiterStepsBackOnceAndRecoversSlowly(t *testing.T) {
	l := newLimiter(8)
	now := time.Now()
	for range 10 { // as many calls as were under way
		l.throttled(now)
	}
	if got := float64(l.pace.Limit()); got != 4 {
		t.Errorf("after one wave of throttles the rate is %g, want half", got)
	}
	l.answered(now.Add(time.Second))
	if got := float64(l.pace.Limit()); got != 4 {
		t.Errorf("it climbs at once, to %g", got)
	}
	for i := range 100 {
		l.answered(now.Add(time.Duration(i+1) * stepUpEvery))
	}
	if got := float64(l.pace.Limit()); got != 8 {
		t.Errorf("it ends at %g, want the full rate and no more", got)
	}
}

func TestLimiterNeverStops(t *testing.T) {
	l := newLimiter(5)
	now := time.Now()
	for i := range 100 {
		l.throttled(now.Add(time.Duration(i) * stepBackOnce))
	}
	if got := float64(l.pace.Limit()); got != 5*lowestShare {
		t.Errorf("rate %g", got)
	}
}

func TestLimiterSpacesCallsEvenly(t *testing.T) {
	l := newLimiter(50)
	began := time.Now()
	for range 6 {
		if err := l.wait(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if took := time.Since(began); took < 95*time.Millisecond {
		t.Errorf("6 calls at 50 a second took %v: a burst", took)
	}
}

func TestQuotaTakesAShareOfWhatIsDocumented(t *testing.T) {
	quota := Quota{Share: 0.5, Undocumented: 5}
	for operation, want := range map[string]float64{"ListAssociations": 2, "DescribeInstanceAssociationsStatus": 1, "DescribeInstanceProperties": 5} {
		if got := quota.rate(operation); got != want {
			t.Errorf("%s: %g a second, want %g", operation, got, want)
		}
	}
}
