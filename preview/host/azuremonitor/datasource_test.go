package azuremonitor_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/azuremonitor"
	"github.com/onepane/onepane-fleet-app/preview/host/recording"
)

type upstreamRequest struct {
	Method string `json:"m"`
	Path   string `json:"path"`
	Body   string `json:"body"`
}

// recorded is one case: what was asked, what Grafana sent, and what it answered.
type recorded struct {
	Query    recording.Query   `json:"query"`
	Requests []upstreamRequest `json:"upstream_requests"`
	Response json.RawMessage   `json:"response"`
	// Answers are what the requests were answered, where that was kept.
	Answers []json.RawMessage `json:"upstream_answers"`
}

// readCases reads a file that holds one case, or several by name.
func readCases(t *testing.T, file string) map[string]recorded {
	t.Helper()
	several := recording.Read[struct {
		Query    map[string]json.RawMessage `json:"query"`
		Requests json.RawMessage            `json:"upstream_requests"`
		Response map[string]json.RawMessage `json:"response"`
	}](t, file)
	if _, single := several.Query["queries"]; single {
		return map[string]recorded{"": recording.Read[recorded](t, file)}
	}
	var requests map[string][]upstreamRequest
	if err := json.Unmarshal(several.Requests, &requests); err != nil {
		t.Fatal(err)
	}
	cases := map[string]recorded{}
	for name, text := range several.Query {
		c := recorded{Requests: requests[name], Response: several.Response[name]}
		if err := json.Unmarshal(text, &c.Query); err != nil {
			t.Fatal(err)
		}
		cases[name] = c
	}
	return cases
}

func TestRecordedQueries(t *testing.T) {
	for _, pattern := range []string{"testdata/az-arg-*.json", "testdata/az-metrics-*.json", "testdata/az-one-*.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			for name, c := range readCases(t, file) {
				if name == "sleepy" {
					continue // recorded by waiting half a minute
				}
				t.Run(strings.TrimSuffix(filepath.Base(file), ".json")+"/"+name, func(t *testing.T) { replay(t, c) })
			}
		}
	}
}

