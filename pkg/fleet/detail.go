package fleet

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/jellydator/ttlcache/v3"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

const (
	// A dashboard asks for the same node from several panels at once, and again at every refresh.
	keepDetails = time.Minute
	mostDetails = 256
)

// details keeps what was read of single nodes for a short while.
type details struct {
	kept *ttlcache.Cache[detailKey, Reading]
}

type detailKey struct{ api, nodeID string }

func newDetails() details {
	return details{ttlcache.New(
		ttlcache.WithTTL[detailKey, Reading](keepDetails),
		ttlcache.WithCapacity[detailKey, Reading](mostDetails),
		ttlcache.WithDisableTouchOnHit[detailKey, Reading](),
	)}
}

// detail reads what one operation knows of one node.
func detail[Record any](
	ctx context.Context, f *Fleet, api, nodeID string, definitions []columns.Definition[Record],
	list func(context.Context, *awsapi.Client) iter.Seq2[[]Record, error],
) (Reading, error) {
	key := detailKey{api, nodeID}
	if kept := f.details.kept.Get(key); kept != nil {
		return kept.Value(), nil
	}
	p, err := f.find(ctx, nodeID)
	if err != nil {
		return Reading{}, err
	}
	client, err := p.client(ctx)
	if err != nil {
		return Reading{}, awsapi.Explain(err)
	}
	began := time.Now()
	var records []Record
	for page, err := range list(ctx, client) {
		if err != nil {
			return Reading{}, awsapi.Explain(err)
		}
		records = append(records, page...)
	}
	t := columns.Tabulate(records, definitions)
	t.SetLazy("nodeId", func() columns.Column { return columns.Concat(constant(nodeID, t.Rows())) })
	reading := Reading{Table: t, Targets: []TargetStatus{{
		Target: Target{Account: p.account.id(), AccountName: p.account.name(), Region: p.region, API: api},
		State:  OK, AsOf: began, Items: len(records), Took: time.Since(began),
	}}}
	f.details.kept.Set(key, reading, ttlcache.DefaultTTL)
	return reading, nil
}

// find gives the place that a node lives in, by the snapshot's node lists. It waits for them only as long as the node has
// not turned up.
func (f *Fleet) find(ctx context.Context, nodeID string) (*place, error) {
	if !isNodeID(nodeID) {
		return nil, userErrorf("%q is not a node id: write an EC2 instance's (i-0123456789abcdef0) or a hybrid node's (mi-0123456789abcdef0)", nodeID)
	}
	places, err := f.inScope(Need{})
	if err != nil {
		return nil, err
	}
	lists := targetsOf(places, []string{apiNodes})
	for _, list := range lists {
		list.target.ask(time.Now())
	}
	for _, p := range places {
		if p.has(nodeID) {
			return p, nil
		}
	}
	for _, list := range lists {
		list.target.await(ctx)
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
		return nil, &awsapi.Error{Message: fmt.Sprintf("Node %s is in none of the node lists that could be read. Missing are those of %s: "+
			"resource targets says why", nodeID, strings.Join(missing, ", "))}
	}
	return nil, userErrorf("Node %s is not managed in any of the data source's %d account-Regions: check its id, or add its account and Region "+
		"to the data source's settings", nodeID, len(places))
}

func (p *place) has(nodeID string) bool {
	return p.nodes.knownOr(nodeList{}).row(nodeID) >= 0
}
