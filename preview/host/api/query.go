package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"
	"github.com/grafana/grafana-plugin-sdk-go/config"
)

// queryRequest is the body of POST /api/ds/query. Times are epoch milliseconds or relative, such as now-1h.
type queryRequest struct {
	From    string            `json:"from"`
	To      string            `json:"to"`
	Queries []json.RawMessage `json:"queries"`
}

// What every query has, whichever data source it is of.
type commonQuery struct {
	RefID         string  `json:"refId"`
	QueryType     string  `json:"queryType"`
	IntervalMs    float64 `json:"intervalMs"`
	MaxDataPoints int64   `json:"maxDataPoints"`
	DataSource    struct {
		UID string `json:"uid"`
	} `json:"datasource"`
}

// query answers the queries of a panel, each by its own data source. As in Grafana the status is 400 as soon as one
// query failed, with the frames of the others in the body.
func (s *server) query(w http.ResponseWriter, r *http.Request) {
	bySource, err := s.parseQueries(r)
	if err != nil {
		writeError(w, http.StatusBadRequest, err.Error())
		return
	}
	type answer struct {
		source *dataSource
		res    *backend.QueryDataResponse
		err    error
	}
	answers := make(chan answer, len(bySource))
	var running sync.WaitGroup
	for source, queries := range bySource {
		running.Go(func() {
			res, err := s.queryOne(r.Context(), source, queries)
			answers <- answer{source, res, err}
		})
	}
	running.Wait()
	close(answers)

	merged := backend.NewQueryDataResponse()
	for a := range answers {
		switch {
		case a.err != nil && len(bySource) == 1:
			writePluginError(w, r, a.err)
			return
		case a.err != nil:
			for _, q := range bySource[a.source] {
				merged.Responses[q.RefID] = backend.ErrorResponseWithErrorSource(a.err)
			}
		default:
			for refID, res := range a.res.Responses {
				merged.Responses[refID] = res
			}
		}
	}
	status := http.StatusOK
	for _, res := range merged.Responses {
		if res.Error != nil {
			status = http.StatusBadRequest
		}
	}
	writeJSON(w, status, merged)
}

func (s *server) queryOne(ctx context.Context, source *dataSource, queries []backend.DataQuery) (*backend.QueryDataResponse, error) {
	pluginContext, err := s.pluginContext(source)
	if err != nil {
		return nil, err
	}
	return s.Backends[source.typ].QueryData(withPluginContext(ctx, pluginContext), &backend.QueryDataRequest{
		PluginContext: pluginContext, Queries: queries,
	})
}

// withPluginContext lets the plugin SDK's and Grafana's AWS library find Grafana's configuration in stand-ins; for a
// plugin's process the SDK does the same on the other side.
func withPluginContext(ctx context.Context, pluginContext backend.PluginContext) context.Context {
	return config.WithGrafanaConfig(backend.WithPluginContext(ctx, pluginContext), pluginContext.GrafanaConfig)
}

func (s *server) parseQueries(r *http.Request) (map[*dataSource][]backend.DataQuery, error) {
	var body queryRequest
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return nil, fmt.Errorf("bad request data: %w", err)
	}
	if len(body.Queries) == 0 {
		return nil, fmt.Errorf("no queries found")
	}
	times := gtime.NewTimeRange(body.From, body.To)
	from, err := times.ParseFrom()
	if err != nil {
		return nil, fmt.Errorf("from %q is no time: %w", body.From, err)
	}
	to, err := times.ParseTo()
	if err != nil {
		return nil, fmt.Errorf("to %q is no time: %w", body.To, err)
	}

	bySource := map[*dataSource][]backend.DataQuery{}
	for _, text := range body.Queries {
		q := commonQuery{RefID: "A", IntervalMs: 1000, MaxDataPoints: 100}
		if err := json.Unmarshal(text, &q); err != nil {
			return nil, fmt.Errorf("a query can't be read: %w", err)
		}
		source := s.byUID(q.DataSource.UID)
		if source == nil {
			return nil, fmt.Errorf("query %s: data source with uid %q not found", q.RefID, q.DataSource.UID)
		}
		bySource[source] = append(bySource[source], backend.DataQuery{
			RefID: q.RefID, QueryType: q.QueryType, MaxDataPoints: q.MaxDataPoints,
			Interval:  time.Duration(q.IntervalMs * float64(time.Millisecond)),
			TimeRange: backend.TimeRange{From: from.UTC(), To: to.UTC()},
			JSON:      text,
		})
	}
	return bySource, nil
}
