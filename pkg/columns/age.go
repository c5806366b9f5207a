package columns

import "time"

// Age is a number column over a time column: how many seconds before a moment each of its times lies. It copies nothing,
// so that every question can be answered as of its own moment.
type Age struct {
	otherKind
	of  Column
	now time.Time
}

// NewAge gives the ages of a time column at a moment.
func NewAge(of Column, now time.Time) Age { return Age{of: of, now: now} }

func (c Age) Kind() Kind     { return Number }
func (c Age) Len() int       { return c.of.Len() }
func (c Age) Has(i int) bool { return c.of.Has(i) }

// Number gives the seconds, 0 where there is no time.
func (c Age) Number(i int) float64 {
	if !c.of.Has(i) {
		return 0
	}
	return c.now.Sub(c.of.Time(i)).Seconds()
}

// Older is a boolean column over a time column: whether each of its times lies longer before a moment than allowed.
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
