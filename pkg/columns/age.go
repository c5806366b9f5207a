package columns

import "time"

// Age is a number column over a time column: how many seconds before a moment each of its times lies. It copies nothing,
// so that every question can be answered as of its own moment. A time just after the moment has the age zero, as clocks
// differ; one that lies further in the future has none.
type Age struct {
	otherKind
	of  Column
	now time.Time
}

// NewAge gives the ages of a time column at a moment.
func NewAge(of Column, now time.Time) Age { return Age{of: of, now: now} }

// ClocksDiffer is how far in the future a time may lie and still be taken for now.
const ClocksDiffer = 5 * time.Minute

func (c Age) Kind() Kind     { return Number }
func (c Age) Len() int       { return c.of.Len() }
func (c Age) Has(i int) bool { return c.of.Has(i) && c.of.Time(i).Sub(c.now) <= ClocksDiffer }

// Number gives the seconds, 0 where there is no age.
func (c Age) Number(i int) float64 {
	if !c.Has(i) {
		return 0
	}
	return max(0, c.now.Sub(c.of.Time(i)).Seconds())
}

// Older is a boolean column over a time column: whether each of its times lies longer before a moment than allowed. It has no
// value where there is no age: what is not older is not young for that.
type Older struct {
	otherKind
	age  Age
	than time.Duration
}

// NewOlder tells which times of a time column are older than allowed at a moment.
func NewOlder(of Column, now time.Time, than time.Duration) Older {
	return Older{age: NewAge(of, now), than: than}
}

func (c Older) Kind() Kind      { return Boolean }
func (c Older) Len() int        { return c.age.Len() }
func (c Older) Has(i int) bool  { return c.age.Has(i) }
func (c Older) Bool(i int) bool { return c.age.Number(i) > c.than.Seconds() }
