// Package prometheus stands in for Grafana's Prometheus data source: it sends what Grafana 12.3.0 sends and returns the
// same frames, for instant and range queries, the health check and the pass-through resources. Exemplars and native
// histograms are left out.
package prometheus

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

// New makes the data source type "prometheus".
func New() *standin.Type {
	return standin.NewType(newInstance)
}

type instance struct {
	url            string
	method         string
	scrapeInterval time.Duration
	client         *http.Client
}

func newInstance(ctx context.Context, settings backend.DataSourceInstanceSettings) (standin.Instance, error) {
	var jsonData struct {
		HTTPMethod   string `json:"httpMethod"`
		TimeInterval string `json:"timeInterval"`
	}
	if err := json.Unmarshal(settings.JSONData, &jsonData); err != nil {
		return nil, fmt.Errorf("settings: %w", err)
	}
	if settings.URL == "" {
		return nil, errors.New("the Prometheus server URL is empty: set it in the data source's settings")
	}
	i := &instance{url: strings.TrimSuffix(settings.URL, "/"), method: http.MethodPost, scrapeInterval: 15 * time.Second}
	if strings.EqualFold(jsonData.HTTPMethod, http.MethodGet) {
		i.method = http.MethodGet
	}
	if jsonData.TimeInterval != "" {
		interval, err := gtime.ParseDuration(jsonData.TimeInterval)
		if err != nil {
			return nil, fmt.Errorf("scrape interval %q: %w", jsonData.TimeInterval, err)
		}
		i.scrapeInterval = interval
	}
	options, err := settings.HTTPClientOptions(ctx)
	if err != nil {
		return nil, err
	}
	if i.client, err = httpclient.New(options); err != nil {
		return nil, err
	}
	return i, nil
}

// call sends parameters to an endpoint of Prometheus's HTTP API, as a form or in the address, as the settings say.
func (i *instance) call(ctx context.Context, endpoint string, parameters url.Values) (int, []byte, error) {
	address, body := i.url+endpoint, io.Reader(nil)
	if i.method == http.MethodPost {
		body = strings.NewReader(parameters.Encode())
	} else {
		address += "?" + parameters.Encode()
	}
	req, err := http.NewRequestWithContext(ctx, i.method, address, body)
	if err != nil {
		return 0, nil, err
	}
	if i.method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := i.client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	return res.StatusCode, text, err
}

// CheckHealth asks for 1+1, and for the build only to show it.
func (i *instance) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	status, text, err := i.call(ctx, "/api/v1/query", url.Values{"query": {"1+1"}, "time": {"4"}})
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%d %s: %s", status, http.StatusText(status), firstKilobyte(text))
	}
	if err != nil {
		return &backend.CheckHealthResult{
			Status:  backend.HealthStatusError,
			Message: rootCause(err) + " - There was an error returned querying the Prometheus API.",
		}, nil
	}
	healthy := &backend.CheckHealthResult{Status: backend.HealthStatusOk, Message: "Successfully queried the Prometheus API."}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, i.url+"/api/v1/status/buildinfo", nil)
	if err != nil {
		return nil, err
	}
	if res, err := i.client.Do(req); err == nil {
		defer res.Body.Close()
		var build struct {
			Data json.RawMessage `json:"data"`
		}
		if json.NewDecoder(res.Body).Decode(&build) == nil {
			healthy.JSONDetails = build.Data
		}
	}
	return healthy, nil
}

// rootCause shortens a network error to the operating system's words.
func rootCause(err error) string {
	var errno syscall.Errno
	if errors.As(err, &errno) {
		return errno.Error()
	}
	return err.Error()
}

// CallResource passes a request on to Prometheus's HTTP API and its answer back, both unchanged.
func (i *instance) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	upstream, err := http.NewRequestWithContext(ctx, req.Method, i.url+"/"+strings.TrimPrefix(req.URL, "/"), bytes.NewReader(req.Body))
	if err != nil {
		return err
	}
	if contentType := req.GetHTTPHeader("Content-Type"); contentType != "" {
		upstream.Header.Set("Content-Type", contentType)
	}
	res, err := i.client.Do(upstream)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	return sender.Send(&backend.CallResourceResponse{Status: res.StatusCode, Headers: res.Header, Body: body})
}

// statusOf is what a call that got no answer counts as.
func statusOf(err error) backend.Status {
	if errors.Is(err, os.ErrDeadlineExceeded) || errors.Is(err, context.DeadlineExceeded) {
		return backend.StatusTimeout
	}
	return backend.StatusBadGateway
}

func firstKilobyte(text []byte) string {
	return string(text[:min(len(text), 1024)])
}
