package fleet

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// field declares a column that comes from the records of one operation.
type field[Record any] struct {
	name  string
	label string // empty: no reader sees it, other columns are made of it
	means string
	// from is the member that the value is, or, beside a function, all the members that the function reads, with blanks
	// between them.
	from string
	// besides are members of other operations that it is made of, too.
	besides []schema.Source
	unit    string
	set     *statuses.Set
	shown   bool // by default
	// One of these makes the value where it isn't the member itself.
	text   func(*Record) string
	number func(*Record) float64
	time   func(*Record) *time.Time
	truth  func(*Record) columns.Truth
}

// counted is the unit of counts: Grafana groups their digits and shortens nothing.
const counted = "locale"

// records are the items that one operation gives, with the columns that are made of them. Without an operation they are
// the server part's own.
type records[Record any] struct {
	operation awsapi.Operation
	fields    []field[Record]
	kinds     []columns.Kind
	make      []func([]Record) columns.Column
}

// recordsOf declares the columns of an operation's items.
func recordsOf[Record any](operation awsapi.Operation, fields ...field[Record]) *records[Record] {
	r := &records[Record]{operation: operation, fields: fields}
	for _, f := range fields {
		kind, column := f.maker()
		r.kinds, r.make = append(r.kinds, kind), append(r.make, column)
	}
	return r
}

func (f field[Record]) maker() (columns.Kind, func([]Record) columns.Column) {
	switch {
	case f.text != nil:
		return columns.String, func(all []Record) columns.Column { return columns.NewStrings(each(all, f.text)) }
	case f.number != nil:
		return columns.Number, func(all []Record) columns.Column { return f.numbers(each(all, f.number)) }
	case f.time != nil:
		return columns.Time, func(all []Record) columns.Column {
			return columns.NewTimes(each(all, func(r *Record) (t time.Time) {
				if given := f.time(r); given != nil {
					t = *given
				}
				return t
			}))
		}
	case f.truth != nil:
		return columns.Boolean, func(all []Record) columns.Column { return columns.NewBooleans(each(all, f.truth)) }
	}
	m := newMember(reflect.TypeFor[Record](), f.from)
	if m.kind == columns.Number {
		return m.kind, func(all []Record) columns.Column { return f.numbers(m.numbers(reflect.ValueOf(all))) }
	}
	return m.kind, func(all []Record) columns.Column { return m.column(reflect.ValueOf(all)) }
}

// numbers makes the field's column. A count below zero is none: AWS writes -1 where nobody has counted.
func (f field[Record]) numbers(values []float64) columns.Column {
	if f.unit == counted {
		for i, value := range values {
			if value < 0 {
				values[i] = columns.None()
			}
		}
	}
	return columns.NewNumbers(values)
}

func each[Record, Value any](all []Record, value func(*Record) Value) []Value {
	values := make([]Value, len(all))
	for i := range all {
		values[i] = value(&all[i])
	}
	return values
}

// tabulate makes a table with a row for each record.
func (r *records[Record]) tabulate(all []Record) *columns.Table {
	table := columns.NewTable(len(all))
	for i, f := range r.fields {
		table.Set(f.name, r.make[i](all))
	}
	return table
}

// columns describes those that readers see.
func (r *records[Record]) columns() []schema.Column {
	var all []schema.Column
	for i, f := range r.fields {
		if f.label == "" {
			continue
		}
		source := schema.OnePane
		if r.operation != (awsapi.Operation{}) {
			source = schema.From(r.operation, strings.Fields(f.from)...)
		}
		all = append(all, schema.Column{
			Name: f.name, Label: f.label, Description: f.means, Kind: r.kinds[i], Unit: f.unit, Set: f.set, Default: f.shown,
			Sources: append([]schema.Source{source}, f.besides...),
		})
	}
	return all
}

// refinedBy adds to columns where another operation tells the same of nodes that the first one doesn't know.
func refinedBy(of, others []schema.Column) []schema.Column {
	refined := slices.Clone(of)
	for i, c := range refined {
		if at := slices.IndexFunc(others, func(o schema.Column) bool { return o.Name == c.Name }); at >= 0 {
			refined[i].Sources = slices.Concat(c.Sources, others[at].Sources)
		}
	}
	return refined
}
