package fleet

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

//go:generate go run ../generate

// resource is something that can be asked of a fleet. docs/architecture.md says how to add one.
type resource interface {
	description() schema.Resource
	answer(ctx context.Context, f *Fleet, need Need) (Answer, error)
}

// resources are all that can be asked. Each declares itself, in the file that is named for it.
var resources []resource

// Resources describes all that can be asked of a fleet, in the order of their names.
func Resources() []schema.Resource {
	all := make([]schema.Resource, len(resources))
	for i, r := range resources {
		all[i] = r.description()
	}
	slices.SortFunc(all, func(a, b schema.Resource) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// placeRows is a resource whose rows are those of the places, one under the other.
type placeRows struct {
	schema.Resource
	// rows makes a place's part, from evidence alone.
	rows func(v *view) *columns.Table
	// now adds what depends on the moment of the question; optional.
	now func(f *Fleet, rows *columns.Table, now time.Time) *columns.Table
	// excuse changes the states of targets that failed and that the rows do without; optional.
	excuse func(rows *columns.Table, targets []TargetStatus)
	// calls are those of its feed ([feed.calls]): nobody waits for the other feeds.
	calls []awsapi.Operation

	index int // among all of its kind
}

// rowResources are the resources whose rows views keep.
var rowResources []*placeRows

func declareRows(r placeRows) *placeRows {
	r.index = len(rowResources)
	rowResources = append(rowResources, &r)
	resources = append(resources, &r)
	return &r
}

func (r *placeRows) description() schema.Resource { return r.Resource }

func (r *placeRows) answer(ctx context.Context, f *Fleet, need Need) (Answer, error) {
	need.Since = r.since(need)
	places, needed, err := f.await(ctx, need, r.operations(need))
	if err != nil {
		return Answer{}, err
	}
	rows, statuses := together(
		func() *columns.Table { return f.assemblies[r.index].table(places, r.index) },
		func() []TargetStatus { return statusesOf(needed) },
	)
	if r.Span != nil {
		tellShort(needed, statuses, need.Since)
	}
	if r.excuse != nil {
		r.excuse(rows, statuses)
	}
	if r.now != nil {
		rows = r.now(f, rows, f.registry.traffic.Now())
	}
	return Answer{Table: rows, Targets: statuses}, nil
}

// tries is how often rows are made anew as their evidence was read anew meanwhile.
const tries = 3

// together makes rows and tells the states of what they are made from. These are taken before the rows, which may thus have what
// was read in between: then both are made again, and at last the rows may be younger than they are called, never older.
func together(rows func() *columns.Table, states func() []TargetStatus) (*columns.Table, []TargetStatus) {
	before := states()
	for range tries {
		made, after := rows(), states()
		if slices.EqualFunc(before, after, func(a, b TargetStatus) bool { return a.Oldest.Equal(b.Oldest) }) {
			return made, before
		}
		before = after
	}
	return rows(), before
}

// operations gives the operations that an answer is made from: those that rows come from, and those of the columns that are
// needed.
func (r *placeRows) operations(need Need) []string {
	sources := r.Sources
	if len(need.APIs) == 0 {
		sources = r.AllSources()
	}
	called := names(r.calls)
	return slices.DeleteFunc(with(need.APIs, names(schema.Operations(sources))...), func(name string) bool { return slices.Contains(called, name) })
}

func names(operations []awsapi.Operation) []string {
	all := make([]string, len(operations))
	for i, o := range operations {
		all[i] = o.Name
	}
	return all
}

// listResource declares a resource whose rows are the items of one list.
type listResource[Record any] struct {
	schema.Resource
	list  awsapi.List[Record]
	every interval
	id    string // the member, or members, by which its items are told apart
	layer Layer
	lost  string // what isn't known without the operation
	// calls are those of its feed ([feed.calls]).
	calls []awsapi.Operation
	// onDemand: nothing else is made of it ([feed.onDemand]).
	onDemand bool
	// fields begin with what a row is called: leading of them come before its account and Region.
	fields []field[Record]
}

const leading = 2

// declareList makes a feed and a resource of a list.
func declareList[Record any](l listResource[Record]) *feed[table] {
	of := recordsOf(l.list.Operation, l.fields...)
	read := listFeed(l.list, l.every, of, l.id, l.layer, l.lost)
	read.onDemand, read.calls = l.onDemand, l.calls
	return declareItems(l.Resource, read, of.columns(), func(_ *place, items table) *columns.Table { return items.Table })
}

// declareItems makes a feed, and a resource whose rows are what it read in each place. The resource's own sources are what that
// reading is made of besides.
func declareItems[E evidence](r schema.Resource, read feed[E], own []schema.Column, rows func(*place, E) *columns.Table) *feed[E] {
	items := declareFeed(read)
	r.Sources = append([]schema.Source{schema.From(read.operation)}, r.Sources...)
	for _, called := range read.calls {
		// What columns say that they come from, the rows don't.
		if !slices.ContainsFunc(own, func(c schema.Column) bool { return slices.Contains(schema.Operations(c.Sources), called) }) {
			r.Sources = append(r.Sources, schema.From(called))
		}
	}
	r.Columns = slices.Concat(own[:leading], placeColumns("AWS account that it is in", "AWS Region that it is in"), own[leading:])
	r = withConsolePage(r)
	declareRows(placeRows{Resource: r, calls: read.calls, rows: func(v *view) *columns.Table {
		located := rows(v.place, items.known(v.place)).Clone()
		v.locate(located)
		addConsolePages(r.Name, located, v.region)
		return located
	}})
	return items
}
