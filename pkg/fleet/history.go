package fleet

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// rereadBefore is how long before the last reading the next one begins: what is listed late is not missed.
const rereadBefore = 5 * time.Minute

// historyResource declares a resource whose rows are what happened, as one operation lists it. Its target reads as far back as
// somebody wants to know, and then only what is new or was not over.
type historyResource[Record any] struct {
	schema.Resource
	list awsapi.History[Record]
	// of makes the list of a place where it is made of several, and after is the feed that it makes it of; optional.
	of    func(ctx context.Context, p *place, after time.Time) (awsapi.List[Record], error)
	after anyFeed
	id    string // the member by which what happened is told apart
	layer Layer
	lost  string // what isn't known without the operation
	// began and isOver say of a record when it began and that it will not change any more.
	began  func(*Record) *time.Time
	isOver func(*Record) bool
	// fields as those of [listResource]; joined adds what other evidence knows of the rows, by those columns; optional.
	fields []field[Record]
	joined func(p *place, rows *columns.Table) *columns.Table
	joins  []schema.Column
}

// past is what happened in a place, since a time.
type past[Record any] struct {
	table
	records []Record
	since   time.Time
}

// declareHistory makes a feed and a resource of what happened. Whoever looks at all targets doesn't have it read.
func declareHistory[Record any](h historyResource[Record]) *feed[past[Record]] {
	of := recordsOf(h.list.Operation, h.fields...)
	h.Span.Kept = h.list.Kept
	return declareItems(h.Resource, feed[past[Record]]{
		permission: permission{
			operation: h.list.Operation,
			layer:     h.layer,
			lost:      h.lost,
			probe: func(ctx context.Context, client *awsapi.Client) error {
				return firstPage(h.list.After(time.Now().Add(-time.Minute)).Pages(ctx, client))
			},
		},
		every:    everyHistory,
		after:    h.after,
		onDemand: true,
		read: func(ctx context.Context, p *place, r *reading[past[Record]]) (past[Record], error) {
			return h.read(ctx, p, r, of.tableBy(h.id))
		},
		nothing: func() past[Record] { return past[Record]{table: of.tableBy(h.id)(nil)} },
		from:    func(e past[Record]) time.Time { return e.since },
	}, slices.Insert(of.columns(), leading, h.joins...), func(p *place, e past[Record]) *columns.Table {
		if h.joined != nil {
			return h.joined(p, e.Table)
		}
		return e.Table
	})
}

// read reads what happened since the last good reading and what was not over then, or all of it where that one did not go back so
// far.
func (h historyResource[Record]) read(
	ctx context.Context, p *place, r *reading[past[Record]], tabulate func([]Record) table,
) (past[Record], error) {
	after := r.from
	var settled []Record
	if before, read, ok := r.before(); ok && !before.since.After(r.from) {
		after, settled = h.settled(before.records, read.Add(-rereadBefore), r.from)
	}
	list := h.list.After(after)
	if h.of != nil {
		var err error
		if list, err = h.of(ctx, p, after); err != nil {
			return past[Record]{}, err
		}
	}
	ids := newMember(reflect.TypeFor[Record](), h.id)
	return readAll(ctx, p, list, func(found []Record) past[Record] {
		// The newest comes first, and what is listed again in its new state.
		again := rowsOf(valuesOf(ids, reflect.ValueOf(found), "", reflect.Value.String))
		all := slices.Clone(found)
		for i, id := range valuesOf(ids, reflect.ValueOf(settled), "", reflect.Value.String) {
			if _, listed := again[id]; !listed {
				all = append(all, settled[i])
			}
		}
		return past[Record]{table: tabulate(all), records: all, since: r.from}
	}, r)
}

// settled gives what need not be read again of what is known, and the time from which on the rest is to be read: that of the last
// reading, or when the oldest began that was not over.
func (h historyResource[Record]) settled(known []Record, read, from time.Time) (after time.Time, settled []Record) {
	after = read
	began := func(record *Record) (t time.Time) {
		if at := h.began(record); at != nil {
			t = *at
		}
		return t
	}
	for i := range known {
		if at := began(&known[i]); !h.isOver(&known[i]) && at.Before(after) {
			// AWS's filter leaves out what began at the very time.
			after = at.Add(-time.Second)
		}
	}
	if after.Before(from) {
		after = from
	}
	for i := range known {
		if at := began(&known[i]); h.isOver(&known[i]) && at.Before(after) && !at.Before(from) {
			settled = append(settled, known[i])
		}
	}
	return after, settled
}

// since gives how far back a question goes; of what AWS has forgotten nobody can know.
func (r *placeRows) since(need Need) time.Time {
	if r.Span == nil {
		return need.Since
	}
	now := time.Now()
	since := need.Since
	if since.IsZero() {
		since = now.Add(-defaultReach)
	}
	if r.Span.Kept > 0 && now.Sub(since) > r.Span.Kept {
		since = now.Add(-r.Span.Kept)
	}
	return since
}

// tellShort says of the targets that have not been read as far back as a question goes that they lack the rest.
func tellShort(needed []neededTarget, statuses []TargetStatus, since time.Time) {
	for i, n := range needed {
		if from := n.target().shortOf(since); !from.IsZero() && statuses[i].State != Loading {
			statuses[i].Lacking = fmt.Sprintf("what happened before %s has not been read", from.UTC().Format("2006-01-02 15:04 UTC"))
		}
	}
}
