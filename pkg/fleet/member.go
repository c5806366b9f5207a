package fleet

import (
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// member reads one member of records of one type, by its path: "Overview.Status", or in a map "Attributes.Name".
type member struct {
	path []step
	kind columns.Kind
}

// step goes into a struct by the index of a field, which may be an embedded struct's, or into a map by a key.
type step struct {
	field []int
	key   reflect.Value
}

// newMember finds a member of a type. It panics where there is none, or one that can be no column: that is a mistake of
// the program, and shows at its start.
func newMember(record reflect.Type, path string) member {
	var m member
	of := record
	for _, name := range strings.Split(path, ".") {
		switch of = dereferenced(of); of.Kind() {
		case reflect.Map:
			m.path = append(m.path, step{key: reflect.ValueOf(name)})
			of = of.Elem()
		case reflect.Struct:
			field, ok := of.FieldByName(name)
			if !ok {
				panic(fmt.Sprintf("fleet: %v has no member %s", of, name))
			}
			m.path = append(m.path, step{field: field.Index})
			of = field.Type
		default:
			panic(fmt.Sprintf("fleet: %v of %v has no members", of, record))
		}
	}
	switch of = dereferenced(of); {
	case of == reflect.TypeFor[time.Time]():
		m.kind = columns.Time
	case of.Kind() == reflect.String:
		m.kind = columns.String
	case of.Kind() == reflect.Bool:
		m.kind = columns.Boolean
	case reflect.Zero(of).CanInt(), reflect.Zero(of).CanFloat():
		m.kind = columns.Number
	default:
		panic(fmt.Sprintf("fleet: %s of %v is no text, number, time or boolean: give the column a function", path, record))
	}
	return m
}

func dereferenced(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// of gives the member of a record, and false where the record hasn't got it.
func (m member) of(record reflect.Value) (reflect.Value, bool) {
	value := record
	for _, step := range m.path {
		switch value = reflect.Indirect(value); value.Kind() {
		case reflect.Map:
			value = value.MapIndex(step.key)
		case reflect.Struct:
			value = value.FieldByIndex(step.field)
		default: // an absent one on the way
			return reflect.Value{}, false
		}
	}
	value = reflect.Indirect(value)
	return value, value.IsValid()
}

// column makes the column of a member of these records.
func (m member) column(records reflect.Value) columns.Column {
	switch m.kind {
	case columns.String:
		return columns.NewStrings(valuesOf(m, records, "", reflect.Value.String))
	case columns.Boolean:
		return columns.NewBooleans(valuesOf(m, records, columns.Neither, func(v reflect.Value) columns.Truth { return columns.TruthOf(v.Bool()) }))
	case columns.Time:
		return columns.NewTimes(valuesOf(m, records, time.Time{}, func(v reflect.Value) time.Time { return v.Interface().(time.Time) }))
	default:
		return columns.NewNumbers(m.numbers(records))
	}
}

// numbers gives the values of a member that is a number.
func (m member) numbers(records reflect.Value) []float64 {
	return valuesOf(m, records, columns.None(), func(v reflect.Value) float64 {
		if v.CanInt() {
			return float64(v.Int())
		}
		return v.Float()
	})
}

func valuesOf[Value any](m member, records reflect.Value, none Value, of func(reflect.Value) Value) []Value {
	values := make([]Value, records.Len())
	for row := range values {
		values[row] = none
		if value, ok := m.of(records.Index(row)); ok {
			values[row] = of(value)
		}
	}
	return values
}
