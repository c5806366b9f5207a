// Package columns holds rows the way the fleet is asked: column by column. A table is a set of equally long, typed
// columns; every column can say of each row that it has no value, which is never the same as zero or the empty string.
package columns

import (
	"maps"
	"slices"
	"sync"
	"time"
)

// Kind is the type of a column's values.
type Kind uint8

// The kinds that a column can have. They are Grafana's field types as this data source uses them.
const (
	String  Kind = iota // string
	Number              // float64
	Boolean             // bool
	Time                // instant, kept as epoch milliseconds
)

// Column is one column of a table. Values of another kind than the column's own are reported as absent.
type Column interface {
	Kind() Kind
	Len() int
	// Has tells whether row i has a value at all.
	Has(i int) bool
	String(i int) string
	Number(i int) float64
	Bool(i int) bool
	Time(i int) time.Time
}

// Table is a set of equally long columns, found by name. Once made, it may be read from any goroutine.
type Table struct {
	rows    int
	names   []string
	columns map[string]func() Column
}

// NewTable makes a table of so many rows and no columns.
func NewTable(rows int) *Table {
	return &Table{rows: rows, columns: map[string]func() Column{}}
}

// Set adds a column, or replaces the one of that name. It panics when the length differs from the table's: that is a
// mistake of the program, not of its input.
func (t *Table) Set(name string, c Column) {
	t.check(name, c)
	t.set(name, func() Column { return c })
}

// SetLazy adds a column that is made when it is first looked at, and once only: of many columns a question touches few.
func (t *Table) SetLazy(name string, make func() Column) {
	t.set(name, sync.OnceValue(func() Column {
		c := make()
		t.check(name, c)
		return c
	}))
}

func (t *Table) check(name string, c Column) {
	if c.Len() != t.rows {
		panic("columns: column " + name + " has another length than its table")
	}
}

func (t *Table) set(name string, column func() Column) {
	if _, known := t.columns[name]; !known {
		t.names = append(t.names, name)
	}
	t.columns[name] = column
}

// Clone gives a table with the same columns, to set others in.
func (t *Table) Clone() *Table {
	return &Table{rows: t.rows, names: slices.Clone(t.names), columns: maps.Clone(t.columns)}
}

// Column gives the column of that name, or false.
func (t *Table) Column(name string) (Column, bool) {
	if column, ok := t.columns[name]; ok {
		return column(), true
	}
	return nil, false
}

// Has tells whether there is a column of that name.
func (t *Table) Has(name string) bool {
	_, ok := t.columns[name]
	return ok
}

// Names gives the columns' names in the order in which they were set.
func (t *Table) Names() []string { return t.names }

// Rows gives the number of rows.
func (t *Table) Rows() int { return t.rows }
