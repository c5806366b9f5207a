package resource

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSchemaIsComplete(t *testing.T) {
	for _, name := range Names() {
		r, err := Lookup(name)
		require.NoError(t, err)
		require.NotEmpty(t, r.Label, name)
		require.NotEmpty(t, r.Source, name)
		require.NotEmpty(t, r.defaultColumns(nil), "%s shows nothing by default", name)
		seen := map[string]bool{}
		for _, c := range r.Columns {
			where := name + "." + c.Name
			require.False(t, seen[c.Name], "%s stands there twice", where)
			seen[c.Name] = true
			require.NotEqual(t, countColumn, c.Name, "%s would be taken for the count", where)
			require.Contains(t, []string{"string", "number", "boolean", "time"}, c.Type, where)
			require.NotEmpty(t, c.Label, where)
			require.NotEmpty(t, c.Description, where)
			require.NotEmpty(t, c.Source, where)
			if c.Type == "number" {
				require.NotEmpty(t, c.Unit, "%s is a number without a unit", where)
			}
		}
	}
}

func TestAPlanNeedsOnlyWhatItTouches(t *testing.T) {
	needs := func(q Query) []string {
		plan, err := Compile(q, Options{})
		require.NoError(t, err)
		return slices.Sorted(slices.Values(plan.Need().APIs))
	}
	byPlatform := Query{Resource: "nodes", View: CountView, GroupBy: []string{"platformType"}}
	require.Equal(t, []string{"DescribeInstanceProperties", "DescribeInstances"}, needs(byPlatform))

	byOwner := byPlatform
	byOwner.Filters = []Filter{{Field: "tag:Owner", Op: "=", Value: "web"}}
	require.Equal(t, []string{"DescribeInstanceProperties", "DescribeInstances", "GetResources"}, needs(byOwner))

	byBucket := Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}}
	plan, err := Compile(byBucket, Options{})
	require.NoError(t, err)
	required, refining := plan.apis()
	require.Equal(t, []string{"DescribeInstanceProperties", "DescribeInstancePatchStates"}, required)
	require.Equal(t, []string{"DescribeInstances", "ListResourceComplianceSummaries", "GetPatchBaseline"}, refining)

	require.Empty(t, needs(Query{Resource: "targets", View: TableView}), "targets are read of One Pane itself")
}
