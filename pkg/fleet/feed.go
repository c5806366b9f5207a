package fleet

import (
	"context"
	"errors"
	"iter"
	"reflect"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// feed is one kind of evidence that is read of every place: by which operation, how often, after which other one. A feed in
// one place is a target. Its one declaration is all that makes it be read, refreshed, reported, tried by the health check
// and allowed by the policies.
type feed[E evidence] struct {
	// permission has the operation that its targets are named for.
	permission
	// beside are other operations that it is read with.
	beside []permission
	// calls are operations of other feeds that it makes calls of by itself, where it needs less than these read.
	calls []awsapi.Operation
	every interval
	// onDemand: it is for one resource alone, and read while somebody asks for that. Who looks at all targets doesn't have it read.
	onDemand bool
	// within bounds a reading that takes long, as it asks about one node after the other; optional.
	within time.Duration
	read   func(ctx context.Context, p *place, r *reading[E]) (E, error)
	// nothing is the evidence before there is any.
	nothing func() E
	// from says how far back evidence of what happened goes ([declareHistory]); nil of what is.
	from func(E) time.Time
	// lacking says which items a good reading is known not to have, aside what else is worth knowing of it; optional.
	lacking, aside func(E) string
	// missing says what a reading lacks that was there before, or that other evidence has, less what is too little to be news
	// ([belief]); optional.
	missing, less func(p *place, before *E, found E) lack
	// speaksOf is a feed against whose readings this one's evidence may speak; optional.
	speaksOf anyFeed
	// after is the feed whose evidence this one's reading follows; optional. Promptly: it is read again whenever that is.
	after    anyFeed
	promptly bool

	index int
}

// interval takes from the settings how often a kind of evidence is read again.
type interval func(awsapi.Refresh) time.Duration

func everyNodes(r awsapi.Refresh) time.Duration        { return r.Nodes }
func everyPatchStates(r awsapi.Refresh) time.Duration  { return r.PatchStates }
func everyAssociations(r awsapi.Refresh) time.Duration { return r.Associations }
func everyTags(r awsapi.Refresh) time.Duration         { return r.Tags }
func everyHistory(r awsapi.Refresh) time.Duration      { return r.History }

// anyFeed is what all feeds have in common, whatever evidence they read.
type anyFeed interface {
	newTarget(p *place) anyTarget
	permissions() []permission
	follows() (before anyFeed, promptly bool)
	accuses() anyFeed
	at() int // index of its targets among a place's
}

// feeds are all that is read of a place.
var feeds []anyFeed

// declareFeed adds a feed to those that are read.
func declareFeed[E evidence](f feed[E]) *feed[E] {
	f.index = len(feeds)
	feeds = append(feeds, &f)
	return &f
}

func (f *feed[E]) newTarget(p *place) anyTarget {
	t := newTarget(
		f.operation.Name,
		func() time.Duration { return f.every(p.account.settings.Load().Refresh) },
		p.changed,
		func(ctx context.Context, r *reading[E]) (E, error) { return f.read(ctx, p, r) },
	)
	t.stretch = func(idle float64) float64 {
		used := p.budget().Used()
		if used <= shortFrom {
			return 1
		}
		return stretch(used, p.weight(f), idle)
	}
	t.onDemand, t.within, t.lacking, t.aside, t.from = f.onDemand, f.within, f.lacking, f.aside, f.from
	t.belief.operation = f.operation
	if f.less != nil {
		t.belief.less = func(before *E, found E) lack { return f.less(p, before, found) }
	}
	if f.missing != nil {
		t.belief.missing = func(before *E, found E) lack { return f.missing(p, before, found) }
	}
	t.journal = journal{operation: f.operation, where: func() (string, string) { return p.account.id(), p.region }}
	return t
}

func (f *feed[E]) permissions() []permission { return append([]permission{f.permission}, f.beside...) }
func (f *feed[E]) follows() (anyFeed, bool)  { return f.after, f.promptly }
func (f *feed[E]) accuses() anyFeed          { return f.speaksOf }
func (f *feed[E]) at() int                   { return f.index }

// in gives the feed's target in a place.
func (f *feed[E]) in(p *place) *target[E] { return p.targets[f.index].(*target[E]) }

// known gives what has been read of a place, or nothing.
func (f *feed[E]) known(p *place) E { return f.in(p).knownOr(f.nothing) }

// listFeed is a feed that reads all pages of a list into a table; id has the member, or members, by which its items are told
// apart.
func listFeed[Record any](list awsapi.List[Record], every interval, of *records[Record], id string, layer Layer, lost string) feed[table] {
	tabulate := of.tableBy(id)
	return feed[table]{
		permission: permission{
			operation: list.Operation,
			layer:     layer,
			lost:      lost,
			probe:     func(ctx context.Context, client *awsapi.Client) error { return firstPage(list.Pages(ctx, client)) },
		},
		every: every,
		read: func(ctx context.Context, p *place, r *reading[table]) (table, error) {
			return readAll(ctx, p, list, tabulate, r)
		},
		nothing: func() table { return tabulate(nil) },
		missing: shrunk[table],
		less:    func(_ *place, before *table, found table) lack { return lostItems(before, found, always) },
	}
}

// tableBy gives what makes a table of records in which each is found by a member, and counts once. Several members, with
// blanks between them, tell records apart that have no id of their own.
func (r *records[Record]) tableBy(id string) func([]Record) table {
	var members []member
	for _, path := range strings.Fields(id) {
		members = append(members, newMember(reflect.TypeFor[Record](), path))
	}
	return func(all []Record) table {
		ids := valuesOf(members[0], reflect.ValueOf(all), "", reflect.Value.String)
		for _, more := range members[1:] {
			for i, value := range valuesOf(more, reflect.ValueOf(all), "", reflect.Value.String) {
				ids[i] += "\x00" + value
			}
		}
		all, rows := lastOfEach(all, ids)
		return table{Table: r.tabulate(all), rows: rows}
	}
}

// shrunk says where a list lost more than a tenth of its items.
func shrunk[E evidence](_ *place, before *E, found E) lack {
	if before == nil {
		return lack{}
	}
	return lostTenth((*before).size(), found.size())
}

// pagesSoFar is what a reading has read of a list, and where the list goes on.
type pagesSoFar[Record any] struct {
	of    awsapi.Operation
	items []Record
	next  *string
}

// readAll reads all pages of a list of a place into one piece of evidence, and reports how far it is after each. It goes on from
// the page at which the reading before it failed.
func readAll[Record any, E evidence](
	ctx context.Context, p *place, list awsapi.List[Record], evidenceOf func([]Record) E, r *reading[E],
) (E, error) {
	var none E
	client, err := p.client(ctx)
	if err != nil {
		return none, err
	}
	sofar, resumed := left[pagesSoFar[Record]](r)
	if resumed && sofar.of != list.Operation {
		sofar, resumed = pagesSoFar[Record]{}, false
		r.resumed = time.Time{}
	}
	sofar.of = list.Operation
	for page, err := range list.From(ctx, client, sofar.next) {
		if err != nil {
			var endless *awsapi.EndlessListError
			if errors.As(err, &endless) || resumed && awsapi.Explain(err).Kind == awsapi.Other {
				// There is no way on from here: the next reading begins anew.
				r.leave(nil)
			}
			// What came before a repeated token or a failure is a part of the list.
			r.report(func() E { return evidenceOf(sofar.items) }, len(sofar.items), 0)
			return none, err
		}
		resumed = false
		sofar.items, sofar.next = append(sofar.items, page.Items...), page.Next
		if page.Next != nil {
			r.leave(sofar)
		}
		items := sofar.items
		r.report(func() E { return evidenceOf(items) }, len(items), 0)
	}
	return evidenceOf(sofar.items), nil
}

// firstPage tells whether a list can be had at all.
func firstPage[Page any](pages iter.Seq2[Page, error]) error {
	for _, err := range pages {
		return err
	}
	return nil
}
