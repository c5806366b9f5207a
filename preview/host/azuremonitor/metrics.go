package azuremonitor

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

// metricsQuery is a query of type "Azure Monitor" as Grafana's browser code sends it.
type metricsQuery struct {
	Subscription string `json:"subscription"`
	AzureMonitor struct {
		Resources         []metricsResource `json:"resources"`
		MetricNamespace   string            `json:"metricNamespace"`
		MetricName        string            `json:"metricName"`
		Aggregation       string            `json:"aggregation"`
		TimeGrain         string            `json:"timeGrain"`
		AllowedTimeGrains []int64           `json:"allowedTimeGrainsMs"`
		DimensionFilters  []dimensionFilter `json:"dimensionFilters"`
		Top               string            `json:"top"`
		Region            string            `json:"region"`
		Alias             string            `json:"alias"`
	} `json:"azureMonitor"`
}

type metricsResource struct {
	ResourceGroup string `json:"resourceGroup"`
	ResourceName  string `json:"resourceName"`
}

type dimensionFilter struct {
	Dimension string   `json:"dimension"`
	Operator  string   `json:"operator"`
	Filters   []string `json:"filters"`
}

// id is built with the query's subscription, whatever the resource's own is.
func (q metricsQuery) id(r metricsResource) string {
	return fmt.Sprintf("/subscriptions/%s/resourceGroups/%s/providers/%s/%s",
		q.Subscription, r.ResourceGroup, q.AzureMonitor.MetricNamespace, r.ResourceName)
}

// metrics answers a metrics query with two calls: the metrics, and the name of the subscription.
func (i *instance) metrics(ctx context.Context, query backend.DataQuery) backend.DataResponse {
	var q metricsQuery
	if err := json.Unmarshal(query.JSON, &q); err != nil {
		return standin.Downstream(backend.StatusBadRequest, fmt.Errorf("query: %w", err))
	}
	if q.Subscription == "" {
		q.Subscription = i.subscription
	}
	if len(q.AzureMonitor.Resources) == 0 || q.AzureMonitor.MetricName == "" {
		return standin.Downstream(backend.StatusBadRequest, fmt.Errorf("the query needs resources and a metricName"))
	}
	method, path, body, err := q.request(query)
	if err != nil {
		return standin.Plugin(err)
	}
	var metrics metricsAnswer
	if failed := i.fetch(ctx, method, path, body, &metrics); failed != nil {
		return *failed
	}
	var subscription struct {
		DisplayName string `json:"displayName"`
	}
	path = "/subscriptions/" + q.Subscription + "?api-version=2022-12-01"
	if failed := i.fetch(ctx, http.MethodGet, path, nil, &subscription); failed != nil {
		return *failed
	}
	frames := q.frames(metrics, subscription.DisplayName, i.metricsLink(q, query.TimeRange))
	return backend.DataResponse{Frames: frames, Status: backend.StatusOK}
}

// fetch fails as Grafana's data source does: every status of Azure's becomes 500, the true one is only in the text.
func (i *instance) fetch(ctx context.Context, method, path string, body []byte, answer any) *backend.DataResponse {
	res, text, err := i.call(ctx, monitorRoute, method, path, body)
	var failed backend.DataResponse
	switch {
	case err != nil:
		failed = unreached(err)
	case res.StatusCode/100 != 2:
		failed = standin.Downstream(backend.StatusInternal, fmt.Errorf("request failed, status: %s, body: %s", res.Status, text))
	default:
		if err := json.Unmarshal(text, answer); err != nil {
			failed = standin.Plugin(err)
			return &failed
		}
		return nil
	}
	return &failed
}

// request is one GET for a resource, or one POST for many, which names them in a filter.
func (q metricsQuery) request(query backend.DataQuery) (method, path string, body []byte, err error) {
	m := q.AzureMonitor
	parameters := url.Values{
		"api-version":     {"2021-05-01"},
		"aggregation":     {m.Aggregation},
		"interval":        {q.timeGrain(query.Interval)},
		"metricnames":     {m.MetricName},
		"metricnamespace": {m.MetricNamespace},
		"timespan":        {query.TimeRange.From.Format(time.RFC3339) + "/" + query.TimeRange.To.Format(time.RFC3339)},
		"top":             {m.Top},
	}
	if m.Region != "" {
		parameters.Set("region", m.Region)
	}
	dimensions := q.dimensions()
	if len(m.Resources) == 1 {
		if dimensions != "" {
			parameters.Set("$filter", dimensions)
		}
		return http.MethodGet, withParameters(q.id(m.Resources[0])+"/providers/microsoft.insights/metrics", parameters), nil, nil
	}
	conditions := make([]string, 0, len(m.Resources))
	for _, r := range m.Resources {
		conditions = append(conditions, "Microsoft.ResourceId eq '"+q.id(r)+"'")
	}
	filter := strings.Join(conditions, " or ")
	if dimensions != "" {
		filter = "(" + filter + ") and (" + dimensions + ")"
	}
	body, err = json.Marshal(map[string]string{"filter": filter})
	return http.MethodPost, withParameters("/subscriptions/"+q.Subscription+"/providers/microsoft.insights/metrics", parameters), body, err
}

