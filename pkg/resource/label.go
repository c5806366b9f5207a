package resource

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// labels is a string or boolean column seen as labels: its distinct values, and which of them each row has.
type labels struct {
	values []string
	// code gives the index in values, or -1 for a row without a value.
	code func(row int) int32
}

// labelsOf gives the labels of a column of a table. A column that the table lacks, such as a tag that no node has, is
// empty in every row, and so is one of another kind.
func labelsOf(t *columns.Table, name string) labels {
	column, ok := t.Column(name)
	if dictionary, isString := column.(columns.Dictionary); isString {
		return labels{dictionary.Values(), dictionary.Code}
	}
	if !ok || column.Kind() != columns.Boolean {
		return labels{code: func(int) int32 { return -1 }}
	}
	return labels{[]string{"false", "true"}, func(row int) int32 {
		if !column.Has(row) {
			return -1
		}
		return int32(asInt(column.Bool(row)))
	}}
}

// places gives each value's place in the order.
func (l labels) places(closedSet []string) []int {
	codes := make([]int, len(l.values))
	for code := range codes {
		codes[code] = code
	}
	compare := labelOrder(closedSet)
	slices.SortFunc(codes, func(a, b int) int { return compare(l.values[a], l.values[b]) })
	places := make([]int, len(l.values))
	for place, code := range codes {
		places[code] = place
	}
	return places
}

// labelOrder compares labels: members of the closed set in its order, before all others in alphabetical order; the
// empty one last.
func labelOrder(closedSet []string) func(a, b string) int {
	rank := func(label string) int {
		if place := slices.Index(closedSet, label); place >= 0 {
			return place
		}
		if label == "" {
			return len(closedSet) + 1
		}
		return len(closedSet)
	}
	return func(a, b string) int {
		if order := cmp.Compare(rank(a), rank(b)); order != 0 {
			return order
		}
		return strings.Compare(a, b)
	}
}

func asInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
