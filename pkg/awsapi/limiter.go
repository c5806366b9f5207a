package awsapi

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	// The limit is shared with the account's own automation, so a throttle may be owed to others: one step back a second
	// at most, however many calls were under way, and a slow way up again.
	stepBack     = 0.5
	stepUp       = 1.25
	stepUpEvery  = 5 * time.Second
	stepBackOnce = time.Second
	lowestShare  = 1.0 / 32
)

// limiter spaces calls evenly, at a rate that gives way: it halves at a throttle and climbs back while calls are
// answered. It allows no bursts, so that no second sees more than the rate.
type limiter struct {
	pace *rate.Limiter

	mu      sync.Mutex
	full    float64 // calls a second when nothing is throttled
	changed time.Time
}

func newLimiter(perSecond float64) *limiter {
	return &limiter{pace: rate.NewLimiter(rate.Limit(perSecond), 1), full: perSecond}
}

func (l *limiter) wait(ctx context.Context) error { return l.pace.Wait(ctx) }

// allow sets the rate that may be reached; it changes nothing where that is the rate already.
func (l *limiter) allow(perSecond float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if perSecond != l.full {
		l.full = perSecond
		l.pace.SetLimit(rate.Limit(perSecond))
	}
}

// rate gives the calls a second that it allows now, and those that it allows when nothing is throttled.
func (l *limiter) rate() (current, full float64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return float64(l.pace.Limit()), l.full
}

func (l *limiter) throttled(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	current := float64(l.pace.Limit())
	if current < l.full && now.Sub(l.changed) < stepBackOnce {
		return
	}
	l.changed = now
	l.pace.SetLimitAt(now, rate.Limit(max(current*stepBack, l.full*lowestShare)))
}

func (l *limiter) answered(now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	current := float64(l.pace.Limit())
	if current >= l.full || now.Sub(l.changed) < stepUpEvery {
		return
	}
	l.changed = now
	l.pace.SetLimitAt(now, rate.Limit(min(current*stepUp, l.full)))
}
