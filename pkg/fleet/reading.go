package fleet

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// publishEvery spaces what is published of a first reading while it is under way.
const publishEvery = 250 * time.Millisecond

// reading is one run of a target through all that there is to read.
type reading[E evidence] struct {
	of        *target[E]
	began     time.Time
	resumed   time.Time // when the oldest of what it goes on from was read; zero where it began with nothing
	published time.Time
	noted     *awsapi.Noted
	from      time.Time // how far back what happened is to be read
}

// run reads. What our own code can't digest costs the reading, not the process.
func (r *reading[E]) run(ctx context.Context) (found E, err error) {
	ctx, r.noted = awsapi.WithNoted(ctx)
	err = withoutPanic(func() (err error) {
		found, err = r.of.read(ctx, r)
		return err
	})
	return found, err
}

// withoutPanic makes an error of a panic.
func withoutPanic(do func() error) (err error) {
	defer func() {
		if broken := recover(); broken != nil {
			// What broke it may be in the words of the panic: nobody is told those.
			err = errors.New("what AWS answered can't be worked with: Grafana's log says where")
			logger.Error("A reading broke", "kind", fmt.Sprintf("%T", broken), "stack", string(debug.Stack()))
		}
	}()
	return do()
}

// waited says that it begins now: until here it waited for what it goes with.
func (r *reading[E]) waited() {
	r.began = time.Now()
	r.of.mu.Lock()
	r.of.begun, r.of.again, r.of.overtaken = r.began, false, false
	r.of.mu.Unlock()
}

// since is when the oldest of what was found was read.
func (r *reading[E]) since() time.Time {
	switch first := r.noted.Since(); {
	case !r.resumed.IsZero():
		return r.resumed
	case !first.IsZero():
		return first
	}
	return r.began
}

// before gives the last good reading, and when it was taken.
func (r *reading[E]) before() (found E, read time.Time, ok bool) {
	r.of.mu.Lock()
	defer r.of.mu.Unlock()
	if r.of.good != nil {
		found, read, ok = *r.of.good, r.of.asOf, true
	}
	return found, read, ok
}

// report says what there is so far, how many items these are, and how many there will be (0 while that is not known).
func (r *reading[E]) report(sofar func() E, read, expected int) {
	t := r.of
	t.mu.Lock()
	t.readItems, t.expected = read, expected
	publish := t.good == nil && time.Since(r.published) >= publishEvery
	if publish {
		r.published = time.Now()
		t.grow(sofar(), r.since())
	}
	t.latest = sofar
	t.mu.Unlock()
	if publish {
		t.changed()
	}
}

// leftOut says which values could not be read; empty where all could.
func leftOut(noted *awsapi.Noted) string {
	if words := noted.Unreadable(); words != "" {
		return "values of " + words + " that could not be read are left out"
	}
	return ""
}

// keepPartsFor is how long what a reading had found when it failed is of use to the next one.
const keepPartsFor = 10 * time.Minute

// part is what a reading that failed had found until then.
type part struct {
	found any
	since time.Time
}

// leave keeps what a reading has found, should it fail; nil: nothing.
func (r *reading[E]) leave(found any) {
	if found == nil {
		r.of.kept = nil
		return
	}
	r.of.kept = part{found, r.since()}
}

// left gives what a reading that failed has left in this form, from which this one goes on: its evidence is then as old as that.
func left[P any, E evidence](r *reading[E]) (found P, ok bool) {
	found, since := leftAtAnyAge[P](r)
	if since.IsZero() || time.Since(since) > keepPartsFor {
		r.of.kept = nil
		var none P
		return none, false
	}
	r.resumed = since
	return found, true
}

// leftAtAnyAge gives what a reading that failed has left in this form, and when the oldest of it was read; zero where it left
// nothing. It is for what tells by itself whether it is still so.
func leftAtAnyAge[P any, E evidence](r *reading[E]) (found P, since time.Time) {
	kept, _ := r.of.kept.(part)
	found, ok := kept.found.(P)
	if !ok {
		return found, time.Time{}
	}
	return found, kept.since
}
