package prometheus_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/prometheus"
	"github.com/onepane/onepane-fleet-app/preview/host/recording"
)

type upstreamRequest struct {
	Method string `json:"m"`
	Path   string `json:"path"`
	Body   string `json:"body"`
	Status int    `json:"status"`
}

// recordings is a file of recorded cases by name.
type recordings struct {
	Query    map[string]recording.Query   `json:"query"`
	Requests map[string][]upstreamRequest `json:"upstream_requests"`
	Response map[string]json.RawMessage   `json:"response"`
}

func TestRecordedQueries(t *testing.T) {
	files, err := filepath.Glob("testdata/prom-*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		cases := recording.Read[recordings](t, file)
		for name, query := range cases.Query {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".json")+"/"+name, func(t *testing.T) {
				replay(t, query, cases.Requests[name], cases.Response[name])
			})
		}
	}
}

// replay asks the recorded query of a server that gives Prometheus's answers again, and compares what was sent and what
// came of it with what Grafana sent and made of it.
func replay(t *testing.T, query recording.Query, requests []upstreamRequest, response json.RawMessage) {
	var recorded recording.Response
	if err := json.Unmarshal(response, &recorded); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var sent []upstreamRequest
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		asked := upstreamRequest{Method: r.Method, Path: r.URL.Path, Body: r.PostForm.Encode()}
		for _, known := range requests {
			if known.Path == asked.Path && known.Body == asked.Body {
				asked.Status = known.Status
			}
		}
		mu.Lock()
		sent = append(sent, asked)
		mu.Unlock()
		result := recorded.Results[refIDOf(t, query, r.PostForm.Get("query"))]
		w.WriteHeader(asked.Status)
		fmt.Fprint(w, answerOf(t, asked, result, len(requests) > 1))
	}))
	address := server.URL
	if len(requests) == 0 {
		server.Close() // recorded with nothing listening
	} else {
		defer server.Close()
	}

	res, err := prometheus.New().QueryData(t.Context(), &backend.QueryDataRequest{
		PluginContext: pluginContext(address, "POST"),
		Queries:       query.DataQueries(t, query.Range(t)),
	})
	if err != nil {
		t.Fatal(err)
	}
	byPath := func(a, b upstreamRequest) int { return strings.Compare(a.Path+a.Body, b.Path+b.Body) }
	slices.SortFunc(sent, byPath)
	slices.SortFunc(requests, byPath)
	if diff := recording.Diff(t, append([]upstreamRequest{}, requests...), append([]upstreamRequest{}, sent...)); diff != "" {
		t.Errorf("requests: %s", diff)
	}
	if diff := recording.Diff(t, response, res, withoutAddress, withoutParserWords); diff != "" {
		t.Errorf("frames: %s", diff)
	}
}

var (
	address     = regexp.MustCompile(`127\.0\.0\.1:\d+`)
	parserWords = regexp.MustCompile(`(it is non-json: ).*`)
)

func withoutAddress(s string) string { return address.ReplaceAllString(s, "ADDRESS") }

// What a JSON parser says of HTML is its own.
func withoutParserWords(s string) string { return parserWords.ReplaceAllString(s, "$1") }

// refIDOf finds the recorded query that an expression belongs to; one with variables is alone in its request.
func refIDOf(t *testing.T, query recording.Query, expr string) string {
	t.Helper()
	for _, text := range query.Queries {
		var q struct {
			RefID string `json:"refId"`
			Expr  string `json:"expr"`
		}
		if err := json.Unmarshal(text, &q); err != nil {
			t.Error(err)
		}
		if q.Expr == expr || len(query.Queries) == 1 {
			return q.RefID
		}
	}
	t.Errorf("a query that was not recorded: %s", expr)
	return ""
}