func (q metricsQuery) dimensions() string {
	var all []string
	for _, d := range q.AzureMonitor.DimensionFilters {
		values := d.Filters
		joiner := " or "
		if d.Operator == "ne" {
			joiner = " and "
		}
		if len(values) == 0 {
			values = []string{"*"}
		}
		var conditions []string
		for _, value := range values {
			conditions = append(conditions, fmt.Sprintf("%s %s '%s'", d.Dimension, d.Operator, value))
		}
		all = append(all, strings.Join(conditions, joiner))
	}
	return strings.Join(all, " and ")
}

var timeGrains = []struct {
	grain    string
	interval time.Duration
}{
	{"PT1M", time.Minute}, {"PT5M", 5 * time.Minute}, {"PT15M", 15 * time.Minute}, {"PT30M", 30 * time.Minute},
	{"PT1H", time.Hour}, {"PT6H", 6 * time.Hour}, {"PT12H", 12 * time.Hour}, {"P1D", 24 * time.Hour},
}

// timeGrain of "auto" is the smallest allowed one that isn't below the panel's interval.
func (q metricsQuery) timeGrain(interval time.Duration) string {
	if q.AzureMonitor.TimeGrain != "" && q.AzureMonitor.TimeGrain != "auto" {
		return q.AzureMonitor.TimeGrain
	}
	allowed := map[int64]bool{}
	for _, ms := range q.AzureMonitor.AllowedTimeGrains {
		allowed[ms] = true
	}
	chosen := "PT1M"
	for _, g := range timeGrains {
		if len(allowed) > 0 && !allowed[g.interval.Milliseconds()] {
			continue
		}
		chosen = g.grain
		if g.interval >= interval {
			break
		}
	}
	return chosen
}

// metricsAnswer is what is used of the metrics API's answer; only the first value is looked at, as in Grafana 12.3.0.
type metricsAnswer struct {
	Value []struct {
		Name       localized      `json:"name"`
		Unit       string         `json:"unit"`
		Timeseries []metricSeries `json:"timeseries"`
	} `json:"value"`
}

type localized struct {
	LocalizedValue string `json:"localizedValue"`
}

type metricSeries struct {
	Metadata []struct {
		Name  localized `json:"name"`
		Value string    `json:"value"`
	} `json:"metadatavalues"`
	Data []metricPoint `json:"data"`
}

type metricPoint struct {
	TimeStamp time.Time `json:"timeStamp"`
	Average   *float64  `json:"average"`
	Total     *float64  `json:"total"`
	Maximum   *float64  `json:"maximum"`
	Minimum   *float64  `json:"minimum"`
	Count     *float64  `json:"count"`
}

func (p metricPoint) value(aggregation string) *float64 {
	switch aggregation {
	case "Average":
		return p.Average
	case "Total":
		return p.Total
	case "Maximum":
		return p.Maximum
	case "Minimum":
		return p.Minimum
	default:
		return p.Count
	}
}

// Azure's units in Grafana's words.
var units = map[string]string{
	"Percent": "percent", "Bytes": "decbytes", "Count": "short", "BytesPerSecond": "Bps", "CountPerSecond": "cps",
	"Seconds": "s", "MilliSeconds": "ms", "Unspecified": "none",
}

// frames makes one frame a series. No value at all is no frames, a value without series an empty list of them.
func (q metricsQuery) frames(answer metricsAnswer, subscriptionName string, link func(id string) data.DataLink) data.Frames {
	if len(answer.Value) == 0 {
		return nil
	}
	metric := answer.Value[0]
	frames := data.Frames{}
	for _, series := range metric.Timeseries {
		resource, id := q.AzureMonitor.Resources[0], q.id(q.AzureMonitor.Resources[0])
		labels := data.Labels{}
		for _, m := range series.Metadata {
			if strings.EqualFold(m.Name.LocalizedValue, "microsoft.resourceid") {
				id = m.Value
				resource = q.resourceOf(id)
				continue
			}
			labels[m.Name.LocalizedValue] = m.Value
		}
		alias := q.alias(metric.Name.LocalizedValue, resource, subscriptionName, labels)
		labels["resourceName"] = resource.ResourceName

		times := make([]time.Time, len(series.Data))
		values := make([]*float64, len(series.Data))
		for n, point := range series.Data {
			times[n], values[n] = point.TimeStamp, point.value(q.AzureMonitor.Aggregation)
		}
		links := []data.DataLink{link(id)}
		timeField := data.NewField("Time", nil, times)
		timeField.Config = &data.FieldConfig{Links: links}
		valueField := data.NewField(metric.Name.LocalizedValue, labels, values)
		valueField.Config = &data.FieldConfig{DisplayName: alias, Unit: units[metric.Unit], Links: links}
		frame := data.NewFrame("", timeField, valueField)
		frame.Meta = &data.FrameMeta{Type: data.FrameTypeTimeSeriesMulti, TypeVersion: data.FrameTypeVersion{0, 1}}
		frames = append(frames, frame)
	}
	return frames
}

// resourceOf is the query's resource with that id, whose case may differ; else what the id says itself.
func (q metricsQuery) resourceOf(id string) metricsResource {
	for _, r := range q.AzureMonitor.Resources {
		if strings.EqualFold(q.id(r), id) {
			return r
		}
	}
	segments := strings.Split(id, "/")
	resource := metricsResource{ResourceName: segments[len(segments)-1]}
	for n := range len(segments) - 1 {
		if strings.EqualFold(segments[n], "resourceGroups") {
			resource.ResourceGroup = segments[n+1]
		}
	}
	return resource
}
