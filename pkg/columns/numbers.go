package columns

import "math"

// Numbers is a number column; NaN is a row without a value.
type Numbers struct {
	otherKind
	values []float64
}

// None is the number of a row without a value.
func None() float64 { return math.NaN() }

// NewNumbers makes a column of these values, which are the column's from then on.
func NewNumbers(values []float64) *Numbers { return &Numbers{values: values} }

func (c *Numbers) Kind() Kind           { return Number }
func (c *Numbers) Len() int             { return len(c.values) }
func (c *Numbers) Has(i int) bool       { return !math.IsNaN(c.values[i]) }
func (c *Numbers) Number(i int) float64 { return c.values[i] }
