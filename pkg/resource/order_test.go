package resource

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func TestRowsAreOrderedWithThoseWithoutAValueLast(t *testing.T) {
	table := tableOf(map[string]columns.Column{
		"nodeId":       columnOf(columns.String, []any{"none", "a", "b", "c"}),
		"name":         columnOf(columns.String, []any{nil, "web-2", "db-1", "web-10"}),
		"patchBucket":  columnOf(columns.String, []any{nil, "compliant", "failed", "missing"}),
		"managed":      columnOf(columns.Boolean, []any{nil, true, false, true}),
		"missingCount": columnOf(columns.Number, []any{nil, 0.0, -1.0, 10.0}),
		"lastPing":     columnOf(columns.Time, []any{nil, noon, noon.Add(-time.Hour), noon.Add(time.Minute)}),
	})
	for _, test := range []struct {
		by   []OrderBy
		want []string
	}{
		{nil, []string{"none", "a", "b", "c"}},
		{[]OrderBy{{Field: "name"}}, []string{"b", "c", "a", "none"}},
		{[]OrderBy{{Field: "name", Desc: true}}, []string{"a", "c", "b", "none"}},
		{[]OrderBy{{Field: "patchBucket"}}, []string{"b", "c", "a", "none"}},
		{[]OrderBy{{Field: "patchBucket", Desc: true}}, []string{"a", "c", "b", "none"}},
		{[]OrderBy{{Field: "managed"}}, []string{"b", "a", "c", "none"}}, // equal ones as they stand
		{[]OrderBy{{Field: "managed", Desc: true}}, []string{"a", "c", "b", "none"}},
		{[]OrderBy{{Field: "missingCount"}}, []string{"b", "a", "c", "none"}},
		{[]OrderBy{{Field: "missingCount", Desc: true}}, []string{"c", "a", "b", "none"}},
		{[]OrderBy{{Field: "lastPing"}}, []string{"b", "a", "c", "none"}},
		{[]OrderBy{{Field: "lastPing", Desc: true}}, []string{"c", "a", "b", "none"}},
		{[]OrderBy{{Field: "managed", Desc: true}, {Field: "missingCount", Desc: true}}, []string{"c", "a", "b", "none"}},
		{[]OrderBy{{Field: "tag:Nobody's"}, {Field: "failedCount"}}, []string{"none", "a", "b", "c"}}, // of no row
	} {
		plan := compiled(t, Query{Resource: "nodes", View: TableView, OrderBy: test.by})
		rows := plan.matching(table)
		order(rows, table, plan.order)
		require.Equal(t, test.want, idsOf(table, rows), "%v", test.by)
	}
}

func TestATableIsCutAfterItIsOrderedAndByItsLimitOnly(t *testing.T) {
	for limit, cut := range map[int]*truncated{3: {Shown: 3, Total: 4}, 4: nil, 5: nil} {
		plan := compiled(t, Query{Resource: "nodes", View: TableView, Columns: []string{"nodeId"}, OrderBy: []OrderBy{{Field: "missingCount", Desc: true}}, Limit: number(limit)})
		frame, shortened := plan.tableFrame(fourNodes())
		require.Equal(t, cut, shortened, "limit %d", limit)
		require.Equal(t, min(limit, 4), frame.Rows())
		require.Equal(t, "mi-0c", *frame.Fields[0].At(0).(*string))
	}
}
