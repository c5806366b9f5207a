// Package recording reads what was recorded of Grafana 12.3.0's own data sources, for tests that hold the stand-ins
// against it: the queries posted, the requests that Grafana then sent, and what it answered.
package recording

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// Query is the recorded body of POST /api/ds/query.
type Query struct {
	From    string            `json:"from"`
	To      string            `json:"to"`
	Queries []json.RawMessage `json:"queries"`
}

// Read reads a JSON file into a value.
func Read[T any](t *testing.T, path string) T {
	t.Helper()
	var value T
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return value
}

// Range is the recorded time range.
func (q Query) Range(t *testing.T) backend.TimeRange {
	t.Helper()
	return backend.TimeRange{From: epoch(t, q.From), To: epoch(t, q.To)}
}

func epoch(t *testing.T, milliseconds string) time.Time {
	t.Helper()
	ms, err := strconv.ParseInt(milliseconds, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.UnixMilli(ms).UTC()
}

// DataQueries makes of the recorded queries what Grafana's server makes of them.
func (q Query) DataQueries(t *testing.T, times backend.TimeRange) []backend.DataQuery {
	t.Helper()
	var queries []backend.DataQuery
	for _, text := range q.Queries {
		var common struct {
			RefID         string `json:"refId"`
			QueryType     string `json:"queryType"`
			IntervalMs    int64  `json:"intervalMs"`
			MaxDataPoints int64  `json:"maxDataPoints"`
		}
		if err := json.Unmarshal(text, &common); err != nil {
			t.Fatal(err)
		}
		queries = append(queries, backend.DataQuery{
			RefID: common.RefID, QueryType: common.QueryType, MaxDataPoints: common.MaxDataPoints,
			Interval: time.Duration(common.IntervalMs) * time.Millisecond, TimeRange: times, JSON: text,
		})
	}
	return queries
}

// Diff compares two values by their JSON. The normalise functions see both sides' strings, to blot out what differs from
// run to run.
func Diff(t *testing.T, want, got any, normalise ...func(string) string) string {
	t.Helper()
	return cmp.Diff(plain(t, want, normalise), plain(t, got, normalise))
}

func plain(t *testing.T, value any, normalise []func(string) string) any {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var parsed any
	if err := json.Unmarshal(text, &parsed); err != nil {
		t.Fatal(err)
	}
	return mapStrings(parsed, normalise)
}

func mapStrings(value any, normalise []func(string) string) any {
	switch v := value.(type) {
	case string:
		for _, f := range normalise {
			v = f(v)
		}
		return v
	case []any:
		for i := range v {
			v[i] = mapStrings(v[i], normalise)
		}
	case map[string]any:
		for key := range v {
			v[key] = mapStrings(v[key], normalise)
		}
	}
	return value
}

// Frame is a recorded frame, as far as a service's answer can be made of it again.
type Frame struct {
	Schema struct {
		Name string `json:"name"`
		Meta struct {
			Custom json.RawMessage `json:"custom"`
		} `json:"meta"`
		Fields []struct {
			Name   string            `json:"name"`
			Labels map[string]string `json:"labels"`
			Config struct {
				Unit string `json:"unit"`
			} `json:"config"`
		} `json:"fields"`
	} `json:"schema"`
	Data struct {
		Values   [][]any            `json:"values"`
		Entities []map[string][]int `json:"entities"`
	} `json:"data"`
}

// Result is what was recorded for one refId.
type Result struct {
	Error  string  `json:"error"`
	Status int     `json:"status"`
	Frames []Frame `json:"frames"`
}

// Response is the recorded answer of POST /api/ds/query.
type Response struct {
	Results map[string]Result `json:"results"`
}

// Number is the text of a value of a frame's field, with the infinities and NaN that JSON keeps apart.
func (f Frame) Number(field, row int) string {
	if field < len(f.Data.Entities) {
		for entity, rows := range f.Data.Entities[field] {
			for _, r := range rows {
				if r == row {
					return map[string]string{"Inf": "+Inf", "NegInf": "-Inf", "NaN": "NaN"}[entity]
				}
			}
		}
	}
	return fmt.Sprint(f.Data.Values[field][row])
}
