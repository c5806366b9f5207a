package azuremonitor_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/azuremonitor"
	"github.com/onepane/onepane-fleet-app/preview/host/recording"
)

func pluginContext(address, subscription string) backend.PluginContext {
	route := func(url string) string {
		return fmt.Sprintf(`{"URL":%q,"Scopes":[],"Headers":{"x-ms-app":"Grafana"}}`, url)
	}
	return backend.PluginContext{
		PluginID: "grafana-azure-monitor-datasource",
		DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
			UID: "azure", Type: "grafana-azure-monitor-datasource",
			JSONData: fmt.Appendf(nil, `{"subscriptionId":%q,"customizedRoutes":{"Azure Monitor":%s,"Azure Log Analytics":%s,
				"Azure Resource Graph":%s,"Azure Portal":%s}}`,
				subscription, route(address), route(address), route(address), route(address+"/portal")),
		},
	}
}

func rfc3339(ms any) string {
	return time.UnixMilli(int64(ms.(float64))).UTC().Format(time.RFC3339Nano)
}

func marshal(t *testing.T, value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}

// one asks a single query and returns its answer.
func one(t *testing.T, address, queryType, query string) backend.DataResponse {
	t.Helper()
	res, err := azuremonitor.New().QueryData(t.Context(), &backend.QueryDataRequest{
		PluginContext: pluginContext(address, "s"),
		Queries:       []backend.DataQuery{{RefID: "A", QueryType: queryType, Interval: time.Minute, JSON: []byte(query)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return res.Responses["A"]
}

func TestBadQueriesSaySo(t *testing.T) {
	for name, c := range map[string]struct{ queryType, query, want string }{
		"other type":       {"Azure Log Analytics", `{}`, `the preview has no "Azure Log Analytics" queries`},
		"no resources":     {"Azure Monitor", `{"azureMonitor":{"metricName":"m"}}`, "needs resources"},
		"top is a number":  {"Azure Monitor", `{"azureMonitor":{"top":10}}`, "query:"},
		"macro without of": {"Azure Resource Graph", `{"azureResourceGraph":{"query":"r | where $__contains(x)"}}`, "$__contains(column"},
	} {
		t.Run(name, func(t *testing.T) {
			res := one(t, "http://127.0.0.1:1", c.queryType, c.query)
			if res.Error == nil || !strings.Contains(res.Error.Error(), c.want) || res.Status != backend.StatusBadRequest {
				t.Errorf("got %v with status %d, want %q", res.Error, res.Status, c.want)
			}
		})
	}
}

func TestMacrosBecomeKQL(t *testing.T) {
	var sent struct{ Query string }
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := json.NewDecoder(r.Body).Decode(&sent); err != nil {
			t.Error(err)
		}
		fmt.Fprint(w, `{"data":{"columns":[],"rows":[]}}`)
	}))
	defer server.Close()
	for kql, want := range map[string]string{
		"x | where $__timeFilter(t)":                     "x | where ['t'] >= datetime('0001-01-01T00:00:00Z') and ['t'] <= datetime('0001-01-01T00:00:00Z')",
		"x | summarize by bin(t, $__interval)":           "x | summarize by bin(t, 60000ms)",
		"x | where $__contains(name, 'a', 'b')":          "x | where ['name'] in ('a', 'b')",
		"x | where $__contains(name, all)":               "x | where 1 == 1",
		"x | join y on $left.a == $right.b, $__timeFrom": "x | join y on $left.a == $right.b, datetime('0001-01-01T00:00:00Z')",
	} {
		if res := one(t, server.URL, "Azure Resource Graph", marshal(t, map[string]any{"azureResourceGraph": map[string]string{"query": kql}})); res.Error != nil {
			t.Error(res.Error)
		}
		if sent.Query != want {
			t.Errorf("%s: sent %q, want %q", kql, sent.Query, want)
		}
	}
}

func TestTimeGrain(t *testing.T) {
	var grain string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked := r.URL.Query().Get("interval"); asked != "" {
			grain = asked
		}
		fmt.Fprint(w, `{}`)
	}))
	defer server.Close()
	for _, c := range []struct {
		interval time.Duration
		monitor  string
		want     string
	}{
		{time.Minute, `"timeGrain":"auto"`, "PT1M"},
		{60001 * time.Millisecond, `"timeGrain":"auto"`, "PT5M"},
		{48 * time.Hour, `"timeGrain":"auto"`, "P1D"},
		{time.Minute, `"timeGrain":"auto","allowedTimeGrainsMs":[900000,3600000]`, "PT15M"},
		{time.Minute, `"timeGrain":"PT6H"`, "PT6H"},
	} {
		res, err := azuremonitor.New().QueryData(t.Context(), &backend.QueryDataRequest{
			PluginContext: pluginContext(server.URL, "s"),
			Queries: []backend.DataQuery{{RefID: "A", QueryType: "Azure Monitor", Interval: c.interval,
				JSON: []byte(`{"azureMonitor":{"resources":[{}],"metricName":"m","dimensionFilters":[],` + c.monitor + `}}`)}},
		})
		if err != nil || res.Responses["A"].Error != nil {
			t.Fatal(err, res.Responses["A"].Error)
		}
		if grain != c.want {
			t.Errorf("%v with %s: got %s, want %s", c.interval, c.monitor, grain, c.want)
		}
	}
}

