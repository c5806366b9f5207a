// Package standin is what the preview's stand-ins for Grafana's own data sources have in common: an instance for each
// data source, made anew when its settings are saved.
package standin

import (
	"context"
	"fmt"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
)

// Instance is a data source with its settings.
type Instance interface {
	backend.QueryDataHandler
	backend.CheckHealthHandler
	backend.CallResourceHandler
}

// Type is a data source type: it answers for all data sources of that type.
type Type struct {
	instances instancemgmt.InstanceManager
}

// NewType makes a type whose data sources are made by newInstance.
func NewType(newInstance func(context.Context, backend.DataSourceInstanceSettings) (Instance, error)) *Type {
	return &Type{datasource.NewInstanceManager(
		func(ctx context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
			return newInstance(ctx, settings)
		},
	)}
}

func (t *Type) instance(ctx context.Context, pluginContext backend.PluginContext) (Instance, error) {
	raw, err := t.instances.Get(ctx, pluginContext)
	if err != nil {
		return nil, err
	}
	instance, ok := raw.(Instance)
	if !ok {
		return nil, fmt.Errorf("an instance of %s is a %T", pluginContext.PluginID, raw)
	}
	return instance, nil
}

// QueryData asks the data source of the plugin context. Settings that make no data source fail each query with the reason.
func (t *Type) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	instance, err := t.instance(ctx, req.PluginContext)
	if err != nil {
		res := backend.NewQueryDataResponse()
		for _, q := range req.Queries {
			res.Responses[q.RefID] = Downstream(backend.StatusBadRequest, err)
		}
		return res, nil
	}
	return instance.QueryData(ctx, req)
}

// CheckHealth asks the data source of the plugin context. Settings that make no data source are unhealthy, not a fault.
func (t *Type) CheckHealth(ctx context.Context, req *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	instance, err := t.instance(ctx, req.PluginContext)
	if err != nil {
		return &backend.CheckHealthResult{Status: backend.HealthStatusError, Message: err.Error()}, nil
	}
	return instance.CheckHealth(ctx, req)
}

// CallResource asks the data source of the plugin context.
func (t *Type) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	instance, err := t.instance(ctx, req.PluginContext)
	if err != nil {
		return err
	}
	return instance.CallResource(ctx, req, sender)
}

// Downstream is the answer to a query that failed at the service behind the data source.
func Downstream(status backend.Status, err error) backend.DataResponse {
	return backend.DataResponse{Error: err, Status: status, ErrorSource: backend.ErrorSourceDownstream}
}

// Plugin is the answer to a query that failed in the data source itself.
func Plugin(err error) backend.DataResponse {
	return backend.DataResponse{Error: err, Status: backend.StatusInternal, ErrorSource: backend.ErrorSourcePlugin}
}
