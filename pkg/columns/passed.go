package columns

import "time"

// Passed is a boolean column over two time columns, the bounds of a moment that is not known better: whether it has passed. Between
// them nobody can tell, and there is no value; likewise where the bound is missing that would tell. It copies nothing.
type Passed struct {
	otherKind
	earliest, latest Column
	now              time.Time
}

// NewPassed tells which of the moments, each between its earliest and its latest time, have passed now.
func NewPassed(earliest, latest Column, now time.Time) Passed {
	return Passed{earliest: earliest, latest: latest, now: now}
}

func (c Passed) Kind() Kind { return Boolean }
func (c Passed) Len() int   { return c.latest.Len() }

func (c Passed) Has(i int) bool {
	return c.Bool(i) || c.earliest.Has(i) && !c.earliest.Time(i).Before(c.now)
}

func (c Passed) Bool(i int) bool { return c.latest.Has(i) && c.latest.Time(i).Before(c.now) }
