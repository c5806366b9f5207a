package prometheus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/prometheus/common/model"
	"golang.org/x/sync/errgroup"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

// queryModel is a query as Grafana's browser code sends it. The field format changes nothing here: the browser makes
// tables and heatmaps of the same frames.
type queryModel struct {
	Expr         string `json:"expr"`
	Instant      bool   `json:"instant"`
	Range        bool   `json:"range"`
	LegendFormat string `json:"legendFormat"`
	Interval     string `json:"interval"`
	UTCOffsetSec int64  `json:"utcOffsetSec"`
}

// query is a queryModel with times and step worked out.
type query struct {
	queryModel
	from, to time.Time
	step     time.Duration
}

const concurrentQueries = 10 // Grafana's default

// QueryData sends one request for each query, two for one that is both instant and range.
func (i *instance) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	res := backend.NewQueryDataResponse()
	var mu sync.Mutex
	var running errgroup.Group
	running.SetLimit(concurrentQueries)
	for _, q := range req.Queries {
		running.Go(func() error {
			answer := i.answer(ctx, q)
			mu.Lock()
			defer mu.Unlock()
			res.Responses[q.RefID] = answer
			return nil
		})
	}
	return res, running.Wait()
}

func (i *instance) answer(ctx context.Context, q backend.DataQuery) backend.DataResponse {
	parsed, err := i.parse(q)
	if err != nil {
		return standin.Downstream(backend.StatusBadRequest, err)
	}
	var answer backend.DataResponse
	if parsed.Range || !parsed.Instant {
		answer = i.rangeQuery(ctx, parsed)
	}
	if parsed.Instant && answer.Error == nil {
		ranged := answer.Frames
		answer = i.instantQuery(ctx, parsed)
		if ranged != nil {
			answer.Frames = append(ranged, answer.Frames...)
		}
	}
	for _, frame := range answer.Frames {
		frame.RefID = q.RefID
	}
	return answer
}

func (i *instance) parse(q backend.DataQuery) (query, error) {
	parsed := query{from: q.TimeRange.From, to: q.TimeRange.To}
	if err := json.Unmarshal(q.JSON, &parsed.queryModel); err != nil {
		return query{}, fmt.Errorf("query: %w", err)
	}
	interval := q.Interval
	if parsed.Interval != "" {
		var err error
		if interval, err = gtime.ParseIntervalStringToTimeDuration(parsed.Interval); err != nil {
			return query{}, fmt.Errorf("min step %q: %w", parsed.Interval, err)
		}
	}
	span := q.TimeRange.Duration()
	parsed.step = max(interval, gtime.RoundInterval(span/time.Duration(max(q.MaxDataPoints, 1))))
	parsed.Expr = i.interpolate(parsed.Expr, parsed.step, interval, span)
	return parsed, nil
}

// interpolate fills in Grafana's own variables, which the browser leaves to the server part.
func (i *instance) interpolate(expr string, step, interval, span time.Duration) string {
	rate := max(interval+i.scrapeInterval, 4*i.scrapeInterval)
	seconds := int64(math.Round(span.Seconds()))
	var pairs []string
	for _, v := range []struct{ name, value string }{
		{"__interval_ms", strconv.FormatInt(step.Milliseconds(), 10)},
		{"__interval", gtime.FormatInterval(step)},
		{"__range_ms", strconv.FormatInt(span.Milliseconds(), 10)},
		{"__range_s", strconv.FormatInt(seconds, 10)},
		{"__range", strconv.FormatInt(seconds, 10) + "s"},
		{"__rate_interval_ms", strconv.FormatInt(rate.Milliseconds(), 10)},
		{"__rate_interval", rate.String()},
	} {
		pairs = append(pairs, "${"+v.name+"}", v.value, "$"+v.name, v.value)
	}
	return strings.NewReplacer(pairs...).Replace(expr)
}

func (i *instance) instantQuery(ctx context.Context, q query) backend.DataResponse {
	at := strconv.FormatFloat(float64(q.to.UnixMilli())/1000, 'f', -1, 64)
	return i.fetch(ctx, q, "/api/v1/query", url.Values{"query": {q.Expr}, "time": {at}})
}

func (i *instance) rangeQuery(ctx context.Context, q query) backend.DataResponse {
	return i.fetch(ctx, q, "/api/v1/query_range", url.Values{
		"query": {q.Expr},
		"start": {q.aligned(q.from)},
		"end":   {q.aligned(q.to)},
		"step":  {strconv.FormatFloat(q.step.Seconds(), 'f', -1, 64)},
	})
}

// aligned rounds down to a multiple of the step, in the viewer's time zone so that long steps begin at their midnight.
func (q query) aligned(t time.Time) string {
	step, offset := q.step.Seconds(), float64(q.UTCOffsetSec)
	seconds := float64(t.UnixMilli()) / 1000
	return strconv.FormatFloat(math.Floor((seconds+offset)/step)*step-offset, 'f', -1, 64)
}

// apiAnswer is the envelope of Prometheus's HTTP API.
type apiAnswer struct {
	Status    string   `json:"status"`
	ErrorType string   `json:"errorType"`
	Error     string   `json:"error"`
	Warnings  []string `json:"warnings"`
	Infos     []string `json:"infos"`
	Data      struct {
		ResultType model.ValueType `json:"resultType"`
		Result     json.RawMessage `json:"result"`
	} `json:"data"`
}

// fetch sends a request and makes frames of the answer. An error comes with one empty frame, as in Grafana 12.3.0.
func (i *instance) fetch(ctx context.Context, q query, endpoint string, parameters url.Values) backend.DataResponse {
	status, text, err := i.call(ctx, endpoint, parameters)
	if err != nil {
		failed := standin.Downstream(statusOf(err), err)
		failed.Frames = data.Frames{}
		return failed
	}
	fail := func(status backend.Status, err error, frame *data.Frame) backend.DataResponse {
		failed := standin.Downstream(status, err)
		failed.Frames = data.Frames{frame}
		return failed
	}
	switch status {
	case http.StatusOK, http.StatusBadRequest, http.StatusUnprocessableEntity, http.StatusServiceUnavailable:
	default:
		err := fmt.Errorf("unexpected response with status code %d: %s", status, firstKilobyte(text))
		frame := emptyFrame(q)
		frame.Meta.Custom = nil
		return fail(backend.StatusInternal, err, frame)
	}
	var answer apiAnswer
	if err := json.Unmarshal(text, &answer); err != nil {
		err = fmt.Errorf("response from prometheus couldn't be parsed. it is non-json: %w, in %q", err, firstKilobyte(text))
		return fail(backend.Status(status), err, emptyFrame(q))
	}
	if answer.Status != "success" {
		return fail(backend.Status(status), errors.New(answer.ErrorType+": "+answer.Error), emptyFrame(q))
	}
	frames, err := frames(q, answer)
	if err != nil {
		return fail(backend.StatusInternal, err, emptyFrame(q))
	}
	return backend.DataResponse{Frames: frames, Status: backend.StatusOK}
}
