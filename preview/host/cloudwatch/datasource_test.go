package cloudwatch_test

import (
	"encoding/json"
	"encoding/xml"
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
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/cloudwatch"
	"github.com/onepane/onepane-fleet-app/preview/host/recording"
)

// recorded is a panel's queries, the calls that Grafana made of them, and what it answered.
type recorded struct {
	Query    recording.Query `json:"query"`
	Calls    []awsCall       `json:"aws_calls"`
	Response json.RawMessage `json:"response"`
}

type awsCall struct {
	Form   map[string]string `json:"body"`
	Status int               `json:"answer_status"`
	Answer string            `json:"answer"`
}

func TestRecordedQueries(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			t.Parallel() // throttled calls wait
			replay(t, recording.Read[recorded](t, file))
		})
	}
}

func replay(t *testing.T, c recorded) {
	var response recording.Response
	if err := json.Unmarshal(c.Response, &response); err != nil {
		t.Fatal(err)
	}
	from, err := time.Parse(time.RFC3339, c.Calls[0].Form["StartTime"])
	if err != nil {
		t.Fatal(err)
	}
	server := serve(t, func(form url.Values) (int, string) {
		if form.Get("Action") == "ListMetrics" {
			return http.StatusOK, metricsOf(response)
		}
		// Short answers are recorded whole, longer ones are made again from their frames.
		if first := c.Calls[0]; !strings.HasSuffix(first.Answer, "...") {
			return first.Status, generatedID.ReplaceAllString(first.Answer, form.Get("MetricDataQueries.member.1.Id"))
		}
		return http.StatusOK, answerOf(t, form, c, response)
	})
	res, err := cloudwatch.New().QueryData(t.Context(), &backend.QueryDataRequest{
		PluginContext: pluginContext(server.URL, "{}"),
		Queries:       c.Query.DataQueries(t, backend.TimeRange{From: from, To: from.Add(time.Hour)}),
	})
	if err != nil {
		t.Fatal(err)
	}
	var want, got []any
	for _, call := range c.Calls {
		want = append(want, sorted(call.Form))
	}
	for _, form := range server.forms("GetMetricData") {
		flat := map[string]string{}
		for key := range form {
			flat[key] = form.Get(key)
		}
		got = append(got, sorted(flat))
	}
	if diff := recording.Diff(t, want, got, withoutGeneratedID); diff != "" {
		t.Errorf("calls: %s", diff)
	}
	if diff := recording.Diff(t, c.Response, res, withoutGeneratedID); diff != "" {
		t.Errorf("frames: %s", diff)
	}
}

var generatedID = regexp.MustCompile(`query[0-9a-f]{32}`)

func withoutGeneratedID(s string) string { return generatedID.ReplaceAllString(s, "queryGENERATED") }

var member = regexp.MustCompile(`^MetricDataQueries\.member\.(\d+)\.(.*)$`)

// sorted makes a form comparable: Grafana puts the queries of a call in any order.
func sorted(form map[string]string) any {
	rest, queries := map[string]string{}, map[string]map[string]string{}
	for key, value := range form {
		m := member.FindStringSubmatch(key)
		if m == nil {
			rest[key] = value
			continue
		}
		if queries[m[1]] == nil {
			queries[m[1]] = map[string]string{}
		}
		queries[m[1]][m[2]] = value
	}
	var texts []string
	for _, query := range queries {
		text, _ := json.Marshal(query)
		texts = append(texts, withoutGeneratedID(string(text)))
	}
	slices.Sort(texts)
	return []any{rest, texts}
}

var dimensionPart = regexp.MustCompile(`\|&\|\$\{PROP\('Dim\.([^']*)'\)\}`)

type result struct {
	XMLName    xml.Name `xml:"member"`
	ID         string   `xml:"Id"`
	Label      string   `xml:"Label"`
	Timestamps []string `xml:"Timestamps>member"`
	Values     []string `xml:"Values>member"`
	StatusCode string   `xml:"StatusCode"`
}

