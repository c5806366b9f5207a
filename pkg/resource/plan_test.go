package resource

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

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
	require.ElementsMatch(t, []string{"DescribeInstances", "ListResourceComplianceSummaries", "DescribeInstanceProperties", "DescribeInstancePatchStates"}, required,
		"unmanaged nodes are known to EC2 alone, and nodes without a patch state to the verdicts")
	require.Equal(t, []string{"GetPatchBaseline"}, refining)

	// What a rule on one value can't do without, beside the node list and the patch states.
	for _, rule := range []struct {
		filter Filter
		needs  []string
	}{
		{Filter{"patchBucket", "=", "failed"}, nil},
		{Filter{"patchBucket", "in", []any{"failed", "rejected", "pendingReboot", "securityAvailable", "unknown"}}, nil},
		{Filter{"patchBucket", "=", "missing"}, []string{"ListResourceComplianceSummaries"}},
		{Filter{"patchBucket", "=", "neverReported"}, []string{"ListResourceComplianceSummaries"}},
		{Filter{"patchBucket", "=", "compliant"}, []string{"ListResourceComplianceSummaries"}},
		{Filter{"patchBucket", "=", "unmanaged"}, []string{"DescribeInstances"}},
		{Filter{"patchStatus", "=", "stale"}, []string{"ListResourceComplianceSummaries"}},
		{Filter{"patchStale", "=", true}, []string{"ListResourceComplianceSummaries"}},
		{Filter{"patchAge", ">", "14d"}, []string{"ListResourceComplianceSummaries"}},
		{Filter{"patchReported", "exists", false}, []string{"ListResourceComplianceSummaries"}},
		{Filter{"criticalPatchCount", ">", 0.0}, []string{"ListResourceComplianceSummaries"}},
		{Filter{"patchChannel", "=", "patchState"}, nil},
		{Filter{"patchChannel", "=", "complianceSummary"}, []string{"ListResourceComplianceSummaries"}},
	} {
		required, _ := compiled(t, Query{Resource: "nodes", View: CountView, Filters: []Filter{rule.filter}}).apis()
		require.ElementsMatch(t, append(rule.needs, "DescribeInstanceProperties", "DescribeInstancePatchStates"), required, "%v", rule.filter)
	}

	require.Empty(t, needs(Query{Resource: "targets", View: TableView}), "targets are read of One Pane itself")
}

func TestANeedIsOfThePartOfTheFleetThatTheQueryNames(t *testing.T) {
	of := func(q Query) fleet.Need {
		need := compiled(t, q).Need()
		need.APIs = nil
		return need
	}
	require.Equal(t, fleet.Need{}, of(Query{Resource: "nodes", View: CountView}))
	require.Equal(t, fleet.Need{Accounts: []string{"shop"}, Regions: []string{"eu-west-1"}, Partial: true},
		of(Query{Resource: "nodes", View: CountView, Scope: &Scope{Accounts: []string{"shop"}, Regions: []string{"eu-west-1"}}, Partial: true}))
	require.Equal(t, fleet.Need{ID: "i-0123abcd"}, of(Query{Resource: "patches", View: TableView, NodeID: "i-0123abcd"}))
}

func TestAnOperationThatIsRequiredRefinesNothing(t *testing.T) {
	for _, name := range Names() {
		r, err := Lookup(name)
		require.NoError(t, err)
		for _, c := range r.Columns {
			q := Query{Resource: name, View: TableView, Columns: []string{c.Name}, OrderBy: []OrderBy{{Field: c.Name}}}
			q = about(q, r)
			required, refining := compiled(t, q).apis()
			all := append(required, refining...)
			slices.Sort(all)
			require.Equal(t, slices.Compact(slices.Clone(all)), all, "%s.%s", name, c.Name)
		}
	}
}

// aboutIDs have the form that ids have.
var aboutIDs = map[schema.About]string{
	schema.Node:       "i-0123abcd",
	schema.Command:    "11111111-2222-3333-4444-555555555555",
	schema.Automation: "11111111-2222-3333-4444-555555555555",
	schema.Window:     "mw-0123456789abcdef0",
}

