package resource

import (
	"errors"
	"flag"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/experimental"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

var update = flag.Bool("update", false, "write the golden files anew")

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// fourNodes are three nodes of one account and one of another, of which little is known.
func fourNodes() *columns.Table {
	return tableOf(map[string]columns.Column{
		"nodeId":       columnOf(columns.String, []any{"i-0a", "i-0b", "mi-0c", "i-0d"}),
		"name":         columnOf(columns.String, []any{"web-prd-001", "web-prd-002", "SQLPRD07", "<img src=x onerror=alert(1)>"}),
		"account":      columnOf(columns.String, []any{"111122223333", "111122223333", "111122223333", "222233334444"}),
		"patchBucket":  columnOf(columns.String, []any{"missing", "compliant", "missing", "unknown"}),
		"patchAge":     columnOf(columns.Number, []any{3600.0, 86400.0, 60.0, nil}),
		"missingCount": columnOf(columns.Number, []any{4.0, 0.0, 11.0, nil}),
		"managed":      columnOf(columns.Boolean, []any{true, true, true, nil}),
		"lastPing":     columnOf(columns.Time, []any{noon.Add(-time.Minute), noon.Add(-time.Hour), noon, nil}),
		"tag:Owner":    columnOf(columns.String, []any{"web", nil, "data", nil}),
	})
}

func target(account, api string, state fleet.State) fleet.TargetStatus {
	t := fleet.TargetStatus{
		Target: fleet.Target{Account: account, AccountName: map[string]string{"111122223333": "production", "222233334444": "staging"}[account], Region: "eu-west-1", API: api},
		State:  state,
	}
	switch state {
	case fleet.OK:
		t.Items, t.AsOf = 3, noon.Add(-2*time.Minute)
	case fleet.Stale:
		t.Items, t.AsOf, t.Failure = 1, noon.Add(-26*time.Hour), failure(api, awsapi.Unreachable, "the endpoint does not answer", noon.Add(-25*time.Hour))
	case fleet.Failed:
		t.Failure = failure(api, awsapi.Refused, "ssm:"+api+" refused: allow it on Resource *.", noon.Add(-time.Hour))
	case fleet.Loading:
		t.Read, t.Expected = 50, 1200
	}
	return t
}

func failure(api string, kind awsapi.Kind, message string, since time.Time) *fleet.Failure {
	operation := awsapi.Operation{Service: "ssm", Name: api}
	return &fleet.Failure{Cause: &awsapi.Error{Kind: kind, Operation: operation, Message: message}, Since: since}
}

// evidenceFor gives targets of both accounts in a state for the second account's patch states.
func evidenceFor(second fleet.State) []fleet.TargetStatus {
	return []fleet.TargetStatus{
		target("222233334444", "DescribeInstancePatchStates", second),
		target("111122223333", "DescribeInstanceProperties", fleet.OK),
		target("111122223333", "DescribeInstancePatchStates", fleet.OK),
		target("222233334444", "DescribeInstanceProperties", fleet.OK),
		target("222233334444", "ListAssociations", fleet.Failed), // of no concern to nodes
	}
}

func compiled(t *testing.T, q Query) *Plan {
	plan, err := Compile(q, Options{Now: noon, TagColumns: []string{"Owner"}})
	require.NoError(t, err)
	return plan
}

func number(n int) *int { return &n }

func TestFrames(t *testing.T) {
	byBucket := Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}}
	partly := byBucket
	partly.Partial = true
	for name, golden := range map[string]struct {
		query   Query
		targets []fleet.TargetStatus
	}{
		"table of every kind of column": {
			Query{Resource: "nodes", View: TableView, Columns: []string{"nodeId", "name", "managed", "missingCount", "patchAge", "lastPing", "tag:Owner", "tag:Gone"}, OrderBy: []OrderBy{{Field: "missingCount", Desc: true}}},
			evidenceFor(fleet.OK),
		},
		"table cut by its limit": {
			Query{Resource: "nodes", View: TableView, Columns: []string{"name"}, Limit: number(2)},
			evidenceFor(fleet.OK),
		},
		"table with nothing in it": {
			Query{Resource: "nodes", View: TableView, Columns: []string{"name"}, Filters: []Filter{{"name", "=", "nobody"}}},
			evidenceFor(fleet.OK),
		},
		"count of a closed set":        {byBucket, evidenceFor(fleet.OK)},
		"count with a stale target":    {byBucket, evidenceFor(fleet.Stale)},
		"count while loading":          {partly, evidenceFor(fleet.Loading)},
		"count with a failed target":   {partly, evidenceFor(fleet.Failed)},
		"count of everything":          {Query{Resource: "nodes", View: CountView}, evidenceFor(fleet.OK)},
		"count of a boolean and a tag": {Query{Resource: "nodes", View: CountView, GroupBy: []string{"managed", "tag:Owner"}, OrderBy: []OrderBy{{Field: "tag:Owner"}}}, evidenceFor(fleet.OK)},
		"count of chosen members only": {
			Query{Resource: "nodes", View: CountView, GroupBy: []string{"account", "patchBucket"}, Filters: []Filter{{"patchBucket", "in", []any{"missing", "failed"}}}},
			evidenceFor(fleet.OK),
		},
	} {
		t.Run(name, func(t *testing.T) {
			frame, err := compiled(t, golden.query).Frame(fleet.Answer{Table: fourNodes(), Targets: golden.targets}, noon)
			require.NoError(t, err)
			experimental.CheckGoldenJSONFrame(t, "testdata/frames", strings.ReplaceAll(name, " ", "-"), frame, *update)
		})
	}
}

