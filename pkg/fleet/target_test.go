package fleet

import (
	"context"
	"errors"
	"fmt"
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
	read := func(context.Context, progress[fakeEvidence]) (fakeEvidence, error) {
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
		if first < 13*time.Second || first > 17*time.Second || last < interval*9/10 || last > interval*11/10 {
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

func TestATargetSleepsTenMinutesAfterTheLastQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, keepLooking)
		r.await(t.Context())
		asked := r.readAt[0]
		time.Sleep(24 * time.Hour)
		last := r.readAt[len(r.readAt)-1]
		if last.Sub(asked) >= keepLooking {
			t.Errorf("it is read %v after the last question", last.Sub(asked))
		}
		readings := r.readings()
		r.ask(time.Now())
		synctest.Wait()
		if r.readings() != readings+1 {
			t.Errorf("%d readings when it is asked again", r.readings()-readings)
		}
	})
}

func TestQuestionsDoNotMakeATargetReadMoreOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, time.Hour)
		for range 40 {
			r.await(t.Context())
			time.Sleep(time.Minute)
		}
		if r.readings() != 1 {
			t.Errorf("%d readings in 40 minutes", r.readings())
		}
	})
}

func TestReadingsOfManyTargetsDoNotStayInStep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 5 * time.Minute
		seen := map[time.Duration]bool{}
		for range 20 {
			r := newRefreshing(t, interval)
			r.await(t.Context())
			next := r.status(time.Now()).Next.Sub(r.readAt[0])
			if next < interval*9/10 || next > interval*11/10 {
				t.Errorf("the next reading is in %v", next)
			}
			seen[next] = true
		}
		if len(seen) < 10 {
			t.Errorf("20 targets read at %d moments", len(seen))
		}
	})
}

func TestEachFailureDoublesTheWaitUpToTheInterval(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 10 * time.Minute
		r := newRefreshing(t, interval)
		r.failing = true
		for range 60 {
			r.ask(time.Now())
			time.Sleep(time.Minute)
		}
		want := firstRetry
		for i := 1; i < len(r.readAt); i++ {
			if waited := r.readAt[i].Sub(r.readAt[i-1]); waited < want*9/10 || waited > want*11/10 {
				t.Errorf("reading %d came after %v, want about %v", i, waited, want)
			}
			want = min(2*want, interval)
		}
		if len(r.readAt) < 8 {
			t.Errorf("%d readings", len(r.readAt))
		}
	})
}

// Whoever fails for weeks is tried again at its interval all the same.
func TestTheWaitDoesNotOverflow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const interval = 365 * 24 * time.Hour
		r := newRefreshing(t, interval)
		r.failing = true
		r.failures = 100
		r.await(t.Context())
		if next := time.Until(r.status(time.Now()).Next); next < firstRetry<<9 || next > firstRetry<<11 {
			t.Errorf("tried again in %v", next)
		}
	})
}

func TestAFailureBeganWithTheFirstAndIsForgottenWithAGoodReading(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, time.Minute)
		r.failing = true
		began := time.Now()
		for range 5 {
			r.ask(time.Now())
			time.Sleep(time.Minute)
		}
		if s := r.status(time.Now()); s.State != Failed || s.Failure.Since.Sub(began) != 0 {
			t.Errorf("%+v", s)
		}
		r.mu.Lock()
		r.failing = false
		r.mu.Unlock()
		time.Sleep(2 * time.Minute)
		if s := r.status(time.Now()); s.State != OK || s.Failure != nil {
			t.Fatalf("%+v", s)
		}
		r.mu.Lock()
		r.failing = true
		r.mu.Unlock()
		again := time.Now()
		for r.status(time.Now()).Failure == nil {
			time.Sleep(time.Second)
		}
		s := r.status(time.Now())
		if s.State != Stale || s.Failure.Since.Before(again) || time.Until(s.Next) > firstRetry*11/10 {
			t.Errorf("%+v, next in %v", s, time.Until(s.Next))
		}
	})
}

func TestAReadingThatHangsEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, _ := newScripted(t)
		began := time.Now()
		for scripted.status(time.Now()).Failure == nil && time.Since(began) < time.Hour {
			scripted.ask(time.Now())
			time.Sleep(time.Minute)
		}
		if s := scripted.status(time.Now()); s.State != Failed || s.Failure.Since.Sub(began) != readingTimeout {
			t.Errorf("%+v after %v", s, time.Since(began))
		}
	})
}

func TestAFirstReadingIsShownWhileItGrows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, script := newScripted(t)
		changes := 0
		scripted.changed = func() { changes++ }
		nothing := func() fakeEvidence { return 0 }
		shown := func() fakeEvidence { synctest.Wait(); return scripted.knownOr(nothing) }
		scripted.ask(time.Now())
		if shown() != 0 {
			t.Error("something is known before anything was read")
		}
		script <- turn{items: 1} // the first at once
		if shown() != 1 || changes != 1 {
			t.Errorf("%d items are shown after %d changes", shown(), changes)
		}
		script <- turn{items: 2} // too soon after it
		known, s := shown(), scripted.status(time.Now())
		if known != 1 || changes != 1 || s.Read != 2 || s.Expected != 10 || s.State != Loading || s.Items != 0 {
			t.Errorf("%d items are shown, %+v", known, s)
		}
		time.Sleep(publishEvery)
		script <- turn{items: 3}
		if shown() != 3 || changes != 2 || scripted.whole() {
			t.Errorf("%d items are shown after %d changes", shown(), changes)
		}
		script <- turn{items: 4, done: true}
		known, s = shown(), scripted.status(time.Now())
		if known != 4 || changes != 3 || s.Read != 0 || s.Expected != 0 || s.State != OK || s.Items != 4 || !scripted.whole() {
			t.Errorf("%d items are shown, %+v", known, s)
		}
	})
}

