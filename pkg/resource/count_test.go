package resource

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// counted writes the rows of a count: "label/label count".
func counted(groups []group) []string {
	var rows []string
	for _, g := range groups {
		text := ""
		for _, label := range g.labels {
			text += label + "/"
		}
		rows = append(rows, fmt.Sprintf("%s %d", text, g.count))
	}
	return rows
}

func fewNodes() *columns.Table {
	return tableOf(map[string]columns.Column{
		"account":      columnOf(columns.String, []any{"1", "1", "1", "2", "2"}),
		"platformType": columnOf(columns.String, []any{"Linux", "Windows", "Linux", nil, "Windows"}),
		"pingStatus":   columnOf(columns.String, []any{"Online", "Online", "Online", "Inactive", "Inactive"}),
		"managed":      columnOf(columns.Boolean, []any{true, true, true, true, nil}),
	})
}

func TestCountsByGroup(t *testing.T) {
	for name, test := range map[string]struct {
		query Query
		whole bool
		want  []string
	}{
		"most first, then by the labels' order": {
			Query{GroupBy: []string{"account", "platformType"}}, true,
			[]string{"1/Linux/ 2", "1/Windows/ 1", "2/Windows/ 1", "2// 1"},
		},
		"in the order that is asked for": {
			Query{GroupBy: []string{"account", "platformType"}, OrderBy: []OrderBy{{Field: "count"}, {Field: "account", Desc: true}}}, true,
			[]string{"2/Windows/ 1", "2// 1", "1/Windows/ 1", "1/Linux/ 2"},
		},
		"by the first of the groups": {
			Query{GroupBy: []string{"account", "platformType"}, OrderBy: []OrderBy{{Field: "account"}, {Field: "platformType", Desc: true}}}, true,
			[]string{"1/Windows/ 1", "1/Linux/ 2", "2// 1", "2/Windows/ 1"},
		},
		"a closed set in its own order": {
			Query{GroupBy: []string{"pingStatus"}, OrderBy: []OrderBy{{Field: "pingStatus"}}}, true,
			[]string{"ConnectionLost/ 0", "Inactive/ 2", "Unknown/ 0", "Online/ 3"},
		},
		"a closed set of which not all is read has no zeros": {
			Query{GroupBy: []string{"pingStatus"}, OrderBy: []OrderBy{{Field: "pingStatus"}}}, false,
			[]string{"Inactive/ 2", "Online/ 3"},
		},
		"rows without a value beside a closed set": {
			Query{GroupBy: []string{"managed"}}, true,
			[]string{"true/ 4", "/ 1", "false/ 0"},
		},
		"closed sets within each combination of the others": {
			Query{GroupBy: []string{"account", "managed"}, OrderBy: []OrderBy{{Field: "account"}, {Field: "managed"}}}, true,
			[]string{"1/false/ 0", "1/true/ 3", "2/false/ 0", "2/true/ 1", "2// 1"},
		},
		"two closed sets in every combination": {
			Query{
				GroupBy: []string{"managed", "pingStatus"}, OrderBy: []OrderBy{{Field: "managed"}, {Field: "pingStatus"}},
				Filters: []Filter{{"managed", "exists", true}, {"pingStatus", "in", []any{"Online", "Inactive", "Unknown"}}},
			}, true,
			[]string{
				"false/Inactive/ 0", "false/Unknown/ 0", "false/Online/ 0",
				"true/Inactive/ 1", "true/Unknown/ 0", "true/Online/ 3",
			},
		},
		"members that the filters leave out have no zero": {
			Query{GroupBy: []string{"pingStatus"}, Filters: []Filter{{"pingStatus", "!=", "Inactive"}, {"pingStatus", "!~", "U.*"}}}, true,
			[]string{"Online/ 3", "ConnectionLost/ 0"},
		},
		"a closed set is whole whatever other fields leave out": {
			Query{GroupBy: []string{"pingStatus"}, Filters: []Filter{{"account", "=", "3"}}}, true,
			[]string{"ConnectionLost/ 0", "Inactive/ 0", "Unknown/ 0", "Online/ 0"},
		},
		"groups of nothing are none": {
			Query{GroupBy: []string{"account"}, Filters: []Filter{{"account", "=", "3"}}}, true,
			nil,
		},
		"groups of nothing are none beside a closed set": {
			Query{GroupBy: []string{"account", "pingStatus"}, Filters: []Filter{{"account", "=", "3"}}}, true,
			nil,
		},
		"a tag that no row has": {
			Query{GroupBy: []string{"tag:Nobody's"}}, true,
			[]string{"/ 5"},
		},
		"a field that is named twice": {
			Query{GroupBy: []string{"account", "account"}}, true,
			[]string{"1/ 3", "2/ 2"},
		},
		"nothing at all is zero": {
			Query{Filters: []Filter{{"account", "=", "3"}}}, false,
			[]string{" 0"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			test.query.Resource, test.query.View = "nodes", CountView
			require.Equal(t, test.want, counted(compiled(t, test.query).count(fewNodes(), test.whole, nil)))
		})
	}
}

