package plugin

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// fakeFleet is a fleet in memory: two accounts, three nodes, and whatever a test puts into it.
type fakeFleet struct {
	checks  []fleet.AccountCheck
	err     error                  // what every reading fails with
	targets []fleet.TargetStatus   // what every reading is made from
	hurried atomic.Bool            // a reading was asked for with a deadline
	asked   atomic.Pointer[string] // the resource
	needed  atomic.Pointer[fleet.Need]
	closed  bool
	clock   string
}

var someTime = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func nodeTarget(state fleet.State) fleet.TargetStatus {
	t := fleet.TargetStatus{
		Target: fleet.Target{Account: "111122223333", AccountName: "production", Region: "eu-west-1", API: "DescribeInstanceProperties"},
		State:  state, AsOf: someTime, Items: 3,
	}
	if state == fleet.Failed {
		t.Failure = &fleet.Failure{Cause: &awsapi.Error{Kind: awsapi.Unreachable, Message: "the endpoint does not answer"}, Since: someTime}
	}
	return t
}

func (f *fakeFleet) Accounts() []awsapi.Account {
	return []awsapi.Account{
		{ID: "111122223333", Name: "production", Regions: []string{"eu-west-1", "us-east-1"}},
		{ID: "222233334444", Regions: []string{"eu-west-1"}},
	}
}

func (f *fakeFleet) ClockWords() string { return f.clock }

func (f *fakeFleet) Check(context.Context) []fleet.AccountCheck { return f.checks }

func (f *fakeFleet) reading(ctx context.Context, need fleet.Need) (fleet.Answer, error) {
	_, hurried := ctx.Deadline()
	f.hurried.Store(hurried)
	f.needed.Store(&need)
	if slices.Contains(need.Accounts, "panic") {
		panic("a bug")
	}
	table := columns.NewTable(3)
	table.Set("nodeId", columns.NewStrings([]string{"i-0123456789abcdef0", "i-0123456789abcdef1", "mi-0123456789abcdef0"}))
	table.Set("name", columns.NewStrings([]string{"web-prd-001", "web-prd-002", "SQLPRD07"}))
	table.Set("platformType", columns.NewStrings([]string{"Linux", "Linux", "Windows"}))
	table.Set("pingStatus", columns.NewStrings([]string{"Online", "Online", "Inactive"}))
	table.Set("tag:Owner", columns.NewStrings([]string{"web", "", "data"}))
	table.Set("tag:Environment", columns.NewStrings([]string{"prd", "prd", "prd"}))
	return fleet.Answer{Table: table, Targets: f.targets}, f.err
}

func (f *fakeFleet) Read(ctx context.Context, resource string, need fleet.Need) (fleet.Answer, error) {
	f.asked.Store(&resource)
	if need.ID != "" {
		return f.drillDown(resource, need.ID)
	}
	return f.reading(ctx, need)
}

// A drill-down's table tells which resource and which node was asked for.
func (f *fakeFleet) drillDown(resource, nodeID string) (fleet.Answer, error) {
	table := columns.NewTable(1)
	table.Set("nodeId", columns.NewStrings([]string{resource + " of " + nodeID}))
	return fleet.Answer{Table: table, Targets: f.targets}, f.err
}

func (f *fakeFleet) Close() { f.closed = true }
