package fleet

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// place is one Region of one account: its targets, and the tables that are made of their evidence.
type place struct {
	account *account
	region  string

	nodes        *target[nodeList]
	patchStates  *target[patchStates]
	compliance   *target[table]
	baselines    *target[baselines]
	tags         *target[table]
	instances    *target[table]
	associations *target[table]
	activations  *target[table]
	targets      []anyTarget

	version                                   atomic.Uint64 // of the evidence
	nodeRows, associationRows, activationRows block
}

// anyTarget is what all targets have in common, whatever evidence they read.
type anyTarget interface {
	name() string
	run(ctx context.Context)
	ask(now time.Time)
	await(ctx context.Context)
	hurry()
	status(now time.Time) TargetStatus
}

// operations are the calls that a target is read with, where they aren't what it is named for alone.
var operations = map[string][]string{
	apiNodes: {"DescribeInstanceProperties", "DescribeInstanceInformation"},
}

func newPlace(a *account, region string) *place {
	p := &place{account: a, region: region}
	every := func(interval func(awsapi.Refresh) time.Duration) func() time.Duration {
		return func() time.Duration { return interval(a.settings.Load().Refresh) }
	}
	nodes := every(func(r awsapi.Refresh) time.Duration { return r.Nodes })
	patchStates := every(func(r awsapi.Refresh) time.Duration { return r.PatchStates })
	associations := every(func(r awsapi.Refresh) time.Duration { return r.Associations })
	tags := every(func(r awsapi.Refresh) time.Duration { return r.Tags })

	changed := func() { p.version.Add(1) }
	p.nodes = newTarget(apiNodes, nodes, changed, p.readNodes)
	p.nodes.note = nodeList.note
	p.instances = newTarget(apiInstances, nodes, changed, p.readInstances)
	p.patchStates = newTarget(apiPatchStates, patchStates, changed, p.readPatchStates)
	p.compliance = newTarget(apiCompliance, patchStates, changed, p.readCompliance)
	p.baselines = newTarget(apiBaselines, patchStates, changed, p.readBaselines)
	p.associations = newTarget(apiAssociations, associations, changed, p.readAssociations)
	p.activations = newTarget(apiActivations, associations, changed, p.readActivations)
	p.tags = newTarget(apiTags, tags, changed, p.readTags)
	// What waits for another target's evidence need not wait for its own next turn when that comes back.
	p.nodes.then, p.patchStates.then = p.patchStates.hurry, p.baselines.hurry
	p.targets = []anyTarget{
		p.nodes, p.instances, p.patchStates, p.compliance, p.baselines, p.tags, p.associations, p.activations,
	}
	p.nodeRows.make, p.associationRows.make, p.activationRows.make = p.nodeTable, p.associationTable, p.activationTable
	return p
}

func (p *place) run(ctx context.Context, running *sync.WaitGroup) {
	for _, t := range p.targets {
		running.Go(func() { t.run(ctx) })
	}
}

// client makes calls to the place. It fails where the account's credentials are not to be had.
func (p *place) client(ctx context.Context) (*awsapi.Client, error) {
	return p.account.client(ctx, p.region)
}

// status completes what a target tells of itself.
func (p *place) status(t anyTarget, now time.Time) TargetStatus {
	s := t.status(now)
	s.Account, s.AccountName, s.Region = p.account.id(), p.account.name(), p.region
	calls := operations[s.API]
	if calls == nil {
		calls = []string{s.API}
	}
	counts := p.account.registry.traffic.Counts(s.Account, p.region, calls...)
	s.Calls, s.Throttles, s.Errors = counts.Calls, counts.Throttles, counts.Errors
	s.ThrottledSince = counts.ThrottledSince
	return s
}

// block is a table over a place's evidence, made anew when the evidence has changed and someone looks.
type block struct {
	make func() *columns.Table

	mu      sync.Mutex
	made    *columns.Table
	version uint64
}

// at gives the table as of a version of the evidence.
func (b *block) at(version uint64) *columns.Table {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.made == nil || b.version != version {
		b.made, b.version = b.make(), version
	}
	return b.made
}