func TestHealth(t *testing.T) {
	health := func(t *testing.T, address, subscription string) *backend.CheckHealthResult {
		t.Helper()
		res, err := azuremonitor.New().CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: pluginContext(address, subscription)})
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	serve := func(t *testing.T, workspaces string) (*httptest.Server, *[]string) {
		var sent []string
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			sent = append(sent, r.Method+" "+r.URL.Path)
			switch {
			case r.URL.Path == "/subscriptions":
				fmt.Fprint(w, `{"value":[{"subscriptionId":"s1"},{"subscriptionId":"s2"}]}`)
			case strings.Contains(r.URL.Path, "OperationalInsights"):
				fmt.Fprint(w, workspaces)
			}
		}))
		t.Cleanup(server.Close)
		return server, &sent
	}
	t.Run("all answer", func(t *testing.T) {
		server, sent := serve(t, `{"value":[{"properties":{"customerId":"w1"}}]}`)
		res := health(t, server.URL, "")
		if res.Status != backend.HealthStatusOk || res.Message != "Successfully connected to all Azure Monitor endpoints." {
			t.Errorf("got %+v", res)
		}
		want := []string{
			"GET /subscriptions", "GET /subscriptions/s1/providers/Microsoft.OperationalInsights/workspaces",
			"POST /v1/workspaces/w1/query", "POST /providers/Microsoft.ResourceGraph/resources",
		}
		if !slices.Equal(*sent, want) {
			t.Errorf("sent %q, want %q", *sent, want)
		}
	})
	t.Run("no workspace", func(t *testing.T) {
		server, _ := serve(t, `{"value":[]}`)
		res := health(t, server.URL, "s2")
		if res.Status != backend.HealthStatusUnknown || !strings.Contains(string(res.JSONDetails), "2. No Log Analytics workspaces found.") {
			t.Errorf("got %+v %s", res, res.JSONDetails)
		}
	})
	t.Run("down, as recorded", func(t *testing.T) {
		server := httptest.NewServer(http.NotFoundHandler())
		server.Close()
		res := health(t, server.URL, "")
		want := recording.Read[struct {
			Response map[string]json.RawMessage `json:"response"`
		}](t, "testdata/az-health-by-provisioning.json").Response["az-down"]
		got := map[string]any{"status": res.Status.String(), "message": res.Message, "details": json.RawMessage(res.JSONDetails)}
		if diff := recording.Diff(t, want, got, withoutAddress); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("an endpoint that needs a token", func(t *testing.T) {
		context := pluginContext("http://127.0.0.1:1", "")
		context.DataSourceInstanceSettings.JSONData = []byte(`{"azureCredentials":{"authType":"msi"}}`)
		res, err := azuremonitor.New().CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: context})
		if err != nil {
			t.Fatal(err)
		}
		if res.Status != backend.HealthStatusError || !strings.Contains(res.Message, "customizedRoutes without Scopes") {
			t.Errorf("got %+v", res)
		}
	})
}

func TestRecordedResources(t *testing.T) {
	type request struct {
		Method string          `json:"method"`
		Path   string          `json:"path"`
		Body   json.RawMessage `json:"body"`
	}
	cases := recording.Read[struct {
		Query    map[string]request           `json:"query"`
		Requests map[string][]upstreamRequest `json:"upstream_requests"`
		Status   map[string]int               `json:"http_status"`
	}](t, "testdata/az-resource-routes.json")
	for name, asked := range cases.Query {
		t.Run(name, func(t *testing.T) {
			var sent []upstreamRequest
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				var body strings.Builder
				if err := r.Write(&body); err != nil {
					t.Error(err)
				}
				_, text, _ := strings.Cut(body.String(), "\r\n\r\n")
				sent = append(sent, upstreamRequest{r.Method, r.RequestURI, text})
				w.Header().Set("Retry-After", "17")
				w.WriteHeader(cases.Status[name])
				fmt.Fprint(w, "as it came")
			}))
			defer server.Close()
			url := strings.TrimPrefix(asked.Path, "resources/")
			path, _, _ := strings.Cut(url, "?")
			var body []byte
			if string(asked.Body) != "null" {
				body = asked.Body
			}
			var got *backend.CallResourceResponse
			err := azuremonitor.New().CallResource(t.Context(), &backend.CallResourceRequest{
				PluginContext: pluginContext(server.URL, ""), Method: asked.Method, Path: path, URL: url, Body: body,
			}, backend.CallResourceResponseSenderFunc(func(res *backend.CallResourceResponse) error {
				got = res
				return nil
			}))
			if err != nil {
				t.Fatal(err)
			}
			if got.Status != cases.Status[name] || string(got.Body) != "as it came" || got.Headers["Retry-After"][0] != "17" {
				t.Errorf("got %+v", got)
			}
			if diff := recording.Diff(t, comparable(t, cases.Requests[name]), comparable(t, sent)); diff != "" {
				t.Errorf("requests: %s", diff)
			}
		})
	}
}