// answerOf makes Prometheus's answer again from the frames that Grafana made of it.
func answerOf(t *testing.T, asked upstreamRequest, result recording.Result, several bool) string {
	if result.Error != "" {
		if _, body, ok := strings.Cut(result.Error, fmt.Sprintf("unexpected response with status code %d: ", asked.Status)); ok {
			return body
		}
		if strings.Contains(result.Error, "non-json") {
			return "<html>login</html>"
		}
		errorType, text, _ := strings.Cut(result.Error, ": ")
		return marshal(t, map[string]any{"status": "error", "errorType": errorType, "error": text})
	}
	resultType := ""
	rows := []any{}
	answer := map[string]any{"status": "success"}
	for _, frame := range result.Frames {
		var custom struct {
			ResultType string `json:"resultType"`
		}
		if err := json.Unmarshal(frame.Schema.Meta.Custom, &custom); err != nil {
			t.Error(err)
		}
		isRange := asked.Path == "/api/v1/query_range"
		if several && isRange != (custom.ResultType == "matrix") {
			continue
		}
		resultType = custom.ResultType
		if resultType == "" {
			continue
		}
		pairs := []any{}
		for row, ms := range frame.Data.Values[0] {
			pairs = append(pairs, []any{ms.(float64) / 1000, frame.Number(1, row)})
		}
		metric := frame.Schema.Fields[1].Labels
		switch resultType {
		case "matrix":
			rows = append(rows, map[string]any{"metric": metric, "values": pairs})
		case "vector":
			rows = append(rows, map[string]any{"metric": metric, "value": pairs[0]})
		default: // a scalar or a string is its own row
			rows = pairs[0].([]any)
		}
	}
	if resultType == "" {
		resultType = map[bool]string{true: "matrix", false: "vector"}[asked.Path == "/api/v1/query_range"]
	}
	answer["data"] = map[string]any{"resultType": resultType, "result": rows}
	// The two recorded answers with notices.
	switch {
	case strings.Contains(asked.Body, "fakewarn"):
		answer["warnings"] = []string{"partial result: store x down"}
	case strings.Contains(asked.Body, "fakeinfo"):
		answer["infos"] = []string{"PromQL info: metric might not be a counter"}
	}
	return marshal(t, answer)
}

func marshal(t *testing.T, value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		t.Error(err)
	}
	return string(text)
}

func pluginContext(address, method string) backend.PluginContext {
	return backend.PluginContext{PluginID: "prometheus", DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
		UID: "prom", Type: "prometheus", URL: address, JSONData: []byte(`{"httpMethod":"` + method + `","timeInterval":"15s"}`),
	}}
}

func TestHealth(t *testing.T) {
	for _, method := range []string{"POST", "GET"} {
		t.Run(method, func(t *testing.T) {
			var sent []string
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if err := r.ParseForm(); err != nil {
					t.Error(err)
				}
				sent = append(sent, r.Method+" "+r.URL.Path+" "+r.Form.Encode())
				fmt.Fprint(w, `{"status":"success","data":{"version":"2.42.0"}}`)
			}))
			defer server.Close()
			res, err := prometheus.New().CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: pluginContext(server.URL, method)})
			if err != nil {
				t.Fatal(err)
			}
			if res.Status != backend.HealthStatusOk || res.Message != "Successfully queried the Prometheus API." {
				t.Errorf("got %+v", res)
			}
			want := []string{method + " /api/v1/query query=1%2B1&time=4", "GET /api/v1/status/buildinfo "}
			if !slices.Equal(sent, want) {
				t.Errorf("sent %q, want %q", sent, want)
			}
		})
	}
	t.Run("down", func(t *testing.T) {
		server := httptest.NewServer(http.NotFoundHandler())
		server.Close()
		res, err := prometheus.New().CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: pluginContext(server.URL, "POST")})
		if err != nil {
			t.Fatal(err)
		}
		if want := "connection refused - There was an error returned querying the Prometheus API."; res.Status != backend.HealthStatusError || res.Message != want {
			t.Errorf("got %+v", res)
		}
	})
	t.Run("no address", func(t *testing.T) {
		res, err := prometheus.New().CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: pluginContext("", "POST")})
		if err != nil {
			t.Fatal(err)
		}
		if res.Status != backend.HealthStatusError || !strings.Contains(res.Message, "server URL is empty") {
			t.Errorf("got %+v", res)
		}
	})
}

func TestResourcesPassThrough(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		fmt.Fprint(w, r.Method, " ", r.URL.Path, " ", r.URL.Query()["match[]"])
	}))
	defer server.Close()
	path := "api/v1/label/instance/values"
	var got *backend.CallResourceResponse
	err := prometheus.New().CallResource(t.Context(), &backend.CallResourceRequest{
		PluginContext: pluginContext(server.URL, "POST"),
		Path:          path, URL: path + "?" + url.Values{"match[]": {`up{job="node"}`}}.Encode(), Method: http.MethodGet,
	}, backend.CallResourceResponseSenderFunc(func(res *backend.CallResourceResponse) error {
		got = res
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	if want := `GET /api/v1/label/instance/values [up{job="node"}]`; got.Status != http.StatusTeapot || string(got.Body) != want {
		t.Errorf("got %d %q, want %q", got.Status, got.Body, want)
	}
}
