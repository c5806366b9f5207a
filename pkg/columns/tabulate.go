package columns

import "time"

// Definition says how a column is made from records.
type Definition[Record any] struct {
	Name string
	make func([]Record) Column
}

// Tabulate makes a table with a row for each record.
func Tabulate[Record any](records []Record, definitions []Definition[Record]) *Table {
	table := NewTable(len(records))
	for _, d := range definitions {
		table.Set(d.Name, d.make(records))
	}
	return table
}

// Text defines a string column.
func Text[Record any](name string, value func(*Record) string) Definition[Record] {
	return Definition[Record]{name, func(records []Record) Column { return NewStrings(each(records, value)) }}
}

// TextOf defines a string column of a member that may be absent.
func TextOf[Record any](name string, value func(*Record) *string) Definition[Record] {
	return Text(name, func(r *Record) string { return orZero(value(r)) })
}

// Count defines a number column of a member that may be absent.
func Count[Record any](name string, value func(*Record) *int32) Definition[Record] {
	return NumberOf(name, func(r *Record) float64 {
		if count := value(r); count != nil {
			return float64(*count)
		}
		return None()
	})
}

// NumberOf defines a number column.
func NumberOf[Record any](name string, value func(*Record) float64) Definition[Record] {
	return Definition[Record]{name, func(records []Record) Column { return NewNumbers(each(records, value)) }}
}

// TimeOf defines a time column of a member that may be absent.
func TimeOf[Record any](name string, value func(*Record) *time.Time) Definition[Record] {
	return Definition[Record]{name, func(records []Record) Column {
		return NewTimes(each(records, func(r *Record) time.Time { return orZero(value(r)) }))
	}}
}

// Flag defines a boolean column.
func Flag[Record any](name string, value func(*Record) bool) Definition[Record] {
	return Definition[Record]{name, func(records []Record) Column {
		return NewBooleans(each(records, func(r *Record) Truth { return TruthOf(value(r)) }))
	}}
}

func each[Record, Value any](records []Record, value func(*Record) Value) []Value {
	values := make([]Value, len(records))
	for i := range records {
		values[i] = value(&records[i])
	}
	return values
}

func orZero[Value any](pointer *Value) (zero Value) {
	if pointer == nil {
		return zero
	}
	return *pointer
}
