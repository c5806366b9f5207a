package resource

import (
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// columnOf makes a column from values, nil being none.
func columnOf(kind columns.Kind, values []any) columns.Column {
	switch kind {
	case columns.Number:
		return columns.NewNumbers(orElse(values, columns.None()))
	case columns.Boolean:
		truths := make([]columns.Truth, len(values))
		for i, v := range values {
			truths[i] = columns.Neither
			if b, ok := v.(bool); ok {
				truths[i] = columns.TruthOf(b)
			}
		}
		return columns.NewBooleans(truths)
	case columns.Time:
		return columns.NewTimes(orElse(values, time.Time{}))
	default:
		return columns.NewStrings(orElse(values, ""))
	}
}

func orElse[Value any](values []any, none Value) []Value {
	all := make([]Value, len(values))
	for i, v := range values {
		value, ok := v.(Value)
		if !ok {
			value = none
		}
		all[i] = value
	}
	return all
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

// idsOf names rows by their node id.
func idsOf(t *columns.Table, rows []int) []string {
	column, _ := t.Column("nodeId")
	var ids []string
	for _, row := range rows {
		ids = append(ids, column.String(row))
	}
	return ids
}
