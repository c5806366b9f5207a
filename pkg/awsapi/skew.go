package awsapi

import (
	"net/http"
	"sync/atomic"
	"time"
)

// smallestSkew is from when on the clock of Grafana's server counts as wrong: a Date header has whole seconds, and is as old as
// its answer took to come.
const smallestSkew = time.Minute

// theirClock is AWS's, as far as its answers tell it. AWS refuses what is signed more than five minutes off; the SDK notices and signs
// by AWS's time, but ages would be wrong, and so is the clock.
type theirClock struct{ skew atomic.Int64 }

// observe takes the time from an answer of AWS's.
func (c *theirClock) observe(header http.Header, now time.Time) {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return
	}
	c.skew.Store(int64(date.Sub(now)))
}

// Skew is how far AWS's clock is ahead of this machine's; zero where the two agree to the minute.
func (t *Traffic) Skew() time.Duration {
	skew := time.Duration(t.clock.skew.Load())
	if skew.Abs() < smallestSkew {
		return 0
	}
	return skew
}

// ByTheirClock gives a time of this machine's by AWS's clock, as far as that is known: to a second or two.
func (t *Traffic) ByTheirClock(ours time.Time) time.Time {
	return ours.Add(time.Duration(t.clock.skew.Load()))
}

// Now is the time by AWS's clock, by which what AWS dates is to be aged.
func (t *Traffic) Now() time.Time { return time.Now().Add(t.Skew()) }

// ClockWords says that the clock of Grafana's server is wrong, and by how much; empty where it is right.
func (t *Traffic) ClockWords() string {
	switch skew := t.Skew(); {
	case skew > 0:
		return "the clock of Grafana's server is " + minutes(skew) + " behind AWS's, by which ages are told here: set it, and have NTP keep it"
	case skew < 0:
		return "the clock of Grafana's server is " + minutes(-skew) + " ahead of AWS's, by which ages are told here: set it, and have NTP keep it"
	}
	return ""
}
