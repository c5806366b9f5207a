package fleet

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

const (
	// keepLooking is how long after the last question a target is still read again; then it sleeps until the next.
	keepLooking = 10 * time.Minute
	// readingTimeout bounds one reading, so that a hanging one can't stop the refresh for good.
	readingTimeout = 15 * time.Minute
	firstRetry     = 15 * time.Second
	// publishEvery spaces what is published of a first reading while it is under way.
	publishEvery = 250 * time.Millisecond
)

// evidence is what a reading found. It is never changed once it is published.
type evidence interface {
	// size is the number of items that were read.
	size() int
}

// target reads one kind of evidence again and again while someone asks for it: it keeps the last good reading, counts
// the failures, and tells how old what it has is. The first reading can be looked at while it grows.
type target[E evidence] struct {
	api      string
	interval func() time.Duration
	read     func(ctx context.Context, progress progress[E]) (E, error)
	// note says what a good reading cannot tell; optional.
	note func(E) string
	// changed is called after every change of what the target knows.
	changed func()
	// followers read what builds on this evidence.
	followers []anyTarget

	wake chan struct{}
	mu   sync.Mutex
	// moved is closed, and made anew, whenever a reading gets further or ends.
	moved     chan struct{}
	asked     time.Time
	good      *E
	growing   *E
	latest    func() E // what the reading under way has found
	asOf      time.Time
	took      time.Duration
	next      time.Time
	failure   *Failure
	failures  int
	dormant   bool // nobody asks
	readItems int
	expected  int
}

// progress is called by a reading with what it has so far, how many items these are, and how many there will be (0 while
// that is not known).
type progress[E evidence] func(sofar func() E, read, expected int)

func newTarget[E evidence](
	api string, interval func() time.Duration, changed func(), read func(context.Context, progress[E]) (E, error),
) *target[E] {
	return &target[E]{
		api: api, interval: interval, read: read, changed: changed,
		wake: make(chan struct{}, 1), moved: make(chan struct{}),
	}
}

func (t *target[E]) name() string { return t.api }

// followedBy has another target read again at once when this one comes back. To be called before it runs.
func (t *target[E]) followedBy(other anyTarget) { t.followers = append(t.followers, other) }

// run reads until the context ends.
func (t *target[E]) run(ctx context.Context) {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		case <-t.wake:
		}
		now := time.Now()
		t.mu.Lock()
		wanted := !t.asked.IsZero() && now.Sub(t.asked) < keepLooking
		due := !now.Before(t.next)
		wait := t.next.Sub(now)
		t.dormant = !wanted || t.dormant && due
		t.mu.Unlock()
		if !wanted {
			continue // the next question wakes it
		}
		if due {
			wait = t.readOnce(ctx)
		}
		timer.Reset(wait)
	}
}

// readOnce reads once and gives the time until the next reading.
func (t *target[E]) readOnce(ctx context.Context) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, readingTimeout)
	defer cancel()
	began := time.Now()
	found, err := t.read(ctx, t.progress())
	t.mu.Lock()
	wait := t.interval()
	if err != nil {
		t.failed(err)
		wait = min(wait, firstRetry<<min(t.failures-1, 10))
	} else {
		t.good, t.growing = &found, nil
		t.asOf, t.took = began, time.Since(began)
		t.failure, t.failures = nil, 0
	}
	t.latest, t.readItems, t.expected, t.dormant = nil, 0, 0, false
	// Spread, so that the targets of many accounts don't stay in step.
	wait = time.Duration(float64(wait) * (0.9 + 0.2*rand.Float64()))
	t.next = time.Now().Add(wait)
	t.move()
	t.mu.Unlock()
	t.changed()
	if err == nil {
		// What waits for this need not wait for its own next turn when it comes back.
		for _, follower := range t.followers {
			follower.hurry()
		}
	}
	return wait
}

// failed needs the lock. What a first reading had found until then is kept to be looked at: it is more than nothing.
func (t *target[E]) failed(err error) {
	if t.latest != nil {
		t.grow(t.latest())
	}
	since := time.Now()
	if t.failure != nil {
		since = t.failure.Since
	}
	t.failure = failureOf(err, since)
	t.failures++
}

func (t *target[E]) progress() progress[E] {
	var published time.Time
	return func(sofar func() E, read, expected int) {
		t.mu.Lock()
		t.readItems, t.expected = read, expected
		publish := t.good == nil && time.Since(published) >= publishEvery
		if publish {
			published = time.Now()
			t.grow(sofar())
		}
		t.latest = sofar
		t.mu.Unlock()
		if publish {
			t.changed()
		}
	}
}

// grow needs the lock. A first reading that begins again doesn't take back what the failed one before it had found.
func (t *target[E]) grow(sofar E) {
	if t.good == nil && (t.growing == nil || (*t.growing).size() <= sofar.size()) {
		t.growing = &sofar
		t.move()
	}
}

// move needs the lock.
func (t *target[E]) move() {
	close(t.moved)
	t.moved = make(chan struct{})
}

// ask says that someone wants to know.
func (t *target[E]) ask(now time.Time) {
	t.mu.Lock()
	slept := now.Sub(t.asked) >= keepLooking
	t.asked = now
	t.mu.Unlock()
	if slept {
		t.poke()
	}
}

// hurry has a target that failed read again at once.
func (t *target[E]) hurry() {
	t.mu.Lock()
	failing := t.failure != nil
	if failing {
		t.next = time.Time{}
	}
	t.mu.Unlock()
	if failing {
		t.poke()
	}
}

func (t *target[E]) poke() {
	select {
	case t.wake <- struct{}{}:
	default: // it will wake anyway
	}
}

// await asks, and waits until the target has been read or has failed or the context ends.
func (t *target[E]) await(ctx context.Context) {
	t.ask(time.Now())
	for {
		t.mu.Lock()
		done, moved := t.state(time.Now()) != Loading, t.moved
		t.mu.Unlock()
		if done {
			return
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return
		}
	}
}

// state needs the lock. What has become due while nobody asked counts as not read.
func (t *target[E]) state(now time.Time) State {
	switch {
	case t.dormant && !now.Before(t.next):
		return Loading
	case t.failure != nil && t.good != nil:
		return Stale
	case t.failure != nil:
		return Failed
	case t.good == nil:
		return Loading
	default:
		return OK
	}
}

// knownOr gives the last good reading, or what there is of the first, or nothing where there is none.
func (t *target[E]) knownOr(nothing func() E) E {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.good != nil:
		return *t.good
	case t.growing != nil:
		return *t.growing
	}
	return nothing()
}

// whole tells whether there is a good reading.
func (t *target[E]) whole() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.good != nil
}

// status tells everything but the place and the calls.
func (t *target[E]) status(now time.Time) TargetStatus {
	t.mu.Lock()
	defer t.mu.Unlock()
	s := TargetStatus{
		Target: Target{API: t.api}, State: t.state(now), AsOf: t.asOf, Took: t.took, Failure: t.failure,
		Read: t.readItems, Expected: t.expected, Next: t.next,
	}
	if t.good != nil {
		s.Items = (*t.good).size()
		if t.note != nil {
			s.Note = t.note(*t.good)
		}
	}
	return s
}