// about has a query name what its resource is about, with the first values of its arguments' examples.
func about(q Query, r schema.Resource) Query {
	for _, a := range r.Arguments {
		if q.Arguments == nil {
			q.Arguments = map[string]string{}
		}
		q.Arguments[a.Name], _, _ = strings.Cut(a.Example, " ")
	}
	if r.About == schema.Node {
		q.NodeID = aboutIDs[r.About]
	} else {
		q.ID = aboutIDs[r.About]
	}
	return q
}

func TestWhatAnswersDependOnIsWhatTheyShowGroupFilterAndOrderBy(t *testing.T) {
	const tags = "GetResources"
	for name, q := range map[string]Query{
		"shows":  {View: TableView, Columns: []string{"tag:Owner"}},
		"orders": {View: TableView, Columns: []string{"nodeId"}, OrderBy: []OrderBy{{Field: "tag:Owner"}}},
		"filter": {View: TableView, Columns: []string{"nodeId"}, Filters: []Filter{{"tag:Owner", "exists", true}}},
		"groups": {View: CountView, GroupBy: []string{"tag:Owner"}},
	} {
		q.Resource = "nodes"
		require.Contains(t, compiled(t, q).Need().APIs, tags, name)
	}
	require.NotContains(t, compiled(t, Query{Resource: "nodes", View: TableView, Columns: []string{"nodeId"}}).Need().APIs, tags)
}

func TestATableShowsTheColumnsThatItIsAskedForOnceEach(t *testing.T) {
	frame, _ := compiled(t, Query{Resource: "nodes", View: TableView, Columns: []string{"name", "nodeId", "name"}}).tableFrame(fourNodes())
	require.Len(t, frame.Fields, 2)
	require.Equal(t, "name", frame.Fields[0].Name)
}

func TestATableThatNamesNoColumnsShowsTheDefaultsAndTheTagsOfTheSettings(t *testing.T) {
	for _, name := range Names() {
		r, err := Lookup(name)
		require.NoError(t, err)
		var want []string
		for _, c := range r.Columns {
			if c.Default {
				want = append(want, c.Name)
			}
		}
		if r.Tags != nil {
			want = append(want, "tag:Owner", "tag:Stage")
		}
		var got []string
		for _, c := range defaultColumns(r, []string{"Owner", "Stage"}) {
			got = append(got, c.Name)
		}
		require.Equal(t, want, got, name)
	}
}

// A table needs no answer to how many there are: it shows the rows that are known.
func TestOnlyWhoCountsOrFiltersNeedsTheOperationThatAloneTellsOfAValue(t *testing.T) {
	r := schema.Resource{
		Name: "r", Sources: []schema.Source{schema.From(listed)},
		Columns: []schema.Column{{
			Name: "managed", Kind: columns.Boolean, Sources: []schema.Source{schema.From(listed), schema.From(alone)},
			OnlyFrom: map[string]awsapi.Operation{"false": alone},
		}},
	}
	column := r.Columns[0]
	filtered := func(value bool) []condition {
		c, err := newCondition(column, Filter{"managed", "=", value}, noon)
		require.NoError(t, err)
		return []condition{c}
	}
	for name, test := range map[string]struct {
		plan     Plan
		required []string
	}{
		"shown":                       {Plan{shown: r.Columns}, []string{"List"}},
		"ordered":                     {Plan{order: []orderKey{{column: column}}}, []string{"List"}},
		"counted":                     {Plan{groups: r.Columns}, []string{"Alone", "List"}},
		"filtered for it":             {Plan{conditions: filtered(false)}, []string{"Alone", "List"}},
		"filtered for something else": {Plan{conditions: filtered(true)}, []string{"List"}},
		"counted without it":          {Plan{groups: r.Columns, conditions: filtered(true)}, []string{"List"}},
	} {
		t.Run(name, func(t *testing.T) {
			test.plan.Resource = r
			required, refining := test.plan.apis()
			require.Equal(t, test.required, required)
			require.Equal(t, len(required) == 1, slices.Contains(refining, "Alone"))
		})
	}
}

var (
	listed = awsapi.Operation{Service: "ssm", Name: "List"}
	alone  = awsapi.Operation{Service: "ec2", Name: "Alone"}
)

func TestTagsComeFromTheOperationsOfTheRowsAndTheirOwn(t *testing.T) {
	r, err := Lookup("nodes")
	require.NoError(t, err)
	require.Equal(t, []string{"DescribeInstanceProperties", "DescribeInstances", "GetResources"}, TagAPIs(r))
}