func TestAnAnswerThatMustBeWholeNamesWhatIsMissing(t *testing.T) {
	plan := compiled(t, Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}})
	for state, want := range map[fleet.State]struct {
		message  string
		timedOut bool
	}{
		fleet.Failed: {
			message: "1 of 4 targets could not be read: DescribeInstancePatchStates in eu-west-1 of staging (222233334444) since 11:00 UTC: ssm:DescribeInstancePatchStates refused: allow it on Resource *.",
		},
		fleet.Loading: {
			message:  "1 of 4 targets could not be read in time: DescribeInstancePatchStates in eu-west-1 of staging (222233334444).",
			timedOut: true,
		},
	} {
		_, err := plan.Frame(fleet.Answer{Table: fourNodes(), Targets: evidenceFor(state)}, noon)
		var incomplete *IncompleteError
		require.True(t, errors.As(err, &incomplete), "%s: %v", state, err)
		require.Equal(t, want.message, err.Error())
		require.Equal(t, want.timedOut, incomplete.TimedOut)
	}
}

func TestWhatAWSThrottlesIsToldWithItsBeginning(t *testing.T) {
	targets := evidenceFor(fleet.Loading)
	for i := range targets {
		if targets[i].State == fleet.Loading {
			targets[i].ThrottledSince = noon.Add(-7 * time.Minute)
		}
	}
	query := Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}}
	const held = "DescribeInstancePatchStates in eu-west-1 of staging (222233334444) since 11:53 UTC: " + throttled + "."
	reading := fleet.Answer{Table: fourNodes(), Targets: targets}
	_, err := compiled(t, query).Frame(reading, noon)
	require.EqualError(t, err, "1 of 4 targets could not be read in time: "+held)

	query.Partial = true
	frame, err := compiled(t, query).Frame(reading, noon)
	require.NoError(t, err)
	require.Len(t, frame.Meta.Notices, 1)
	require.Contains(t, frame.Meta.Notices[0].Text, "1 of 4 targets is slowed down: "+held)
}

