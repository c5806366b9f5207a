package fleet

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

type fakeEvidence int

func (e fakeEvidence) size() int { return int(e) }

// refreshing is a target under a clock that the test moves.
type refreshing struct {
	*target[fakeEvidence]
	mu      sync.Mutex
	readAt  []time.Time
	failing bool
	takes   time.Duration
}

func (r *refreshing) readings() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.readAt)
}

func newRefreshing(t *testing.T, interval time.Duration) *refreshing {
	r := &refreshing{}
	read := func(context.Context, *reading[fakeEvidence]) (fakeEvidence, error) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.readAt = append(r.readAt, time.Now())
		time.Sleep(r.takes)
		if r.failing {
			return 0, errors.New("down")
		}
		return fakeEvidence(len(r.readAt)), nil
	}
	r.target = newTarget("Fake", func() time.Duration { return interval }, func() {}, read)
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	go r.run(ctx)
	return r
}

func TestNothingIsReadBeforeTheFirstQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, time.Minute)
		time.Sleep(time.Hour)
		synctest.Wait()
		if r.readings() != 0 {
			t.Errorf("%d readings", r.readings())
		}
		r.await(t.Context())
		if r.readings() != 1 || r.status(time.Now()).State != OK {
			t.Errorf("%d readings, %+v", r.readings(), r.status(time.Now()))
		}
	})
}

func TestRefreshGoesOnWhileSomeoneLooksAndThenSleeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 5 * time.Minute
		r := newRefreshing(t, interval)
		for range 60 { // an hour of looking once a minute
			r.ask(time.Now())
			time.Sleep(time.Minute)
		}
		looking := r.readings()
		if looking < 11 || looking > 14 {
			t.Errorf("%d readings in an hour, want one every %v", looking, interval)
		}
		time.Sleep(24 * time.Hour)
		if after := r.readings() - looking; after > 3 {
			t.Errorf("%d readings though nobody looks", after)
		}
	})
}

func TestQuestionAfterASleepWaitsForAFreshReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, 5*time.Minute)
		r.takes = 3 * time.Second
		r.await(t.Context())
		time.Sleep(24 * time.Hour)
		if s := r.status(time.Now()); s.State != Loading || s.AsOf.IsZero() {
			t.Errorf("a reading of yesterday passes for one of today: %+v", s)
		}
		r.await(t.Context())
		if s := r.status(time.Now()); s.State != OK || time.Since(s.AsOf) > time.Minute {
			t.Errorf("%+v", s)
		}
	})
}

func TestFailuresAreTriedAgainMoreAndMoreSlowly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 10 * time.Minute
		r := newRefreshing(t, interval)
		r.failing = true
		for range 120 {
			r.ask(time.Now())
			time.Sleep(time.Minute)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		first := r.readAt[1].Sub(r.readAt[0])
		last := r.readAt[len(r.readAt)-1].Sub(r.readAt[len(r.readAt)-2])
		if first < 3*time.Second || first > 5*time.Second || last < interval*9/10 || last > interval*11/10 {
			t.Errorf("tried again after %v, in the end after %v", first, last)
		}
		if s := r.status(time.Now()); s.State != Failed || s.Failure.Message() != "down" || s.Failure.Since.After(r.readAt[0]) {
			t.Errorf("%+v", s)
		}
	})
}

func TestHurryReadsAgainOnlyWhatFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, time.Hour)
		r.await(t.Context())
		r.hurry()
		synctest.Wait()
		if r.readings() != 1 {
			t.Errorf("%d readings of what was good", r.readings())
		}
		r.failing = true
		time.Sleep(30 * time.Minute)
		r.ask(time.Now())
		time.Sleep(40 * time.Minute)
		failed := r.readings()
		r.failing = false
		r.ask(time.Now())
		synctest.Wait()
		r.hurry()
		synctest.Wait()
		if s := r.status(time.Now()); s.State != OK || r.readings() <= failed {
			t.Errorf("%+v after %d readings, then %d", s, failed, r.readings())
		}
	})
}
