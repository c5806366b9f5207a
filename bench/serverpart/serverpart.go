// Package serverpart runs the data source's built server part as Grafana does, in a process of its own that is asked over gRPC,
// for what is measured and checked from outside.
package serverpart

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
)

// DataSource is a configured data source that a process of the server part answers for. One process may have several.
type DataSource struct {
	process *pluginprocess.Process
	context backend.PluginContext
	from    time.Time
}

// For gives the data source with these settings, as a viewer asks it.
func For(process *pluginprocess.Process, settings backend.DataSourceInstanceSettings) DataSource {
	return DataSource{process: process, context: backend.PluginContext{
		OrgID: 1, PluginID: "onepane-ssm-datasource", User: &backend.User{Login: "viewer", Role: "Viewer"}, DataSourceInstanceSettings: &settings,
	}}
}

// Since is the data source as a dashboard asks it whose time range begins there.
func (d DataSource) Since(from time.Time) DataSource {
	d.from = from
	return d
}

// Query sends queries in one request, and gives their answers in the same order. They are of the last hour, if [DataSource.Since]
// doesn't say otherwise: Grafana names a time range in any case.
func (d DataSource) Query(ctx context.Context, headers map[string]string, queries ...map[string]any) ([]backend.DataResponse, error) {
	request := &backend.QueryDataRequest{PluginContext: d.context, Headers: headers}
	now := time.Now()
	from := d.from
	if from.IsZero() {
		from = now.Add(-time.Hour)
	}
	for i, query := range queries {
		raw, err := json.Marshal(query)
		if err != nil {
			return nil, err
		}
		request.Queries = append(request.Queries, backend.DataQuery{RefID: refID(i), JSON: raw, TimeRange: backend.TimeRange{From: from, To: now}})
	}
	response, err := d.process.QueryData(ctx, request)
	if err != nil {
		return nil, err
	}
	answers := make([]backend.DataResponse, len(queries))
	for i := range queries {
		answers[i] = response.Responses[refID(i)]
	}
	return answers, nil
}

func refID(i int) string { return string(rune('A' + i)) }

// Ask sends one query and gives its frame.
func (d DataSource) Ask(ctx context.Context, query map[string]any) (*data.Frame, error) {
	answers, err := d.Query(ctx, nil, query)
	if err != nil {
		return nil, err
	}
	if answers[0].Error != nil {
		return nil, answers[0].Error
	}
	if len(answers[0].Frames) != 1 {
		return nil, errors.New("the answer has no frame")
	}
	return answers[0].Frames[0], nil
}

// Health is what "Save & test" asks.
func (d DataSource) Health(ctx context.Context) (*backend.CheckHealthResult, error) {
	return d.process.CheckHealth(ctx, &backend.CheckHealthRequest{PluginContext: d.context})
}
