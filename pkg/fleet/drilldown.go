package fleet

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/aws/smithy-go"
	"github.com/jellydator/ttlcache/v3"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

const (
	// A dashboard asks for the same node from several panels at once, and again at every refresh.
	keepDetails = time.Minute
	mostDetails = 256
)

// keptDetails keeps what was read of single things for a short while.
type keptDetails struct {
	kept *ttlcache.Cache[detailsOf, Answer]
}

type detailsOf struct{ resource, id, arguments, places string }

func newKeptDetails() keptDetails {
	return keptDetails{ttlcache.New(
		ttlcache.WithTTL[detailsOf, Answer](keepDetails),
		ttlcache.WithCapacity[detailsOf, Answer](mostDetails),
		ttlcache.WithDisableTouchOnHit[detailsOf, Answer](),
	)}
}

// drillDown is a resource about one node, or one of what else [schema.Namings] has, or one that is asked for with arguments: AWS is
// asked for it when someone asks for it.
type drillDown[Record any] struct {
	schema.Resource
	list awsapi.DetailList[Record]
	// with makes the list that arguments ask for; optional.
	with   func(arguments map[string]string) awsapi.DetailList[Record]
	id     string // the member by which an item is told from others, should AWS give it twice; optional
	layer  Layer
	lost   string // what isn't known without the operation; empty where a feed or another drill-down of the same operation says so
	fields []field[Record]

	records  *records[Record]
	tabulate func([]Record) *columns.Table
}

// drillDowns are all such resources.
var drillDowns []interface{ permissions() []permission }

func declareDrillDown[Record any](d drillDown[Record]) *drillDown[Record] {
	d.records = recordsOf(d.list.Operation, d.fields...)
	d.tabulate = d.records.tabulate
	if d.id != "" {
		once := d.records.tableBy(d.id)
		d.tabulate = func(items []Record) *columns.Table { return once(items).Table }
	}
	d.Sources = []schema.Source{schema.From(d.list.Operation)}
	d.Columns = d.records.columns()
	if of, ok := schema.Namings[d.About]; ok {
		d.Columns = slices.Insert(d.Columns, 0, schema.Column{
			Name: of.Column, Label: of.Label, Description: "ID of " + of.Words + ": that which was asked about", Sources: []schema.Source{schema.Elsewhere("query")},
		})
	}
	if where := placeColumns("AWS account that it is in", "AWS Region that it is in"); d.About == "" {
		d.Columns = slices.Insert(d.Columns, leading, where...)
	} else if d.About != schema.Node {
		d.Columns = append(d.Columns, where...)
	}
	for _, a := range d.Arguments {
		d.Columns = append(d.Columns, schema.Column{
			Name: a.Name, Label: a.Label, Description: "That which was asked for", Sources: []schema.Source{schema.Elsewhere("query")},
		})
	}
	resources = append(resources, &d)
	drillDowns = append(drillDowns, &d)
	return &d
}

func (d *drillDown[Record]) description() schema.Resource { return d.Resource }

// probeID is well formed and no node's: what may be asked for one node can be tried with it.
const probeID = "mi-00000000000000000"

// probeUUID is of the form of commands' and associations' ids, and nothing's.
const probeUUID = "00000000-0000-0000-0000-000000000000"

// probeIDs are such ids of all kinds.
var probeIDs = map[schema.About]string{
	schema.Node:       probeID,
	schema.Command:    probeUUID,
	schema.Automation: probeUUID,
	schema.Window:     "mw-00000000000000000",
}

func (d *drillDown[Record]) permissions() []permission {
	if d.lost == "" {
		return nil
	}
	return []permission{{operation: d.list.Operation, layer: d.layer, lost: d.lost, probe: func(ctx context.Context, client *awsapi.Client) error {
		return firstPage(d.list.Pages(ctx, client, probeIDs[d.About]))
	}}}
}

func (d *drillDown[Record]) answer(ctx context.Context, f *Fleet, need Need) (Answer, error) {
	key := detailsOf{d.Name, need.ID, fmt.Sprintf("%q", need.Arguments), fmt.Sprintf("%q %q", need.Accounts, need.Regions)}
	if kept := f.details.kept.Get(key); kept != nil {
		return kept.Value(), nil
	}
	places, err := d.where(ctx, f, need)
	if err != nil {
		return Answer{}, err
	}
	parts := make([]details, len(places))
	var group sync.WaitGroup
	for i, p := range places {
		group.Go(func() { parts[i] = d.read(ctx, p, need) })
	}
	group.Wait()
	answer, err := gathered(parts, schema.Namings[d.About], need.ID)
	if err == nil && !slices.ContainsFunc(answer.Targets, func(s TargetStatus) bool { return s.State != OK }) {
		f.details.kept.Set(key, answer, ttlcache.DefaultTTL)
	}
	return answer, err
}

// details is what a place knows of one thing.
type details struct {
	rows   *columns.Table
	status TargetStatus
	err    error // why it knows nothing
}

