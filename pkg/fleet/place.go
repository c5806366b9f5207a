package fleet

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// place is one Region of one account: a target for each feed.
type place struct {
	account *account
	region  string
	targets []anyTarget   // as feeds
	version atomic.Uint64 // of the evidence

	mu      sync.Mutex
	kept    *awsapi.Client
	keptFor clientOf
}

// anyTarget is what all targets have in common, whatever evidence they read.
type anyTarget interface {
	name() string
	run(ctx context.Context)
	ask(now time.Time)
	reachBack(since, now time.Time)
	shortOf(since time.Time) time.Time
	watched(now time.Time) bool
	await(ctx context.Context)
	hurry()
	followedBy(other anyTarget, promptly bool)
	goesWith(read time.Time)
	witnesses(other anyTarget)
	reconsider()
	whole() bool
	status(now time.Time) TargetStatus
}

func newPlace(a *account, region string) *place {
	p := &place{account: a, region: region}
	for _, f := range feeds {
		p.targets = append(p.targets, f.newTarget(p))
	}
	for i, f := range feeds {
		if before, promptly := f.follows(); before != nil {
			p.targets[before.at()].followedBy(p.targets[i], promptly)
		}
		if accused := f.accuses(); accused != nil {
			p.targets[i].witnesses(p.targets[accused.at()])
		}
	}
	return p
}

// changed is called after every change of what a target knows.
func (p *place) changed() { p.version.Add(1) }

func (p *place) run(ctx context.Context, running *sync.WaitGroup) {
	for _, t := range p.targets {
		running.Go(func() { t.run(ctx) })
	}
}

// client makes calls to the place. It fails where the account's credentials are not to be had. A client is kept, as it learns how
// far AWS's clock is from this machine's.
func (p *place) client(ctx context.Context) (*awsapi.Client, error) {
	opened, err := p.account.open(ctx)
	if err != nil {
		return nil, err
	}
	quota := p.account.settings.Load().Quota
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept == nil || p.keptFor != (clientOf{opened, quota}) {
		p.kept, p.keptFor = opened.session.Client(p.account.registry.traffic, quota, opened.id, p.region), clientOf{opened, quota}
	}
	return p.kept, nil
}

// clientOf is what a client is made of.
type clientOf struct {
	access *access
	quota  awsapi.Quota
}

// status completes what the target of a feed tells of itself, but for the account's name.
func (p *place) status(of anyFeed, now time.Time) TargetStatus {
	s := p.targets[of.at()].status(now)
	s.Account, s.Region = p.account.id(), p.region
	s.Budget = p.budget()
	counts := p.account.registry.traffic.Counts(s.Account, p.region, operationsOf(of)...)
	s.Calls, s.Throttles, s.Errors = counts.Calls, counts.Throttles, counts.Errors
	s.ThrottledSince, s.UnansweredSince = counts.ThrottledSince, counts.UnansweredSince
	return s
}

// operationsOf names what a feed is read with.
func operationsOf(feed anyFeed) []string {
	var calls []string
	for _, permission := range feed.permissions() {
		calls = append(calls, permission.operation.Name)
	}
	return calls
}

// budget tells how much of its account's budget is used.
func (p *place) budget() awsapi.Budget {
	return p.account.registry.traffic.Budget(p.account.id(), p.account.settings.Load().Quota)
}

// weight gives how much a feed was called for here in the last hour, beside the most that any operation was: 0 to 1.
func (p *place) weight(of anyFeed) float64 {
	return p.account.registry.traffic.Weight(p.account.id(), p.region, operationsOf(of)...)
}

// placeColumns describes what [view.locate] adds.
func placeColumns(account, region string) []schema.Column {
	settings := schema.Elsewhere("settings")
	return []schema.Column{
		{Name: "account", Label: "Account", Description: account, Default: true, Sources: []schema.Source{settings, schema.Elsewhere("sts:GetCallerIdentity")}},
		{Name: "accountName", Label: "Account name", Description: "Name of the account as the data source's settings give it", Sources: []schema.Source{settings}},
		{Name: "region", Label: "Region", Description: region, Default: true, Sources: []schema.Source{settings}},
	}
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