func TestALaterReadingShowsWhenItIsWhole(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, script := newScripted(t)
		scripted.interval = func() time.Duration { return time.Minute }
		nothing := func() fakeEvidence { return 0 }
		scripted.ask(time.Now())
		script <- turn{items: 3, done: true}
		synctest.Wait()
		first := scripted.status(time.Now()).AsOf
		time.Sleep(2 * time.Minute)
		script <- turn{items: 9}
		synctest.Wait()
		if s := scripted.status(time.Now()); scripted.knownOr(nothing) != 3 || s.State != OK || s.Items != 3 || s.Read != 9 || !s.AsOf.Equal(first) {
			t.Errorf("%d items are shown, %+v", scripted.knownOr(nothing), s)
		}
		script <- turn{items: 10, done: true}
		synctest.Wait()
		if s := scripted.status(time.Now()); scripted.knownOr(nothing) != 10 || !s.AsOf.After(first) {
			t.Errorf("%d items are shown, %+v", scripted.knownOr(nothing), s)
		}
	})
}

func TestWhatAFirstReadingFoundBeforeItFailedIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, script := newScripted(t)
		nothing := func() fakeEvidence { return 0 }
		shown := func() fakeEvidence { synctest.Wait(); return scripted.knownOr(nothing) }
		scripted.ask(time.Now())
		script <- turn{items: 4}
		script <- turn{items: 6} // not published yet
		script <- turn{err: errors.New("down")}
		known, s := shown(), scripted.status(time.Now())
		if known != 6 || s.State != Failed || s.Items != 0 || !s.AsOf.IsZero() {
			t.Errorf("%d items are shown, %+v", known, s)
		}
		script <- turn{items: 2} // the second attempt begins again
		if shown() != 6 {
			t.Errorf("it takes back what is known: %d items", shown())
		}
		time.Sleep(publishEvery)
		script <- turn{items: 6}
		script <- turn{err: errors.New("down")}
		if shown() != 6 {
			t.Errorf("%d items are shown", shown())
		}
		script <- turn{items: 5, done: true}
		if shown() != 5 {
			t.Errorf("the good reading doesn't count: %d items", shown())
		}
	})
}

func TestAReadingIsAsOldAsItsBeginning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, time.Hour)
		r.takes = time.Minute
		began := time.Now()
		r.await(t.Context())
		if s := r.status(time.Now()); !s.AsOf.Equal(began) || s.Took != time.Minute || s.Items != 1 {
			t.Errorf("%+v", s)
		}
	})
}

func TestWaitingEndsWithTheQuestionsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, _ := newScripted(t)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		began := time.Now()
		scripted.await(ctx)
		if time.Since(began) != time.Minute || scripted.status(time.Now()).State != Loading {
			t.Errorf("%v, %+v", time.Since(began), scripted.status(time.Now()))
		}
	})
}

func TestWhatFollowsIsReadAgainWhenWhatItWaitedForComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, follower := newRefreshing(t, 10*time.Minute), newRefreshing(t, 10*time.Minute)
		first.followedBy(follower)
		first.failing, follower.failing = true, true
		for range 30 {
			first.ask(time.Now())
			follower.ask(time.Now())
			time.Sleep(time.Minute)
		}
		tried := follower.readings()
		follower.mu.Lock()
		follower.failing = false
		follower.mu.Unlock()
		first.hurry()
		synctest.Wait()
		if first.readings() == 0 || follower.readings() != tried {
			t.Errorf("it was read %d times more though what it waits for failed again", follower.readings()-tried)
		}
		first.mu.Lock()
		first.failing = false
		first.mu.Unlock()
		first.hurry()
		synctest.Wait()
		if s := follower.status(time.Now()); follower.readings() != tried+1 || s.State != OK {
			t.Errorf("%d readings, %+v", follower.readings()-tried, s)
		}
		tried = follower.readings()
		first.mu.Lock()
		first.failing = true
		first.mu.Unlock()
		time.Sleep(time.Minute)
		first.hurry() // nothing fails, nothing is read
		synctest.Wait()
		if follower.readings() != tried {
			t.Errorf("%d readings of what is good", follower.readings()-tried)
		}
	})
}

func TestAGoodReadingSaysWhatItCannotTell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRefreshing(t, time.Hour)
		r.note = func(e fakeEvidence) string { return fmt.Sprintf("only %d", e) }
		if note := r.status(time.Now()).Note; note != "" {
			t.Errorf("before the first reading it says %q", note)
		}
		r.await(t.Context())
		if note := r.status(time.Now()).Note; note != "only 1" {
			t.Errorf("it says %q", note)
		}
	})
}