func TestWhatOnlyRefinesCostsAWarning(t *testing.T) {
	plan := compiled(t, Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}})
	targets := append(evidenceFor(fleet.OK), target("222233334444", "GetPatchBaseline", fleet.Failed))
	frame, err := plan.Frame(fleet.Answer{Table: fourNodes(), Targets: targets}, noon)
	require.NoError(t, err)
	require.Len(t, frame.Meta.Notices, 1)
	require.Contains(t, frame.Meta.Notices[0].Text, "1 of 5 targets could not be read, so what they would add is unknown here: GetPatchBaseline in eu-west-1")
	require.Equal(t, len(plan.groups[0].Members()), frame.Rows(), "what can't be done without is whole, so the closed set is too")
}

func TestWhatAGoodReadingCannotTellIsAWarning(t *testing.T) {
	plan := compiled(t, Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}})
	targets := evidenceFor(fleet.OK)
	for i := range targets {
		targets[i].Note = "stopped nodes are left out"
	}
	frame, err := plan.Frame(fleet.Answer{Table: fourNodes(), Targets: targets}, noon)
	require.NoError(t, err)
	require.Len(t, frame.Meta.Notices, 1)
	require.Equal(t, data.NoticeSeverityWarning, frame.Meta.Notices[0].Severity)
	require.Equal(t, "4 of 4 targets are incomplete: "+
		"DescribeInstancePatchStates, DescribeInstanceProperties in eu-west-1 of production (111122223333): stopped nodes are left out; "+
		"DescribeInstancePatchStates, DescribeInstanceProperties in eu-west-1 of staging (222233334444): stopped nodes are left out.",
		frame.Meta.Notices[0].Text, "once for each account, however many targets say it")
}

func TestNothingReadAtAllIsAnErrorNotZero(t *testing.T) {
	var targets []fleet.TargetStatus
	for _, account := range []string{"111122223333", "222233334444"} {
		targets = append(targets, target(account, "DescribeInstanceProperties", fleet.Failed), target(account, "DescribeInstances", fleet.Failed))
	}
	plan := compiled(t, Query{Resource: "nodes", View: CountView, Partial: true})
	var incomplete *IncompleteError
	_, err := plan.Frame(fleet.Answer{Table: columns.NewTable(0), Targets: targets}, noon)
	require.True(t, errors.As(err, &incomplete), "%v", err)
	targets[0].State = fleet.Loading
	_, err = plan.Frame(fleet.Answer{Table: columns.NewTable(0), Targets: targets}, noon)
	require.NoError(t, err, "one may still tell something")
}

func TestAReasonThatAnErrorTellsIsNoWarningToo(t *testing.T) {
	role := &awsapi.Error{Kind: awsapi.Refused, Message: "the role can't be assumed"}
	waiting := failedTarget("333344445555", "eu-west-1", "GetPatchBaseline", role)
	waiting.Failure.WaitsFor = "DescribeInstancePatchStates"
	targets := append(evidenceFor(fleet.OK), failedTarget("333344445555", "eu-west-1", "DescribeInstanceProperties", role),
		failedTarget("333344445555", "eu-west-1", "DescribeInstances", role), waiting)
	plan := compiled(t, Query{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}, Partial: true})
	frame, err := plan.Frame(fleet.Answer{Table: fourNodes(), Targets: targets}, noon)
	require.NoError(t, err)
	require.Len(t, frame.Meta.Notices, 1)
	require.Equal(t, data.NoticeSeverityError, frame.Meta.Notices[0].Severity)
	require.Contains(t, frame.Meta.Notices[0].Text, "3 of 7 targets could not be read, so their data is missing here: DescribeInstanceProperties, DescribeInstances in eu-west-1 of")
}

