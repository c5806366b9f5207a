package fleet

import (
	"context"
	"fmt"
	"strings"
	"time"

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

// drilledNodes keeps what was read of single nodes for a short while.
type drilledNodes struct {
	kept *ttlcache.Cache[drilledNode, Answer]
}

type drilledNode struct{ resource, nodeID string }

func newDrilledNodes() drilledNodes {
	return drilledNodes{ttlcache.New(
		ttlcache.WithTTL[drilledNode, Answer](keepDetails),
		ttlcache.WithCapacity[drilledNode, Answer](mostDetails),
		ttlcache.WithDisableTouchOnHit[drilledNode, Answer](),
	)}
}

// drillDown is a resource about one node, which AWS is asked for when someone asks for it.
type drillDown[Record any] struct {
	schema.Resource
	list   awsapi.NodeList[Record]
	id     string // the member by which an item is told from others, should AWS give it twice; optional
	layer  Layer
	lost   string // what isn't known without the operation
	fields []field[Record]

	records  *records[Record]
	tabulate func([]Record) *columns.Table
}

// drillDowns are all resources about one node.
var drillDowns []interface{ permissions() []permission }

func declareDrillDown[Record any](d drillDown[Record]) *drillDown[Record] {
	d.records = recordsOf(d.list.Operation, d.fields...)
	d.tabulate = d.records.tabulate
	if d.id != "" {
		once := d.records.tableBy(d.id)
		d.tabulate = func(items []Record) *columns.Table { return once(items).Table }
	}
	d.NeedsNode = true
	d.Sources = []schema.Source{schema.From(d.list.Operation)}
	d.Columns = append([]schema.Column{{
		Name: "nodeId", Label: "Node ID", Description: "ID of the node that was asked about", Sources: []schema.Source{schema.Elsewhere("query")},
	}}, d.records.columns()...)
	resources = append(resources, &d)
	drillDowns = append(drillDowns, &d)
	return &d
}

func (d *drillDown[Record]) description() schema.Resource { return d.Resource }

// probeID is well formed and no node's: what may be asked for one node can be tried with it.
const probeID = "mi-00000000000000000"

func (d *drillDown[Record]) permissions() []permission {
	return []permission{{operation: d.list.Operation, layer: d.layer, lost: d.lost, probe: func(ctx context.Context, client *awsapi.Client) error {
		return firstPage(d.list.Pages(ctx, client, probeID))
	}}}
}

func (d *drillDown[Record]) answer(ctx context.Context, f *Fleet, need Need) (Answer, error) {
	key := drilledNode{d.Name, need.NodeID}
	if kept := f.drilled.kept.Get(key); kept != nil {
		return kept.Value(), nil
	}
	p, err := f.find(ctx, need.NodeID)
	if err != nil {
		return Answer{}, err
	}
	client, err := p.client(ctx)
	if err != nil {
		return Answer{}, awsapi.Explain(err)
	}
	began := time.Now()
	noting, noted := awsapi.WithNoted(ctx)
	var items []Record
	for page, err := range d.list.Pages(noting, client, need.NodeID) {
		if err != nil {
			return Answer{}, awsapi.Explain(err)
		}
		items = append(items, page.Items...)
	}
	t := d.tabulate(items)
	t.SetLazy("nodeId", func() columns.Column { return columns.Concat(constant(need.NodeID, t.Rows())) })
	answer := Answer{Table: t, Targets: []TargetStatus{{
		Target: Target{Account: p.account.id(), AccountName: p.accountName(), Region: p.region, API: d.list.Operation.Name},
		State:  OK, AsOf: began, Items: t.Rows(), Took: time.Since(began), Note: leftOut(noted),
	}}}
	f.drilled.kept.Set(key, answer, ttlcache.DefaultTTL)
	return answer, nil
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
