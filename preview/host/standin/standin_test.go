package standin_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

// counted answers each query with its own number, so that it shows whether it was kept or made anew.
type counted struct {
	standin.Instance
	queries int
}

func (c *counted) QueryData(context.Context, *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	c.queries++
	return &backend.QueryDataResponse{Responses: backend.Responses{"A": {Status: backend.Status(c.queries)}}}, nil
}

func newType() *standin.Type {
	return standin.NewType(func(_ context.Context, settings backend.DataSourceInstanceSettings) (standin.Instance, error) {
		if settings.URL == "" {
			return nil, errors.New("the address is empty")
		}
		return &counted{}, nil
	})
}

func pluginContext(address string, saved time.Time) backend.PluginContext {
	return backend.PluginContext{PluginID: "p", DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
		UID: "u", Type: "p", URL: address, Updated: saved,
	}}
}

func TestAnInstanceIsKeptUntilItsSettingsAreSaved(t *testing.T) {
	made := newType()
	saved := time.UnixMilli(1)
	for n, step := range []struct {
		saved time.Time
		want  int
	}{{saved, 1}, {saved, 2}, {saved.Add(time.Second), 1}} {
		res, err := made.QueryData(t.Context(), &backend.QueryDataRequest{PluginContext: pluginContext("x", step.saved)})
		if err != nil {
			t.Fatal(err)
		}
		if got := int(res.Responses["A"].Status); got != step.want {
			t.Errorf("step %d: query number %d, want %d", n, got, step.want)
		}
	}
}

func TestSettingsThatMakeNoDataSource(t *testing.T) {
	made := newType()
	wrong := pluginContext("", time.UnixMilli(1))
	res, err := made.QueryData(t.Context(), &backend.QueryDataRequest{PluginContext: wrong, Queries: []backend.DataQuery{{RefID: "A"}, {RefID: "B"}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, refID := range []string{"A", "B"} {
		if got := res.Responses[refID]; got.Error == nil || got.Error.Error() != "the address is empty" || got.Status != backend.StatusBadRequest {
			t.Errorf("%s: %v with status %d", refID, got.Error, got.Status)
		}
	}
	health, err := made.CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: wrong})
	if err != nil || health.Status != backend.HealthStatusError || health.Message != "the address is empty" {
		t.Errorf("got %+v, %v", health, err)
	}
	if err := made.CallResource(t.Context(), &backend.CallResourceRequest{PluginContext: wrong}, nil); err == nil {
		t.Error("a resource of it gave no error")
	}
}
