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
