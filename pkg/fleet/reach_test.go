package fleet

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

type fakePast struct {
	fakeEvidence
	since time.Time
}

func newReaching(t *testing.T) (past *target[fakePast], reachings *[]time.Duration) {
	reachings = &[]time.Duration{}
	read := func(_ context.Context, r *reading[fakePast]) (fakePast, error) {
		*reachings = append(*reachings, r.began.Sub(r.from))
		time.Sleep(time.Second)
		return fakePast{1, r.from}, nil
	}
	past = newTarget("Fake", func() time.Duration { return time.Minute }, func() {}, read)
	past.from = func(e fakePast) time.Time { return e.since }
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	go past.run(ctx)
	return past, reachings
}

// want asks as a question of the fleet does.
func want(past *target[fakePast], back time.Duration) {
	now := time.Now()
	past.reachBack(now.Add(-back), now)
	past.ask(now)
}

func TestWhatHappenedIsReadAsFarBackAsSomebodyWantsToKnow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		past, reachings := newReaching(t)
		want(past, time.Hour)
		past.await(t.Context())
		if got := *reachings; len(got) != 1 || got[0] < time.Hour || got[0] > time.Hour+reachStep {
			t.Fatalf("read %v back", got)
		}
		time.Sleep(10 * time.Second)
		// The same range again, and a narrower one, are answered of what is known; a wider one isn't.
		want(past, time.Hour)
		want(past, time.Minute)
		past.await(t.Context())
		if len(*reachings) != 1 || past.shortOf(time.Now().Add(-time.Hour)) != (time.Time{}) {
			t.Fatalf("read %v back for less than is known", *reachings)
		}
		want(past, 7*24*time.Hour)
		if past.status(time.Now()).State != Loading || past.shortOf(time.Now().Add(-7*24*time.Hour)).IsZero() {
			t.Errorf("%+v, though it was not read so far back", past.status(time.Now()))
		}
		time.Sleep(100 * time.Millisecond)
		want(past, 7*24*time.Hour) // the reading under way goes so far
		past.await(t.Context())
		time.Sleep(10 * time.Second)
		if got := *reachings; len(got) != 2 || got[1] < 7*24*time.Hour {
			t.Errorf("read %v back", got)
		}
	})
}

func TestARangeThatNobodyHasAskedForLatelyIsNoLongerRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		past, reachings := newReaching(t)
		want(past, 7*24*time.Hour)
		for range 15 {
			time.Sleep(time.Minute)
			want(past, time.Hour)
		}
		if got := *reachings; got[len(got)-1] > time.Hour+reachStep {
			t.Errorf("read %v back", got)
		}
	})
}
