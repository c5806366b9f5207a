// Package azuremonitor stands in for Grafana's Azure Monitor data source: it sends what Grafana 12.3.0 sends and returns
// the same frames, for metrics and Resource Graph queries, the health check and the pass-through resources. It reaches
// only endpoints given as customizedRoutes without Scopes, which Grafana asks without authentication.
package azuremonitor

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

// New makes the data source type "grafana-azure-monitor-datasource".
func New() *standin.Type {
	return standin.NewType(newInstance)
}

// route is one of the services behind the data source, as customizedRoutes gives it.
type route struct {
	URL     string            `json:"URL"`
	Scopes  []string          `json:"Scopes"`
	Headers map[string]string `json:"Headers"`
}

const (
	monitorRoute       = "Azure Monitor"
	logAnalyticsRoute  = "Azure Log Analytics"
	resourceGraphRoute = "Azure Resource Graph"
	portalRoute        = "Azure Portal"
)

// resourcePrefixes are the first segments of resource routes.
var resourcePrefixes = map[string]string{
	"azuremonitor":  monitorRoute,
	"loganalytics":  logAnalyticsRoute,
	"resourcegraph": resourceGraphRoute,
}

type instance struct {
	routes       map[string]route
	subscription string // the default subscription, may be empty
	client       *http.Client
	queries      *datasource.QueryTypeMux
}

func newInstance(_ context.Context, settings backend.DataSourceInstanceSettings) (standin.Instance, error) {
	var jsonData struct {
		Routes       map[string]route `json:"customizedRoutes"`
		Subscription string           `json:"subscriptionId"`
	}
	if err := json.Unmarshal(settings.JSONData, &jsonData); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	for _, name := range []string{monitorRoute, logAnalyticsRoute, resourceGraphRoute} {
		r, ok := jsonData.Routes[name]
		if !ok || len(r.Scopes) > 0 {
			return nil, fmt.Errorf("the preview reaches Azure only through customizedRoutes without Scopes: add %q", name)
		}
	}
	i := &instance{
		routes:       jsonData.Routes,
		subscription: jsonData.Subscription,
		client:       &http.Client{Timeout: 30 * time.Second},
		queries:      datasource.NewQueryTypeMux(),
	}
	i.queries.HandleFunc("Azure Monitor", oneByOne(i.metrics))
	i.queries.HandleFunc("Azure Resource Graph", oneByOne(i.resourceGraph))
	i.queries.HandleFunc("", oneByOne(func(_ context.Context, q backend.DataQuery) backend.DataResponse {
		err := fmt.Errorf("the preview has no %q queries of Azure Monitor: use \"Azure Monitor\" or \"Azure Resource Graph\"", q.QueryType)
		return standin.Downstream(backend.StatusBadRequest, err)
	}))
	return i, nil
}

// QueryData answers query types side by side, and the queries of a type one after another.
func (i *instance) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	return i.queries.QueryData(ctx, req)
}

func oneByOne(answer func(context.Context, backend.DataQuery) backend.DataResponse) backend.QueryDataHandlerFunc {
	return func(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
		res := backend.NewQueryDataResponse()
		for _, q := range req.Queries {
			response := answer(ctx, q)
			for _, frame := range response.Frames {
				frame.RefID = q.RefID
			}
			res.Responses[q.RefID] = response
		}
		return res, nil
	}
}

// call asks a route; path begins with a slash and includes the query.
func (i *instance) call(ctx context.Context, routeName, method, path string, body []byte) (*http.Response, []byte, error) {
	r := i.routes[routeName]
	req, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(r.URL, "/")+path, bytes.NewReader(body))
	if err != nil {
		return nil, nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	for name, value := range r.Headers {
		req.Header.Set(name, value)
	}
	res, err := i.client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return res, text, err
}

// unreached is the answer to a query that got none.
func unreached(err error) backend.DataResponse {
	status := backend.StatusBadGateway
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		status = backend.StatusTimeout
	}
	return standin.Downstream(status, err)
}

// CallResource passes azuremonitor/…, loganalytics/… and resourcegraph/… on to their services, unchanged both ways.
func (i *instance) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	prefix, path, _ := strings.Cut(strings.TrimPrefix(req.URL, "/"), "/")
	routeName, ok := resourcePrefixes[prefix]
	if !ok {
		return sender.Send(&backend.CallResourceResponse{
			Status: http.StatusNotFound, Body: []byte(fmt.Sprintf("%q is no service of Azure Monitor: use azuremonitor, loganalytics or resourcegraph", prefix)),
		})
	}
	res, body, err := i.call(ctx, routeName, req.Method, "/"+path, req.Body)
	if err != nil {
		text, marshalErr := json.Marshal(map[string]string{"error": "unexpected error: " + err.Error()})
		if marshalErr != nil {
			return marshalErr
		}
		return sender.Send(&backend.CallResourceResponse{Status: http.StatusInternalServerError, Body: text})
	}
	return sender.Send(&backend.CallResourceResponse{Status: res.StatusCode, Headers: res.Header, Body: body})
}

// withParameters writes a path with its query, keys in order.
func withParameters(path string, parameters url.Values) string {
	return path + "?" + parameters.Encode()
}
