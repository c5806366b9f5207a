package resource

import (
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// cells is a column of any kind for tests; nil is no value.
type cells struct {
	kind   columns.Kind
	values []any
}

func (c cells) Kind() columns.Kind { return c.kind }
func (c cells) Len() int           { return len(c.values) }
func (c cells) Has(i int) bool     { return c.values[i] != nil }
func (c cells) String(i int) string {
	s, _ := c.values[i].(string)
	return s
}
func (c cells) Number(i int) float64 {
	n, _ := c.values[i].(float64)
	return n
}
func (c cells) Bool(i int) bool {
	b, _ := c.values[i].(bool)
	return b
}
func (c cells) Time(i int) time.Time {
	t, _ := c.values[i].(time.Time)
	return t
}

// coded is a string column with a dictionary.
type coded struct {
	cells
	values []string
	codes  []int32
}

func (c coded) Values() []string { return c.values }
func (c coded) Code(i int) int32 { return c.codes[i] }

func newCoded(values []any) coded {
	c := coded{cells: cells{columns.String, values}}
	known := map[string]int32{}
	for _, v := range values {
		s, ok := v.(string)
		if !ok {
			c.codes = append(c.codes, -1)
			continue
		}
		if _, seen := known[s]; !seen {
			known[s] = int32(len(c.values))
			c.values = append(c.values, s)
		}
		c.codes = append(c.codes, known[s])
	}
	return c
}

func tableOf(columnsByName map[string]columns.Column) *columns.Table {
	var t *columns.Table
	for name, c := range columnsByName {
		if t == nil {
			t = columns.NewTable(c.Len())
		}
		t.Set(name, c)
	}
	return t
}
