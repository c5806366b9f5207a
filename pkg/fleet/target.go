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
	// readingTimeout bounds one reading, so that a hanging one can't stop the refresh for good. What it had found by then isn't
	// lost: the next one goes on from there.
	readingTimeout = 5 * time.Minute
	firstRetry     = 4 * time.Second
	// lateAfter is how many intervals old a good reading may be before its target is late: nothing failed, yet it isn't read.
	lateAfter = 1.5
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
	read     func(ctx context.Context, r *reading[E]) (E, error)
	onDemand bool // see [feed]
	// within bounds one reading where that is more than [readingTimeout]; optional.
	within time.Duration
	// lacking says which items a good reading is known not to have, aside what else is worth knowing of it; optional.
	lacking, aside func(E) string
	// from says how far back evidence of what happened goes; nil of what is.
	from func(E) time.Time
	// belief holds what speaks against a good reading.
	belief belief[E]
	// changed is called after every change of what the target knows.
	changed func()
	// followers read what builds on this evidence; the prompt ones each time that it is read.
	followers, prompt []anyTarget
	// witnessed are targets against whose readings this evidence may speak.
	witnessed []anyTarget
	journal   journal
	// stretch gives how many intervals apart it is read, by how long nobody has asked for it; optional.
	stretch func(idle float64) float64

	wake chan struct{}
	mu   sync.Mutex
	// moved is closed, and made anew, whenever a reading gets further or ends.
	moved     chan struct{}
	asked     time.Time
	good      *E
	growing   *E
	grownFrom time.Time // when the oldest of what is growing was read
	latest    func() E  // what the reading under way has found
	kept      any       // what a reading that failed leaves to the next one
	asOf      time.Time
	took      time.Duration
	remark    string // of the last good reading
	next      time.Time
	failure   *Failure
	failures  int
	dormant   bool      // nobody asks
	again     bool      // to be read once more after the reading under way
	begun     time.Time // when the latest reading began
	waits     bool      // its next reading is due, and gives way to others
	overtaken bool      // what it goes with was read since
	readItems int
	expected  int
	reach     reach
	reaching  time.Time // how far back the reading under way goes; zero where none is
}

func newTarget[E evidence](
	api string, interval func() time.Duration, changed func(), read func(context.Context, *reading[E]) (E, error),
) *target[E] {
	return &target[E]{
		api: api, interval: interval, read: read, changed: changed,
		wake: make(chan struct{}, 1), moved: make(chan struct{}),
	}
}

func (t *target[E]) name() string { return t.api }

// witnesses has another target's reading reconsidered whenever this one comes back. To be called before it runs.
func (t *target[E]) witnesses(other anyTarget) { t.witnessed = append(t.witnessed, other) }

// reconsider has a reading that was good read again where what became known since speaks against it.
func (t *target[E]) reconsider() {
	t.mu.Lock()
	var doubt error
	if t.good != nil && t.failure == nil {
		doubt = t.belief.reconsiders(*t.good)
	}
	if doubt != nil {
		t.failure = failureOf(doubt, time.Now())
		t.failure.Accused = true
		t.journal.failed(t.failure)
		t.next = time.Time{}
		t.move()
	}
	t.mu.Unlock()
	if doubt != nil {
		t.changed()
		t.poke()
	}
}

// followedBy has another target read again at once when this one comes back, or, promptly, whenever this one was read. To be
// called before it runs.
func (t *target[E]) followedBy(other anyTarget, promptly bool) {
	if promptly {
		t.prompt = append(t.prompt, other)
	} else {
		t.followers = append(t.followers, other)
	}
}

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
			if wait = t.givesWay(now); wait == 0 {
				wait = t.readOnce(ctx)
			}
		}
		timer.Reset(wait)
	}
}

// readOnce reads once and gives the time until the next reading.
func (t *target[E]) readOnce(ctx context.Context) time.Duration {
	ctx, cancel := context.WithTimeout(ctx, max(readingTimeout, t.within))
	defer cancel()
	t.mu.Lock()
	t.again = false
	r := &reading[E]{of: t, began: time.Now()}
	t.begun = r.began
	r.from = t.reach.since(r.began)
	t.reaching = r.from
	t.mu.Unlock()
	found, err := r.run(ctx)
	ended := time.Now()
	t.mu.Lock()
	believed := false
	if err == nil {
		t.kept = nil
		if err = t.belief.doubts(t.good, found); err == nil {
			believed = true
			t.accept(r, found)
		}
	}
	wait := t.interval()
	if err != nil {
		t.failed(r, err)
		wait = min(wait, t.patience(err))
	}
	t.latest, t.readItems, t.expected, t.dormant, t.reaching = nil, 0, 0, false, time.Time{}
	// Spread, so that the targets of many accounts don't stay in step.
	wait = time.Duration(float64(wait) * (0.9 + 0.2*rand.Float64()))
	if t.overtaken = t.again; t.overtaken && err == nil {
		wait = 0
	}
	t.next = time.Now().Add(wait)
	t.move()
	t.mu.Unlock()
	t.changed()
	if believed {
		// What waits for this need not wait for its own next turn when it comes back.
		for _, follower := range t.followers {
			follower.hurry()
		}
		for _, follower := range t.prompt {
			follower.goesWith(ended)
		}
		for _, other := range t.witnessed {
			other.reconsider()
		}
	}
	return wait
}