func replay(t *testing.T, c recorded) {
	var response recording.Response
	if err := json.Unmarshal(c.Response, &response); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var sent []upstreamRequest
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		asked := upstreamRequest{r.Method, r.RequestURI, string(body)}
		mu.Lock()
		sent = append(sent, asked)
		mu.Unlock()
		if app := r.Header.Get("x-ms-app"); app != "Grafana" || r.Header.Get("Authorization") != "" {
			t.Errorf("headers %v", r.Header)
		}
		for n, known := range c.Requests {
			if n < len(c.Answers) && known.Path == asked.Path {
				w.Write(c.Answers[n])
				return
			}
		}
		status, answer := answerOf(t, asked, c.Query, response)
		w.WriteHeader(status)
		fmt.Fprint(w, answer)
	}))
	address := server.URL
	if len(c.Requests) == 0 {
		server.Close() // recorded with nothing listening
	} else {
		defer server.Close()
	}

	res, err := azuremonitor.New().QueryData(t.Context(), &backend.QueryDataRequest{
		PluginContext: pluginContext(address, ""),
		Queries:       c.Query.DataQueries(t, c.Query.Range(t)),
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := recording.Diff(t, comparable(t, c.Requests), comparable(t, sent)); diff != "" {
		t.Errorf("requests: %s", diff)
	}
	normalise := []func(string) string{withoutAddress}
	if strings.Contains(string(c.Response), "…") {
		normalise = append(normalise, cutLink)
	}
	if diff := recording.Diff(t, c.Response, res, normalise...); diff != "" {
		t.Errorf("frames: %s", diff)
	}
}

var addresses = regexp.MustCompile(`127\.0\.0\.1:\d+`)

func withoutAddress(s string) string { return addresses.ReplaceAllString(s, "ADDRESS") }

var metricsBlade = regexp.MustCompile(`(#blade/Microsoft_Azure_Monitori).*`)

// Some recordings keep only the beginning of a link.
func cutLink(s string) string { return metricsBlade.ReplaceAllString(s, "$1") }

// comparable makes bodies comparable: requests of several query types run side by side, and JSON is spaced at will.
func comparable(t *testing.T, requests []upstreamRequest) []any {
	t.Helper()
	all := []any{}
	sorted := slices.Clone(requests)
	slices.SortFunc(sorted, func(a, b upstreamRequest) int { return strings.Compare(a.Path, b.Path) })
	for _, r := range sorted {
		var body any
		if r.Body != "" {
			if err := json.Unmarshal([]byte(r.Body), &body); err != nil {
				t.Errorf("%s: %v", r.Body, err)
			}
		}
		all = append(all, []any{r.Method, r.Path, body})
	}
	return all
}

var (
	metricsError = regexp.MustCompile(`^request failed, status: (\d+) [^,]*, body: (.*)$`)
	graphError   = regexp.MustCompile(`^(\d+) .*\. Azure Resource Graph error: (.*)$`)
)

// answerOf makes Azure's answer again from what Grafana made of it.
func answerOf(t *testing.T, asked upstreamRequest, query recording.Query, response recording.Response) (int, string) {
	isDetails := strings.HasSuffix(asked.Path, "?api-version=2022-12-01")
	result := response.Results[refIDOf(t, asked, query)]
	if m := metricsError.FindStringSubmatch(result.Error); m != nil && isDetails == strings.Contains(m[2], "SubscriptionNotFound") {
		return atoi(t, m[1]), m[2]
	}
	if isDetails {
		return http.StatusOK, `{"displayName":"sub-prod"}`
	}
	if m := graphError.FindStringSubmatch(result.Error); m != nil {
		return atoi(t, m[1]), m[2]
	}
	if strings.Contains(asked.Path, "Microsoft.ResourceGraph") {
		return http.StatusOK, graphAnswerOf(t, asked, result)
	}
	return http.StatusOK, metricsAnswerOf(t, result)
}

func atoi(t *testing.T, text string) int {
	var n int
	if _, err := fmt.Sscan(text, &n); err != nil {
		t.Error(err)
	}
	return n
}

// refIDOf finds the recorded query that a request belongs to, by the resource or the KQL that both name.
func refIDOf(t *testing.T, asked upstreamRequest, query recording.Query) string {
	for _, text := range query.Queries {
		var q struct {
			RefID        string `json:"refId"`
			AzureMonitor struct {
				Resources []struct {
					ResourceName string `json:"resourceName"`
				} `json:"resources"`
			} `json:"azureMonitor"`
			ResourceGraph struct {
				Query string `json:"query"`
			} `json:"azureResourceGraph"`
		}
		if err := json.Unmarshal(text, &q); err != nil {
			t.Error(err)
		}
		resources, kql := q.AzureMonitor.Resources, q.ResourceGraph.Query
		if len(query.Queries) == 1 ||
			len(resources) > 0 && strings.Contains(asked.Path, "/"+resources[0].ResourceName+"/") ||
			kql != "" && strings.Contains(asked.Body, kql) {
			return q.RefID
		}
	}
	return ""
}

func metricsAnswerOf(t *testing.T, result recording.Result) string {
	switch {
	case result.Error == "unexpected end of JSON input":
		return ""
	case strings.HasPrefix(result.Error, "parsing time"):
		return `{"value":[{"timeseries":[{"data":[{"timeStamp":"2026-11-20T18:40:00"}]}]}]}`
	case result.Frames == nil:
		return `{"value":[]}`
	}
	units := map[string]string{"percent": "Percent", "decbytes": "Bytes"}
	series := []any{}
	value := map[string]any{}
	for _, frame := range result.Frames {
		field := frame.Schema.Fields[1]
		metadata := []any{}
		for name, label := range field.Labels {
			if name != "resourceName" {
				metadata = append(metadata, map[string]any{"name": map[string]string{"localizedValue": name}, "value": label})
			}
		}
		points := []any{}
		for row, at := range frame.Data.Values[0] {
			points = append(points, map[string]any{"timeStamp": rfc3339(at), "average": frame.Data.Values[1][row]})
		}
		series = append(series, map[string]any{"metadatavalues": metadata, "data": points})
		value["name"], value["unit"] = map[string]string{"localizedValue": field.Name}, units[field.Config.Unit]
	}
	value["timeseries"] = series
	return marshal(t, map[string]any{"value": []any{value, map[string]any{"name": map[string]string{"localizedValue": "not looked at"}}}})
}

func graphAnswerOf(t *testing.T, asked upstreamRequest, result recording.Result) string {
	table := func(columns []any, rows []any) string {
		return marshal(t, map[string]any{"data": map[string]any{"columns": columns, "rows": rows}, "$skipToken": "more"})
	}
	column := func(name, columnType string) any { return map[string]string{"name": name, "type": columnType} }
	switch {
	case strings.Contains(result.Error, "invalid character '<'"):
		return "<html>"
	case strings.Contains(result.Error, "column type boolean"):
		return table([]any{column("b", "boolean")}, []any{[]any{true}})
	case strings.Contains(result.Error, "expected string but got map"):
		return table([]any{column("s", "string")}, []any{[]any{map[string]int{"k": 1}}})
	case result.Frames == nil:
		return table([]any{column("name", "string")}, []any{})
	}
	frame := result.Frames[0]
	var custom struct {
		Types []string `json:"azureColumnTypes"`
	}
	if err := json.Unmarshal(frame.Schema.Meta.Custom, &custom); err != nil {
		t.Error(err)
	}
	var columns []any
	rows := make([]any, len(frame.Data.Values[0]))
	for r := range rows {
		rows[r] = []any{}
	}
	for n, columnType := range custom.Types {
		columns = append(columns, column(frame.Schema.Fields[n].Name, columnType))
		for r, value := range frame.Data.Values[n] {
			switch {
			case value == nil && strings.Contains(asked.Body, "shortrow"):
				continue
			case value != nil && columnType == "object":
				value = json.RawMessage(value.(string))
			case value != nil && columnType == "datetime":
				value = rfc3339(value)
			}
			rows[r] = append(rows[r].([]any), value)
		}
	}
	return table(columns, rows)
}
