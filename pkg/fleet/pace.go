package fleet

import "time"

const (
	// shortFrom is the used share of an account's budget from which readings give way.
	shortFrom = 0.5
	// mostStretch is how many intervals a reading waits at most while there is anything left.
	mostStretch = 12
)

// stretch gives how many intervals apart a target is read where more than half of the account's budget is used: more and more.
// Two kinds of readings give way, and at once where they do by either: those that cost most (weight, 0 to 1, of the target's calls in
// the last hour beside the most that any target made), and those that nobody has asked for lately (idle, 0 to 1).
func stretch(used, weight, idle float64) float64 {
	short := min(1, max(0, (used-shortFrom)/(1-shortFrom)))
	return min(mostStretch, 1/(1-min(1-1.0/mostStretch, short*max(weight, idle))))
}

// idleness gives for how much of the time after which a target sleeps nobody has asked for it, 0 to 1.
func idleness(asked, now time.Time) float64 {
	return min(1, max(0, now.Sub(asked).Seconds()/keepLooking.Seconds()))
}

// givesWay gives how long a target whose next reading is due leaves it to others; 0: it is read. What isn't read yet, has failed or
// was overtaken doesn't give way. It looks again after each interval at the latest, as the budget is another one then.
func (t *target[E]) givesWay(now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waits = false
	if t.stretch == nil || t.good == nil || t.failure != nil || t.overtaken {
		return 0
	}
	apart := t.stretch(idleness(t.asked, now))
	wait := t.asOf.Add(time.Duration(apart * float64(t.interval()))).Sub(now)
	if apart == 1 || wait <= 0 {
		return 0
	}
	wait = min(wait, t.interval())
	t.waits, t.dormant, t.next = true, false, now.Add(wait)
	return wait
}
