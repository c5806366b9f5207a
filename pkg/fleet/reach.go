package fleet

import "time"

// reachStep is what a reach is rounded up to: dashboards ask for a day up to now, again and again, from a little later each time.
const reachStep = 5 * time.Minute

// defaultReach is how far back a question without a time range is answered.
const defaultReach = 24 * time.Hour

// reach is how far back a target of what happened reads: as far as somebody has wanted to know lately.
type reach struct {
	wanted map[time.Duration]time.Time // and when last
}

// want says that somebody wants to know what happened so long ago.
func (r *reach) want(back time.Duration, now time.Time) {
	if r.wanted == nil {
		r.wanted = map[time.Duration]time.Time{}
	}
	r.wanted[back.Truncate(reachStep)+reachStep] = now
}

// since gives the time from which on somebody wants to know.
func (r *reach) since(now time.Time) time.Time {
	longest := time.Duration(0)
	for back, when := range r.wanted {
		if now.Sub(when) >= keepLooking {
			delete(r.wanted, back)
			continue
		}
		longest = max(longest, back)
	}
	return now.Add(-longest)
}
