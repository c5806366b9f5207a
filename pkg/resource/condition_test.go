package resource

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// filteredNodes are three nodes that differ in every column, and a fourth of which nothing is known but its id.
func filteredNodes() *columns.Table {
	hours := func(n int) time.Time { return noon.Add(-time.Duration(n) * time.Hour) }
	return tableOf(map[string]columns.Column{
		"nodeId":       columnOf(columns.String, []any{"a", "b", "c", "none"}),
		"name":         columnOf(columns.String, []any{"web-1", "WEB-1", "two\nlines", nil}),
		"tag:Floor":    columnOf(columns.String, []any{"1", "1.5", "true", nil}),
		"patchBucket":  columnOf(columns.String, []any{"missing", "compliant", "failed", nil}),
		"managed":      columnOf(columns.Boolean, []any{true, false, true, nil}),
		"missingCount": columnOf(columns.Number, []any{1.0, 2.0, 3.0, nil}),
		"patchAge":     columnOf(columns.Number, []any{3600.0, 7200.0, 10800.0, nil}),
		"lastPing":     columnOf(columns.Time, []any{hours(1), hours(2), hours(3), nil}),
	})
}

func TestWhichRowsAFilterKeeps(t *testing.T) {
	for _, test := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{"name", "=", "web-1"}, []string{"a"}},
		{Filter{"name", "=", ""}, []string{"none"}},
		{Filter{"name", "!=", "web-1"}, []string{"b", "c", "none"}},
		{Filter{"name", "=~", "web"}, nil},
		{Filter{"name", "=~", "eb-1"}, nil},
		{Filter{"name", "=~", "web-.*|.*lines"}, []string{"a", "c"}},
		{Filter{"name", "=~", "(?i)web-1"}, []string{"a", "b"}},
		{Filter{"name", "=~", "x|"}, []string{"none"}},
		{Filter{"name", "!~", "web-.*|.*lines"}, []string{"b", "none"}},
		{Filter{"name", "exists", "false"}, []string{"none"}},
		{Filter{"tag:Floor", "=", 1.0}, []string{"a"}},
		{Filter{"tag:Floor", "in", []any{1.5, true}}, []string{"b", "c"}},
		{Filter{"tag:Nobody's", "exists", false}, []string{"a", "b", "c", "none"}},
		{Filter{"tag:Nobody's", "=~", ".+"}, nil},
		{Filter{"patchBucket", "=", ""}, []string{"none"}},
		{Filter{"patchBucket", "in", []any{"missing", ""}}, []string{"a", "none"}},
		{Filter{"managed", "=", "true"}, []string{"a", "c"}},
		{Filter{"managed", "!=", true}, []string{"b"}},
		{Filter{"managed", "in", []any{true, "false"}}, []string{"a", "b", "c"}},
		{Filter{"managed", "not in", []any{true}}, []string{"b"}},
		{Filter{"managed", "not in", []any{"true", false}}, nil},
		{Filter{"managed", "exists", true}, []string{"a", "b", "c"}},
		{Filter{"missingCount", "=", "2"}, []string{"b"}},
		{Filter{"missingCount", "!=", 2.0}, []string{"a", "c"}},
		{Filter{"missingCount", "<", 2.0}, []string{"a"}},
		{Filter{"missingCount", "<=", 2.0}, []string{"a", "b"}},
		{Filter{"missingCount", ">", 2.0}, []string{"c"}},
		{Filter{"missingCount", ">=", 2.0}, []string{"b", "c"}},
		{Filter{"missingCount", "in", 3.0}, []string{"c"}},
		{Filter{"missingCount", "not in", []any{3.0, "1"}}, []string{"b"}},
		{Filter{"missingCount", "exists", false}, []string{"none"}},
		{Filter{"failedCount", ">=", 0.0}, nil}, // a column that the table lacks
		{Filter{"failedCount", "exists", false}, []string{"a", "b", "c", "none"}},
		{Filter{"patchAge", ">", "2h"}, []string{"c"}},
		{Filter{"patchAge", "<=", 7200.0}, []string{"a", "b"}},
		{Filter{"lastPing", "<", "2h"}, []string{"c"}}, // longer than two hours ago
		{Filter{"lastPing", ">=", "2h"}, []string{"a", "b"}},
		{Filter{"lastPing", "=", float64(noon.Add(-time.Hour).UnixMilli())}, []string{"a"}},
		{Filter{"lastPing", "!=", "2026-11-20T11:00:00Z"}, []string{"b", "c"}},
		{Filter{"lastPing", "exists", true}, []string{"a", "b", "c"}},
	} {
		t.Run(test.filter.Field+" "+test.filter.Op, func(t *testing.T) {
			table := filteredNodes()
			plan := compiled(t, Query{Resource: "nodes", View: TableView, Filters: []Filter{test.filter}})
			require.Equal(t, test.want, idsOf(table, plan.matching(table)), "%v", test.filter.Value)
		})
	}
}

func TestAllFiltersMustHold(t *testing.T) {
	table := filteredNodes()
	plan := compiled(t, Query{Resource: "nodes", View: TableView, Filters: []Filter{{"managed", "=", true}, {"missingCount", ">", 1.0}}})
	require.Equal(t, []string{"c"}, idsOf(table, plan.matching(table)))
}

func TestFiltersThatAreNoneAreRefused(t *testing.T) {
	for _, filter := range []Filter{
		{"missingCount", "in", []any{1.0, "NaN"}},
		{"missingCount", "=", []any{1.0}},
		{"missingCount", "exists", []any{true}},
		{"managed", "!=", []any{true}},
		{"managed", "in", []any{true, "maybe"}},
		{"patchBucket", "not in", []any{"missing", "complaint"}},
		{"patchBucket", "in", []any{"missing", nil}},
		{"name", "=~", []any{"a", "b"}},
		{"name", "=~", "a)|(b"}, // an expression only between the anchors that are put around it
	} {
		_, err := Compile(Query{Resource: "nodes", View: TableView, Filters: []Filter{filter}}, Options{Now: noon})
		var mistake *QueryError
		require.ErrorAs(t, err, &mistake, "%v", filter)
		require.ErrorContains(t, err, "Filter on "+filter.Field+": ")
	}
}

// A part of a value may be looked for with an expression, be the values a closed set or not.
func TestExpressionsOnAClosedSetNeedBeNoneOfItsValues(t *testing.T) {
	table := filteredNodes()
	plan := compiled(t, Query{Resource: "nodes", View: TableView, Filters: []Filter{{"patchBucket", "=~", "f.*"}}})
	require.Equal(t, []string{"c"}, idsOf(table, plan.matching(table)))
}
