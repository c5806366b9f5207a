package resource

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func fieldValues(t *testing.T, q Query, field, search string) []FieldValue {
	t.Helper()
	q.Resource = "nodes"
	plan, err := CompileFieldValues(q, field)
	require.NoError(t, err)
	return plan.FieldValues(fewNodes(), search)
}

func TestFieldValues(t *testing.T) {
	for name, test := range map[string]struct {
		query         Query
		field, search string
		want          []FieldValue
	}{
		"the most frequent first, nothing for rows without a value": {field: "platformType", want: []FieldValue{{"Linux", 2}, {"Windows", 2}}},
		"in any case":                     {field: "platformType", search: "WIN", want: []FieldValue{{"Windows", 2}}},
		"that contain the text":           {field: "platformType", search: "i", want: []FieldValue{{"Linux", 2}, {"Windows", 2}}},
		"that nothing contains":           {field: "platformType", search: "mac", want: []FieldValue{}},
		"all of a closed set":             {field: "pingStatus", want: []FieldValue{{"Online", 3}, {"Inactive", 2}, {"ConnectionLost", 0}, {"Unknown", 0}}},
		"of a boolean":                    {field: "managed", want: []FieldValue{{"true", 4}, {"false", 0}}},
		"of a tag that nothing has":       {field: "tag:Nobody's", want: []FieldValue{}},
		"of the rows that the query asks": {query: Query{Filters: []Filter{{"account", "=", "2"}}}, field: "platformType", want: []FieldValue{{"Windows", 1}}},
		"whatever else the query shows":   {query: Query{View: TableView, GroupBy: []string{"name"}}, field: "account", want: []FieldValue{{"1", 3}, {"2", 2}}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, fieldValues(t, test.query, test.field, test.search))
		})
	}
}

func TestFieldValuesThatThereAreNot(t *testing.T) {
	for _, test := range []struct{ resource, field, says string }{
		{"node", "name", `"node"`},
		{"nodes", "nmae", `"nmae"`},
		{"nodes", "missingCount", "missingCount is a number"},
		{"nodes", "lastPing", "lastPing is a time"},
	} {
		_, err := CompileFieldValues(Query{Resource: test.resource}, test.field)
		var mistake *QueryError
		require.ErrorAs(t, err, &mistake)
		require.ErrorContains(t, err, test.says)
	}
}

func TestFieldValuesNeedWhatTheFieldComesFrom(t *testing.T) {
	plan, err := CompileFieldValues(Query{Resource: "nodes"}, "tag:Owner")
	require.NoError(t, err)
	require.Equal(t, []string{"DescribeInstanceProperties", "DescribeInstances", "GetResources"}, slices.Sorted(slices.Values(plan.Need().APIs)))
	require.Empty(t, plan.FieldValues(columns.NewTable(0), ""))
}