// answerOf makes CloudWatch's answer again from the frames that Grafana made of it. Where two pages were recorded the
// last datapoint of each series comes with the second.
func answerOf(t *testing.T, form url.Values, c recorded, response recording.Response) string {
	paged, second := len(c.Calls) > 1, form.Get("NextToken") != ""
	var results strings.Builder
	for n, text := range c.Query.Queries {
		var q struct {
			RefID string `json:"refId"`
		}
		if err := json.Unmarshal(text, &q); err != nil {
			t.Error(err)
		}
		sent := fmt.Sprintf("MetricDataQueries.member.%d.", n+1)
		if form.Get(sent+"ReturnData") != "true" {
			continue
		}
		for _, frame := range response.Results[q.RefID].Frames {
			r := result{ID: form.Get(sent + "Id"), Label: frame.Schema.Name, StatusCode: "Complete"}
			for _, part := range dimensionPart.FindAllStringSubmatch(form.Get(sent+"Label"), -1) {
				r.Label += "|&|" + frame.Schema.Fields[1].Labels[part[1]]
			}
			for row, ms := range frame.Data.Values[0] {
				if paged && second != (row == len(frame.Data.Values[0])-1) {
					continue
				}
				r.Timestamps = append(r.Timestamps, time.UnixMilli(int64(ms.(float64))).UTC().Format(time.RFC3339))
				r.Values = append(r.Values, frame.Number(1, row))
			}
			if paged && !second || strings.Contains(string(c.Response), "Too many datapoints") {
				r.StatusCode = "PartialData"
			}
			member, err := xml.Marshal(r)
			if err != nil {
				t.Error(err)
			}
			results.Write(member)
		}
	}
	rest := ""
	if paged && !second {
		rest = "<NextToken>" + c.Calls[1].Form["NextToken"] + "</NextToken>"
	}
	if strings.Contains(string(c.Response), "Max time window") {
		rest = "<Messages>"
		for _, code := range []string{"MaxMatchingResultsExceeded", "MaxQueryResultsExceeded", "Unknown", "MaxQueryTimeRangeExceeded", "MaxMetricsExceeded"} {
			rest += "<member><Code>" + code + "</Code><Value>x</Value></member>"
		}
		rest += "</Messages>"
	}
	return "<R><GetMetricDataResult><MetricDataResults>" + results.String() + "</MetricDataResults>" + rest + "</GetMetricDataResult></R>"
}

// metricsOf lists the metrics that frames were made of.
func metricsOf(response recording.Response) string {
	var members strings.Builder
	for _, result := range response.Results {
		for _, frame := range result.Frames {
			if frame.Schema.Name == "Other" {
				continue // the series of all that don't fit
			}
			fmt.Fprintf(&members, "<member><Dimensions><member><Name>InstanceId</Name><Value>%s</Value></member></Dimensions></member>", frame.Schema.Name)
		}
	}
	return "<R><ListMetricsResult><Metrics>" + members.String() + "</Metrics></ListMetricsResult></R>"
}

// fakeAWS answers every service at one address and keeps what it was asked.
type fakeAWS struct {
	*httptest.Server
	mu       sync.Mutex
	requests []sentRequest
}

type sentRequest struct {
	form   url.Values
	header http.Header
}

func serve(t *testing.T, answer func(form url.Values) (int, string)) *fakeAWS {
	t.Helper()
	fake := &fakeAWS{}
	fake.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		if target := r.Header.Get("X-Amz-Target"); target != "" {
			r.PostForm = url.Values{"Action": {target}}
		}
		fake.mu.Lock()
		fake.requests = append(fake.requests, sentRequest{r.PostForm, r.Header})
		fake.mu.Unlock()
		status, body := answer(r.PostForm)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}))
	t.Cleanup(fake.Close)
	return fake
}

func (f *fakeAWS) forms(action string) []url.Values {
	f.mu.Lock()
	defer f.mu.Unlock()
	var forms []url.Values
	for _, r := range f.requests {
		if r.form.Get("Action") == action {
			forms = append(forms, r.form)
		}
	}
	return forms
}

func pluginContext(endpoint, more string) backend.PluginContext {
	settings := map[string]any{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": endpoint}
	if err := json.Unmarshal([]byte(more), &settings); err != nil {
		panic(err)
	}
	jsonData, err := json.Marshal(settings)
	if err != nil {
		panic(err)
	}
	return backend.PluginContext{PluginID: "cloudwatch", DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
		UID: "cw", Type: "cloudwatch", JSONData: jsonData,
		DecryptedSecureJSONData: map[string]string{"accessKey": "AKIAKEY", "secretKey": "secret"},
	}}
}
