package plugin

import (
	"context"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/experimental/concurrent"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/resource"
)

// patience is how long a health check, or an answer that must be whole, is waited for: a little less than the 30 seconds
// after which Grafana's alerting gives up, so that the rule's error is ours, which names what is missing.
const patience = 25 * time.Second

// concurrentQueries is how many queries of one request are answered at the same time, the most that the SDK allows.
const concurrentQueries = 10

// QueryData answers the queries of a request, each with its own frame or error.
func (d *Datasource) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	return concurrent.QueryData(ctx, req, func(ctx context.Context, q concurrent.Query) backend.DataResponse {
		return d.answer(ctx, q.DataQuery.JSON, rangeOf(q.DataQuery.TimeRange), req.Headers[fromAlert] == "true")
	}, concurrentQueries)
}

// rangeOf gives the time range of a query. One that names none comes as the first moment of 1970.
func rangeOf(given backend.TimeRange) resource.Range {
	if !given.To.After(given.From) {
		return resource.Range{}
	}
	return resource.Range{From: given.From, To: given.To}
}

// fromAlert is the header that Grafana's alerting and recording rules send.
const fromAlert = "FromAlert"

// answer gives a part of the fleet to who asks for partial answers, unless the answer must be whole: then a rule made
// from a panel's query, as the query inspector shows it, is not evaluated over half a fleet either.
func (d *Datasource) answer(ctx context.Context, raw []byte, within resource.Range, whole bool) backend.DataResponse {
	now := time.Now()
	plan, err := d.compile(raw, resource.Options{Within: within, Now: now}, whole)
	if err != nil {
		return failed(ctx, err)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	read, err := d.read(ctx, plan)
	if err != nil {
		return failed(ctx, err)
	}
	frame, err := plan.Frame(viewerOf(ctx).answer(read), now)
	if err != nil {
		return failed(ctx, err)
	}
	return backend.DataResponse{Status: backend.StatusOK, Frames: data.Frames{frame}}
}

func failed(ctx context.Context, err error) backend.DataResponse {
	status, source := statusOf(err)
	if source == backend.ErrorSourcePlugin {
		backend.Logger.FromContext(ctx).Error("Query failed", "error", err)
	}
	return backend.ErrDataResponseWithSource(status, source, viewerOf(ctx).told(err.Error()))
}

func (d *Datasource) compile(raw []byte, options resource.Options, whole bool) (*resource.Plan, error) {
	query, err := resource.ParseQuery(raw)
	if err != nil {
		return nil, err
	}
	query.Partial = query.Partial && !whole
	options.TagColumns, options.OldestIntervals = d.tagColumns, d.oldestIntervals
	return resource.Compile(query, options)
}

// read asks the fleet for what a plan needs.
func (d *Datasource) read(ctx context.Context, plan *resource.Plan) (fleet.Answer, error) {
	return d.fleet.Read(ctx, plan.Resource.Name, plan.Need())
}