// accept needs the lock.
func (t *target[E]) accept(r *reading[E], found E) {
	if t.failure != nil {
		t.journal.mended(t.failure)
	}
	t.good, t.growing = &found, nil
	t.asOf, t.took, t.remark = r.since(), time.Since(r.began), leftOut(r.noted)
	t.failure, t.failures = nil, 0
}

// failed needs the lock. What a first reading had found until then is kept to be looked at: it is more than nothing.
func (t *target[E]) failed(r *reading[E], err error) {
	if t.latest != nil {
		t.grow(t.latest(), r.since())
	}
	since := time.Now()
	if t.failure != nil {
		since = t.failure.Since
	}
	known := t.failure
	t.failure = failureOf(err, since)
	t.failures++
	if known == nil || !known.Cause.Same(t.failure.Cause) {
		t.journal.failed(t.failure)
	}
}

// patience needs the lock. It gives how long a failure is left alone, more and more; a doubt is to be settled soon.
func (t *target[E]) patience(err error) time.Duration {
	if isDoubt(err) {
		return settleDoubtAfter
	}
	return firstRetry << min(t.failures-1, 10)
}

// grow needs the lock. A first reading that begins again doesn't take back what the failed one before it had found.
func (t *target[E]) grow(sofar E, began time.Time) {
	if t.good == nil && (t.growing == nil || (*t.growing).size() <= sofar.size()) {
		t.growing, t.grownFrom = &sofar, began
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

// reachBack has a target of what happened read as far back as somebody wants to know; to be called before it is asked.
func (t *target[E]) reachBack(since, now time.Time) {
	if t.from == nil {
		return
	}
	t.mu.Lock()
	t.reach.want(now.Sub(since), now)
	isShort := t.good != nil && t.failure == nil && t.from(*t.good).After(since)
	if !t.reaching.IsZero() {
		isShort = t.reaching.After(since)
	}
	t.mu.Unlock()
	if isShort {
		t.refresh()
	}
}

// shortOf tells how far back it has been read where that is less far than somebody wants to know; zero where it goes so far, or
// isn't of what happened.
func (t *target[E]) shortOf(since time.Time) (from time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.from != nil && t.good != nil && t.from(*t.good).After(since) {
		from = t.from(*t.good)
	}
	return from
}

// watched says that someone looks at all targets, and tells whether this one is among them: one on demand is while somebody asks
// for what it reads, and no look keeps it awake.
func (t *target[E]) watched(now time.Time) bool {
	if !t.onDemand {
		t.ask(now)
		return true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return now.Sub(t.asked) < keepLooking
}

// refresh has a target read again at once: after the reading that is under way, which began too soon.
func (t *target[E]) refresh() {
	t.mu.Lock()
	t.again, t.overtaken, t.next = true, true, time.Time{}
	t.move()
	t.mu.Unlock()
	t.poke()
}

// goesWith says when what a target goes with was read: it is read again, if its latest reading began before that.
func (t *target[E]) goesWith(read time.Time) {
	t.mu.Lock()
	older := t.begun.Before(read)
	t.mu.Unlock()
	if older {
		t.refresh()
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

// state needs the lock. What has become due while nobody asked counts as not read, and so does what was overtaken.
func (t *target[E]) state(now time.Time) State {
	switch {
	case t.dormant && !now.Before(t.next), t.overtaken && t.failure == nil:
		return Loading
	case t.good == nil && (t.failure == nil || t.failure.Doubt):
		return Loading
	case t.good == nil:
		return Failed
	case t.failure != nil:
		return Stale
	case now.Sub(t.asOf) > time.Duration(lateAfter*float64(t.interval())):
		return Late
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
		Target: Target{API: t.api}, State: t.state(now), AsOf: t.asOf, Oldest: t.asOf, Took: t.took, Interval: t.interval(), Failure: t.failure,
		GivesWay: t.waits,
		Read:     t.readItems, Expected: t.expected, Next: t.next,
	}
	s.News = t.belief.news(now)
	switch {
	case t.good != nil:
		s.Items = (*t.good).size()
		s.Note, s.Lacking, s.Aside = t.remark, said(t.lacking, *t.good), said(t.aside, *t.good)
	case t.growing != nil:
		s.Oldest = t.grownFrom
	}
	return s
}

// said gives what there is to say of evidence, empty where nothing is.
func said[E evidence](of func(E) string, found E) string {
	if of == nil {
		return ""
	}
	return of(found)
}
