package resource

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func TestWhatCanBeAskedIsDescribedInFull(t *testing.T) {
	for _, name := range Names() {
		r, err := Lookup(name)
		require.NoError(t, err)
		require.NotEmpty(t, r.Label, name)
		require.NotEmpty(t, r.Description, name)
		require.NotEmpty(t, r.Sources, name)
		require.NotEmpty(t, defaultColumns(r, nil), "%s shows nothing by default", name)
		seen := map[string]bool{}
		for _, c := range r.Columns {
			where := name + "." + c.Name
			require.False(t, seen[c.Name], "%s stands there twice", where)
			seen[c.Name] = true
			require.NotEqual(t, countColumn, c.Name, "%s would be taken for the count", where)
			require.Regexp(t, "^[a-z][A-Za-z0-9]*$", c.Name)
			require.NotEmpty(t, c.Label, where)
			require.NotEmpty(t, c.Description, where)
			require.NotEmpty(t, c.Sources, where)
			if c.Kind == columns.Number {
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
	require.Equal(t, []string{"DescribeInstances", "DescribeInstanceProperties", "DescribeInstancePatchStates"}, required, "unmanaged nodes are known to EC2 alone")
	require.Equal(t, []string{"ListResourceComplianceSummaries", "GetPatchBaseline"}, refining)

	missing := byBucket
	missing.Filters = []Filter{{Field: "patchBucket", Op: "=", Value: "missing"}}
	plan, err = Compile(missing, Options{})
	require.NoError(t, err)
	required, _ = plan.apis()
	require.Equal(t, []string{"DescribeInstanceProperties", "DescribeInstancePatchStates"}, required, "who misses patches is no question for EC2")

	require.Empty(t, needs(Query{Resource: "targets", View: TableView}), "targets are read of One Pane itself")
}
