package resource

import (
	"cmp"
	"slices"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// order sorts rows by the keys; equal rows keep their order, and rows without a value come last either way. Members of a
// closed set come in the set's order.
func order(rows []int, t *columns.Table, keys []orderKey) {
	compare := make([]func(a, b int) int, 0, len(keys))
	for _, key := range keys {
		if column, ok := t.Column(key.column.Name); ok {
			compare = append(compare, comparison(t, column, key))
		}
	}
	if len(compare) == 0 {
		return
	}
	slices.SortStableFunc(rows, func(a, b int) int {
		for _, c := range compare {
			if order := c(a, b); order != 0 {
				return order
			}
		}
		return 0
	})
}

func comparison(t *columns.Table, column columns.Column, key orderKey) func(a, b int) int {
	present := column.Has
	var compare func(a, b int) int
	switch column.Kind() {
	case columns.Number:
		compare = func(a, b int) int { return cmp.Compare(column.Number(a), column.Number(b)) }
	case columns.Time:
		compare = func(a, b int) int { return column.Time(a).Compare(column.Time(b)) }
	default:
		l := labelsOf(t, key.column.Name)
		places := l.places(key.column.closedSet())
		present = func(row int) bool { return l.code(row) >= 0 && places[l.code(row)] >= 0 }
		compare = func(a, b int) int { return cmp.Compare(places[l.code(a)], places[l.code(b)]) }
	}
	return func(a, b int) int {
		hasA, hasB := present(a), present(b)
		switch {
		case !hasA || !hasB:
			return cmp.Compare(asInt(hasB), asInt(hasA))
		case key.desc:
			return compare(b, a)
		default:
			return compare(a, b)
		}
	}
}