func TestHowManyAreNotManagedIsUnknownWithoutEC2(t *testing.T) {
	targets := append(evidenceFor(fleet.OK), target("222233334444", "DescribeInstances", fleet.Failed))
	for _, q := range []Query{
		{Resource: "nodes", View: CountView, GroupBy: []string{"managed"}},
		{Resource: "nodes", View: CountView, Filters: []Filter{{"managed", "=", false}}},
		{Resource: "nodes", View: CountView, Filters: []Filter{{"managed", "!=", "true"}}},
		{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}},
		{Resource: "nodes", View: CountView, Filters: []Filter{{"patchStatus", "not in", []any{"compliant"}}}},
	} {
		_, err := compiled(t, q).Frame(fleet.Answer{Table: fourNodes(), Targets: targets}, noon)
		require.ErrorContains(t, err, "targets could not be read: DescribeInstances in eu-west-1 of staging")
	}
	for _, q := range []Query{
		{Resource: "nodes", View: CountView, Filters: []Filter{{"managed", "=", true}}},
		{Resource: "nodes", View: CountView, Filters: []Filter{{"patchBucket", "=", "missing"}}},
		{Resource: "nodes", View: CountView, GroupBy: []string{"patchBucket"}, Filters: []Filter{{"patchBucket", "not in", []any{"unmanaged"}}}},
	} {
		_, err := compiled(t, q).Frame(fleet.Answer{Table: fourNodes(), Targets: targets}, noon)
		require.NoError(t, err)
	}
}

func TestTargetsAreWholeWhateverTheyTellOf(t *testing.T) {
	plan := compiled(t, Query{Resource: "targets", View: CountView, GroupBy: []string{"state"}})
	table := tableOf(map[string]columns.Column{"state": columnOf(columns.String, []any{"failed", "loading"})})
	frame, err := plan.Frame(fleet.Answer{Table: table, Targets: evidenceFor(fleet.Failed)}, noon)
	require.NoError(t, err)
	require.Empty(t, frame.Meta.Notices)
	require.Equal(t, len(statuses.TargetState.Values()), frame.Rows())
}

func TestAnEmptyTableSaysWhy(t *testing.T) {
	none := []Filter{{"name", "=", "no such node"}}
	for _, q := range []Query{{Resource: "nodes", View: TableView, Filters: none}, {Resource: "nodes", View: TableView}} {
		table := fourNodes()
		if len(q.Filters) == 0 {
			table = columns.NewTable(0)
		}
		frame, err := compiled(t, q).Frame(fleet.Answer{Table: table, Targets: evidenceFor(fleet.OK)}, noon)
		require.NoError(t, err)
		require.Zero(t, frame.Rows())
		require.Len(t, frame.Meta.Notices, 1)
		want := "AWS has nothing to list here."
		if len(q.Filters) > 0 {
			want = "None of the 4 rows matches the filters."
		}
		require.Equal(t, want, frame.Meta.Notices[0].Text)
	}
}

func TestAnEmptyListOfWhatIsOffSaysWhatToTurnOn(t *testing.T) {
	for name, what := range map[string]string{"cloudConnectors": "create a cloud connector", "resourceDataSyncs": "create a resource data sync"} {
		frame, err := compiled(t, Query{Resource: name, View: TableView}).Frame(fleet.Answer{Table: columns.NewTable(0), Targets: evidenceFor(fleet.OK)}, noon)
		require.NoError(t, err)
		require.Len(t, frame.Meta.Notices, 1)
		require.Contains(t, frame.Meta.Notices[0].Text, what)
	}
}

func TestTargetsAreAskedForAgainUntilTheyAreRead(t *testing.T) {
	plan := compiled(t, Query{Resource: "targets", View: TableView})
	for state, moving := range map[fleet.State]bool{fleet.OK: false, fleet.Failed: false, fleet.Loading: true} {
		frame, err := plan.Frame(fleet.Answer{Table: columns.NewTable(0), Targets: evidenceFor(state)}, noon)
		require.NoError(t, err)
		progress := frame.Meta.Custom.(meta).Progress
		require.Equal(t, moving, progress.Read < progress.Expected, state)
	}
}