// places are targets of these accounts, whole and in one Region.
func places(accounts ...string) []fleet.TargetStatus {
	var targets []fleet.TargetStatus
	for _, account := range accounts {
		for _, api := range []string{"DescribeInstanceProperties", "DescribeInstances"} {
			t := target(account, api, fleet.OK)
			t.AccountName = "name of " + account
			targets = append(targets, t)
		}
	}
	return targets
}

func TestAccountsAndRegionsInScopeHaveTheirZeros(t *testing.T) {
	nobody := Filter{"platformType", "=", "Plan 9"}
	for name, test := range map[string]struct {
		query Query
		whole bool
		want  []string
	}{
		"where nothing is counted":            {Query{GroupBy: []string{"account"}, Filters: []Filter{nobody}}, true, []string{"1/ 0", "2/ 0", "3/ 0"}},
		"beside those that have some":         {Query{GroupBy: []string{"account"}}, true, []string{"1/ 3", "2/ 2", "3/ 0"}},
		"by name and Region":                  {Query{GroupBy: []string{"accountName", "region"}, Filters: []Filter{{"account", "!=", "2"}, nobody}}, true, []string{"name of 1/eu-west-1/ 0", "name of 3/eu-west-1/ 0"}},
		"with each member of a closed set":    {Query{GroupBy: []string{"managed", "account"}, Filters: []Filter{nobody, {"account", "=", "3"}}}, true, []string{"false/3/ 0", "true/3/ 0"}},
		"but none while not all is read":      {Query{GroupBy: []string{"account"}, Filters: []Filter{nobody}}, false, nil},
		"but none of places that are outside": {Query{GroupBy: []string{"account"}, Filters: []Filter{{"region", "=", "us-east-1"}}}, true, nil},
		"but none by what can have any value": {Query{GroupBy: []string{"account", "platformType"}, Filters: []Filter{nobody}}, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			test.query.Resource, test.query.View = "nodes", CountView
			require.Equal(t, test.want, counted(compiled(t, test.query).count(fewNodes(), test.whole, places("1", "2", "3"))))
		})
	}
}

func TestMoreZerosThanAnybodyReadsAreLeftOut(t *testing.T) {
	var accounts []string
	for i := range mostZeros/len(statuses.PatchBucket.Members) + 1 {
		accounts = append(accounts, fmt.Sprint(i))
	}
	plan := compiled(t, Query{Resource: "nodes", View: CountView, GroupBy: []string{"account", "patchBucket"}})
	require.Empty(t, plan.count(columns.NewTable(0), true, places(accounts...)))
	require.NotEmpty(t, plan.count(columns.NewTable(0), true, places(accounts[1:]...)))
}

func TestARuleAboutNothingGetsANumber(t *testing.T) {
	query := Query{Resource: "nodes", View: CountView, GroupBy: []string{"account", "region"}, Filters: []Filter{{"platformType", "=", "Plan 9"}}}
	frame, err := compiled(t, query).Frame(fleet.Answer{Table: fewNodes(), Targets: places("1", "2")}, noon)
	require.NoError(t, err)
	require.Equal(t, 2, frame.Rows(), "a frame without rows is NoData")
}

func TestAFleetWithoutNodesHasZeroOfEachMember(t *testing.T) {
	plan := compiled(t, Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}})
	groups := plan.count(columns.NewTable(0), true, nil)
	require.Len(t, groups, len(statuses.PatchBucket.Members))
	for i, g := range groups {
		require.Equal(t, group{labels: []string{statuses.PatchBucket.Members[i].Value}}, g)
	}
}

func TestZerosAreShownOnlyWhereAllIsRead(t *testing.T) {
	query := Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}, Partial: true}
	members, seen := len(statuses.PatchBucket.Members), 3
	for state, rows := range map[fleet.State]int{fleet.OK: members, fleet.Stale: members, fleet.Loading: seen, fleet.Failed: seen} {
		frame, err := compiled(t, query).Frame(fleet.Answer{Table: fourNodes(), Targets: evidenceFor(state)}, noon)
		require.NoError(t, err)
		require.Equal(t, rows, frame.Rows(), state)
	}
}

func TestACountIsCutByItsLimitOnly(t *testing.T) {
	for limit, cut := range map[int]*truncated{1: {Shown: 1, Total: 2}, 2: nil, 3: nil} {
		query := Query{Resource: "nodes", View: CountView, GroupBy: []string{"account"}, Limit: number(limit)}
		frame, err := compiled(t, query).Frame(fleet.Answer{Table: fewNodes(), Targets: places("1", "2")}, noon)
		require.NoError(t, err)
		require.Equal(t, min(limit, 2), frame.Rows())
		require.Equal(t, cut, frame.Meta.Custom.(meta).Truncated, "limit %d", limit)
		require.Equal(t, cut != nil, len(frame.Meta.Notices) > 0)
	}
}