func (d *drillDown[Record]) read(ctx context.Context, p *view, need Need) details {
	began := time.Now()
	failed := func(err error) details {
		return details{d.tabulate(nil), TargetStatus{Target: p.named(d.list.Operation), State: Failed, Failure: failureOf(err, began)}, err}
	}
	client, err := p.client(ctx)
	if err != nil {
		return failed(err)
	}
	noting, noted := awsapi.WithNoted(ctx)
	var items []Record
	list := d.list
	if d.with != nil {
		list = d.with(need.Arguments)
	}
	for page, err := range list.Pages(noting, client, need.ID) {
		if err != nil {
			return failed(err)
		}
		items = append(items, page.Items...)
	}
	t := d.tabulate(items)
	if of, ok := schema.Namings[d.About]; ok {
		t.SetLazy(of.Column, func() columns.Column { return columns.Concat(constant(need.ID, t.Rows())) })
	}
	for _, a := range d.Arguments {
		t.SetLazy(a.Name, func() columns.Column { return columns.Concat(constant(need.Arguments[a.Name], t.Rows())) })
	}
	p.locate(t)
	return details{rows: t, status: TargetStatus{
		Target: p.named(d.list.Operation), State: OK, AsOf: began, Items: t.Rows(), Took: time.Since(began), Note: leftOut(noted),
		Interval: keepDetails,
	}}
}

// gathered puts together what the places know. One that doesn't know the thing is none of those that the answer is made from; where
// none does, and none failed, there is no such thing.
func gathered(parts []details, of schema.Naming, id string) (Answer, error) {
	var tables []*columns.Table
	var answer Answer
	for _, part := range parts {
		if isUnknownID(part.err) {
			continue
		}
		if part.err != nil && len(parts) == 1 {
			return Answer{}, awsapi.Explain(part.err)
		}
		tables = append(tables, part.rows)
		answer.Targets = append(answer.Targets, part.status)
	}
	if len(tables) == 0 {
		return Answer{}, userErrorf("There is no %s %s in the accounts and Regions that were asked, or AWS no longer keeps it: check the ID, "+
			"or choose its account and Region", strings.TrimPrefix(strings.TrimPrefix(of.Words, "an "), "a "), id)
	}
	answer.Table = stack(tables)
	return answer, nil
}

// unknownID are the codes with which operations say that there is nothing of an id.
var unknownID = []string{"InvalidCommandId", "AutomationExecutionNotFoundException", "DoesNotExistException"}

func isUnknownID(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && slices.Contains(unknownID, api.ErrorCode())
}

// where gives the places that may know a thing: the one that is known to, or all in scope.
func (d *drillDown[Record]) where(ctx context.Context, f *Fleet, need Need) ([]*view, error) {
	if d.About == schema.Node {
		p, err := f.find(ctx, need.ID)
		return []*view{p}, err
	}
	if len(need.Accounts) > 0 {
		f.identify(ctx)
	}
	places, err := f.inScope(need)
	if err != nil {
		return nil, err
	}
	for _, p := range places {
		if d.About != "" && lists[d.About](p.place, need.ID) {
			return []*view{p}, nil
		}
	}
	return places, nil
}

// lists tell whether a place is known to have a thing.
var lists = map[schema.About]func(p *place, id string) bool{
	schema.Command:    func(p *place, id string) bool { return commands.known(p).row(id) >= 0 },
	schema.Automation: func(p *place, id string) bool { return automations.known(p).row(id) >= 0 },
	schema.Window:     func(p *place, id string) bool { return maintenanceWindows.known(p).row(id) >= 0 },
}

// find gives the place that a node lives in, by the snapshot's node lists. It waits for them only as long as the node has
// not turned up.
func (f *Fleet) find(ctx context.Context, nodeID string) (*view, error) {
	if !isNodeID(nodeID) {
		return nil, userErrorf("%q is not a node ID: use that of an EC2 instance (i-0123456789abcdef0) or of a hybrid node (mi-0123456789abcdef0)", nodeID)
	}
	places, err := f.inScope(Need{})
	if err != nil {
		return nil, err
	}
	lists := targetsOf(places, []string{nodeLists.operation.Name})
	for _, list := range lists {
		list.target().ask(time.Now())
	}
	for _, p := range places {
		if p.has(nodeID) {
			return p, nil
		}
	}
	for _, list := range lists {
		list.target().await(ctx)
		if list.place.has(nodeID) {
			return list.place, nil
		}
	}
	var missing []string
	for _, s := range statusesOf(lists) {
		if s.State == Failed || s.State == Loading {
			missing = append(missing, fmt.Sprintf("%s in %s", s.AccountName, s.Region))
		}
	}
	if len(missing) > 0 {
		return nil, &awsapi.Error{Message: fmt.Sprintf("Node %s is in none of the node lists that were read. Those of %s were not: "+
			"resource targets says why", nodeID, strings.Join(missing, ", "))}
	}
	return nil, userErrorf("Node %s is not a managed node in any of the accounts and Regions that this data source reads: check its ID, "+
		"or add its account and Region to the data source's settings", nodeID)
}

func (p *place) has(nodeID string) bool {
	return nodeLists.known(p).row(nodeID) >= 0
}
