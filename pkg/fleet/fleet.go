package fleet

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// Fleet answers a data source's questions. Its snapshot is shared with every other fleet of this process that reads the
// same account and Region with the same credentials, so that it outlives a change of the data source's settings.
type Fleet struct {
	settings awsapi.Settings
	registry *registry
	accounts []*account
	close    func()

	assemblies []assembly // as rowResources
	details    keptDetails

	mu    sync.Mutex
	views map[*place]*view
}

// UserError is a question that cannot be answered as it was asked; asking again won't help. Every other error of this
// package comes from AWS or from the way there.
type UserError struct{ Message string }

func (e *UserError) Error() string { return e.Message }

func userErrorf(format string, args ...any) error {
	return &UserError{Message: fmt.Sprintf(format, args...)}
}

// New makes a fleet; nothing is read before the first question. The context carries Grafana's configuration (which AWS
// authentication it allows); its end doesn't end the fleet, Close does.
func New(ctx context.Context, settings awsapi.Settings) *Fleet {
	return newFleet(ctx, settings, shared)
}

func newFleet(ctx context.Context, settings awsapi.Settings, registry *registry) *Fleet {
	f := &Fleet{settings: settings, registry: registry, assemblies: make([]assembly, len(rowResources)), details: newKeptDetails(), views: map[*place]*view{}}
	for _, configured := range settings.Accounts {
		f.accounts = append(f.accounts, registry.hold(ctx, settings, configured))
	}
	f.close = sync.OnceFunc(func() {
		for _, a := range f.accounts {
			registry.release(a)
		}
	})
	return f
}

// Close gives up the fleet's share of the snapshot. What nobody else holds is dropped a few minutes later.
func (f *Fleet) Close() { f.close() }

// Accounts gives the accounts that are read. An account that the settings don't name has its id once AWS has told it.
func (f *Fleet) Accounts() []awsapi.Account {
	accounts := slices.Clone(f.settings.Accounts)
	for i, a := range f.accounts {
		accounts[i].ID = a.id()
	}
	return accounts
}

// Read answers what is asked of a resource. The end of the context is no error where the answer is made of the snapshot: the
// targets' states say what is missing. It fails with a [UserError] for a resource, an account, a Region or a node that there
// isn't, and, where one node is asked about, with an [awsapi.Error] where AWS doesn't answer.
func (f *Fleet) Read(ctx context.Context, name string, need Need) (Answer, error) {
	at := slices.IndexFunc(resources, func(r resource) bool { return r.description().Name == name })
	if at < 0 {
		return Answer{}, userErrorf("There is no resource %q", name)
	}
	answer, err := resources[at].answer(ctx, f, need)
	answer.Clock = f.ClockWords()
	return answer, err
}

// ClockWords says that the clock of Grafana's server is wrong; empty where it is right.
func (f *Fleet) ClockWords() string { return f.registry.traffic.ClockWords() }

// await has the targets of some operations read where a need is about, and waits for them unless a part will do. No
// operations: all of them.
func (f *Fleet) await(ctx context.Context, need Need, operations []string) ([]*view, []neededTarget, error) {
	if len(need.Accounts) > 0 {
		f.identify(ctx)
	}
	places, err := f.inScope(need)
	if err != nil {
		return nil, nil, err
	}
	needed := targetsOf(places, operations)
	now := time.Now()
	for _, n := range needed {
		n.target().reachBack(need.Since, now)
		n.target().ask(now)
	}
	if !need.Partial {
		for _, n := range needed {
			n.target().await(ctx)
		}
	}
	return places, needed, nil
}

// neededTarget is a feed's target in a place.
type neededTarget struct {
	place *view
	feed  anyFeed
}

func (n neededTarget) target() anyTarget { return n.place.targets[n.feed.at()] }

// targetsOf gives the places' targets for these operations; no operations: all of them.
func targetsOf(places []*view, operations []string) []neededTarget {
	var needed []neededTarget
	for _, p := range places {
		for _, of := range feeds {
			if n := (neededTarget{p, of}); len(operations) == 0 || slices.Contains(operations, n.target().name()) {
				needed = append(needed, n)
			}
		}
	}
	return needed
}

func statusesOf(needed []neededTarget) []TargetStatus {
	now := time.Now()
	statuses := make([]TargetStatus, len(needed))
	for i, n := range needed {
		statuses[i] = n.place.status(n.feed, now)
	}
	return statuses
}

// with adds to a list what it doesn't have yet.
func with(list []string, others ...string) []string {
	all := slices.Clone(list)
	for _, other := range others {
		if !slices.Contains(all, other) {
			all = append(all, other)
		}
	}
	return all
}

// inScope gives the places that a need is about.
func (f *Fleet) inScope(need Need) ([]*view, error) {
	accounts, err := f.accountsInScope(need.Accounts)
	if err != nil {
		return nil, err
	}
	for _, region := range need.Regions {
		if !slices.ContainsFunc(f.settings.Accounts, func(a awsapi.Account) bool { return slices.Contains(a.Regions, region) }) {
			return nil, userErrorf("Region %q is not read by this data source: choose one of %s, or add it to the data source's settings",
				region, strings.Join(f.regions(), ", "))
		}
	}
	var places []*view
	for _, a := range accounts {
		for _, region := range f.regionsOf(a) {
			if len(need.Regions) == 0 || slices.Contains(need.Regions, region) {
				places = append(places, f.viewOf(a.in(region)))
			}
		}
	}
	return places, nil
}

// identify finds out the ids that the settings don't name, since accounts are chosen by them. What AWS doesn't tell is
// left open: an account without an id is taken for the one that is wanted, and its targets say what is wrong.
func (f *Fleet) identify(ctx context.Context) {
	for _, a := range f.accounts {
		if a.id() == "" {
			_, _ = a.open(ctx)
		}
	}
}

func (f *Fleet) accountsInScope(wanted []string) ([]*account, error) {
	if len(wanted) == 0 {
		return f.accounts, nil
	}
	var accounts []*account
	for _, id := range wanted {
		at := slices.IndexFunc(f.accounts, func(a *account) bool { return id == a.id() || id == f.nameOf(a) || a.id() == "" })
		if at < 0 {
			return nil, userErrorf("Account %q is not read by this data source: choose one of %s, or add it to the data source's settings",
				id, strings.Join(f.labels(), ", "))
		}
		if !slices.Contains(accounts, f.accounts[at]) {
			accounts = append(accounts, f.accounts[at])
		}
	}
	return accounts, nil
}

func (f *Fleet) labels() []string {
	var labels []string
	for _, a := range f.Accounts() {
		labels = append(labels, a.Label())
	}
	return labels
}

// viewOf gives the fleet's view of a place.
func (f *Fleet) viewOf(p *place) *view {
	f.mu.Lock()
	defer f.mu.Unlock()
	v, ok := f.views[p]
	if !ok {
		v = newView(p, f.configured(p.account).Name, f.settings)
		f.views[p] = v
	}
	return v
}

// configured is an account as this fleet's settings have it.
func (f *Fleet) configured(a *account) awsapi.Account {
	return f.settings.Accounts[slices.Index(f.accounts, a)]
}

func (f *Fleet) nameOf(a *account) string { return cmp.Or(f.configured(a).Name, a.id()) }

// regionsOf gives the Regions that this fleet's settings name for an account, which other fleets may share for others.
func (f *Fleet) regionsOf(a *account) []string { return f.configured(a).Regions }

func (f *Fleet) regions() []string {
	var regions []string
	for _, a := range f.settings.Accounts {
		regions = with(regions, a.Regions...)
	}
	return regions
}
