package fleet

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// turn is how a scripted reading goes on: so many items so far, or its end where it says so.
type turn struct {
	items int
	err   error
	done  bool
}

// newScripted makes a target that reads as the test says, turn by turn.
func newScripted(t *testing.T) (*target[fakeEvidence], chan<- turn) {
	script := make(chan turn)
	read := func(ctx context.Context, r *reading[fakeEvidence]) (fakeEvidence, error) {
		for {
			select {
			case s := <-script:
				found := fakeEvidence(s.items)
				if s.done || s.err != nil {
					return found, s.err
				}
				r.report(func() fakeEvidence { return found }, s.items, 10)
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
	}
	scripted := newTarget("Scripted", func() time.Duration { return time.Hour }, func() {}, read)
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	go scripted.run(ctx)
	return scripted, script
}

// followed is what a follower was given.
type followed struct {
	sizes []int
	err   error
}

func startFollowing(ctx context.Context, of *target[fakeEvidence]) <-chan followed {
	end := make(chan followed, 1)
	go func() {
		var all followed
		for found, err := range follow(ctx, of) {
			if err != nil {
				all.err = err
				break
			}
			all.sizes = append(all.sizes, found.size())
		}
		end <- all
	}()
	return end
}

func TestAFollowerIsGivenWhatIsReadAsItGrows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, script := newScripted(t)
		end := startFollowing(t.Context(), scripted)
		for _, s := range []turn{{items: 2}, {items: 5}, {items: 9, done: true}} {
			time.Sleep(time.Second)
			script <- s
		}
		got := <-end
		if got.err != nil || len(got.sizes) != 3 || got.sizes[0] != 2 || got.sizes[1] != 5 || got.sizes[2] != 9 {
			t.Errorf("%+v", got)
		}
		if late := <-startFollowing(t.Context(), scripted); len(late.sizes) != 1 || late.sizes[0] != 9 {
			t.Errorf("whoever follows what is whole is given %+v", late)
		}
	})
}

func TestAFollowerIsToldWhyTheReadingFailed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, script := newScripted(t)
		end := startFollowing(t.Context(), scripted)
		refused := &awsapi.Error{Kind: awsapi.Refused, Message: "refused"}
		script <- turn{items: 2}
		synctest.Wait()
		script <- turn{err: refused}
		got := <-end
		var waits *waitsError
		if !errors.As(got.err, &waits) || waits.operation != "Scripted" || !errors.Is(got.err, refused) || len(got.sizes) != 1 {
			t.Errorf("%+v", got)
		}
	})
}

func TestAFollowerTakesTheLastGoodReadingOfWhatFailsNow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, script := newScripted(t)
		scripted.interval = func() time.Duration { return time.Minute }
		scripted.ask(time.Now())
		script <- turn{items: 3, done: true}
		time.Sleep(2 * time.Minute)
		script <- turn{err: errors.New("down")}
		synctest.Wait()
		if s := scripted.status(time.Now()); s.State != Stale {
			t.Fatalf("%+v", s)
		}
		if got := <-startFollowing(t.Context(), scripted); got.err != nil || len(got.sizes) != 1 || got.sizes[0] != 3 {
			t.Errorf("%+v", got)
		}
	})
}

func TestAFollowerWhoseTimeIsUpStopsWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, _ := newScripted(t)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if got := <-startFollowing(ctx, scripted); !errors.Is(got.err, context.DeadlineExceeded) || len(got.sizes) != 0 {
			t.Errorf("%+v", got)
		}
	})
}

func TestAFollowerMayLeave(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scripted, script := newScripted(t)
		left := make(chan int, 1)
		go func() {
			for found := range follow(t.Context(), scripted) {
				left <- found.size()
				break
			}
		}()
		script <- turn{items: 2}
		if got := <-left; got != 2 {
			t.Errorf("it left with %d", got)
		}
	})
}

func TestWhatWaitedForWhatItGoesWithIsReadOnceAfterIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		listed, script := newScripted(t)
		var reads atomic.Int32
		beside := newTarget("Beside", func() time.Duration { return time.Hour }, func() {}, func(ctx context.Context, r *reading[fakeEvidence]) (fakeEvidence, error) {
			for range follow(ctx, listed) {
			}
			r.waited()
			time.Sleep(time.Second)
			reads.Add(1)
			return 1, nil
		})
		listed.followedBy(beside, true)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		go beside.run(ctx)
		beside.ask(time.Now())
		time.Sleep(time.Second)
		script <- turn{items: 3, done: true}
		time.Sleep(time.Minute)
		if reads := reads.Load(); reads != 1 {
			t.Errorf("read %d times after the first list", reads)
		}
		listed.refresh()
		script <- turn{items: 3, done: true}
		time.Sleep(time.Minute)
		if reads := reads.Load(); reads != 2 {
			t.Errorf("read %d times after two lists", reads)
		}
	})
}
