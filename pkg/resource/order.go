package resource

import (
	"cmp"
	"math"
	"slices"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// order sorts rows by the keys; equal rows keep the table's order, and rows without a value come last either way.
// Members of a closed set come in the set's order.
func order(rows []int, t *columns.Table, keys []orderKey) {
	ranks := make([][]float64, 0, len(keys))
	for _, key := range keys {
		ranks = append(ranks, key.ranks(rows, t))
	}
	slices.SortFunc(rows, func(a, b int) int {
		for _, rank := range ranks {
			switch {
			case rank[a] < rank[b]:
				return -1
			case rank[a] > rank[b]:
				return 1
			}
		}
		return cmp.Compare(a, b)
	})
}

// ranks gives each of the rows a number to sort it by, so that a row's value is looked up once and not in each
// comparison. Indexed by row of the table.
func (k orderKey) ranks(rows []int, t *columns.Table) []float64 {
	rank := k.rank(t)
	ranks := make([]float64, t.Rows())
	for _, row := range rows {
		switch value, ok := rank(row); {
		case !ok:
			ranks[row] = math.Inf(1)
		case k.desc:
			ranks[row] = -value
		default:
			ranks[row] = value
		}
	}
	return ranks
}

func (k orderKey) rank(t *columns.Table) func(row int) (float64, bool) {
	switch k.column.Kind {
	case columns.Number, columns.Time:
		return numbersOf(t, k.column)
	}
	labels := labelsOf(t, k.column.Name)
	places := labels.places(k.column.Members())
	return func(row int) (float64, bool) {
		if code := labels.code(row); code >= 0 {
			return float64(places[code]), true
		}
		return 0, false
	}
}
