package columns

import (
	"math"
	"time"
)

// Times is a time column in epoch milliseconds; noTime is a row without a value.
type Times struct {
	otherKind
	millis []int64
}

const noTime = math.MinInt64

// NewTimes makes a column of these times. The zero time is none, and so is the epoch, which AWS writes for "never". Nor is
// what lies before it or after the year 2199: no machine was there, and what computes in nanoseconds can't hold it.
func NewTimes(times []time.Time) *Times {
	millis := make([]int64, len(times))
	for i, t := range times {
		millis[i] = noTime
		if seconds := t.Unix(); 0 < seconds && seconds < endOfTimes {
			millis[i] = t.UnixMilli()
		}
	}
	return &Times{millis: millis}
}

// endOfTimes is 2200-01-01 in seconds since the epoch.
const endOfTimes = 7258118400

func (c *Times) Kind() Kind     { return Time }
func (c *Times) Len() int       { return len(c.millis) }
func (c *Times) Has(i int) bool { return c.millis[i] != noTime }

// Time gives the value of row i in UTC, the zero time where it has none.
func (c *Times) Time(i int) time.Time {
	if c.millis[i] == noTime {
		return time.Time{}
	}
	return time.UnixMilli(c.millis[i]).UTC()
}
