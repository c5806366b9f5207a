package azuremonitor

import (
	"encoding/json"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

func (i *instance) portalLink(blade string) data.DataLink {
	return data.DataLink{
		Title:       "View query in Azure Portal",
		TargetBlank: true,
		URL:         strings.TrimSuffix(i.routes[portalRoute].URL, "/") + "/#blade/" + blade,
	}
}

func (i *instance) resourceGraphLink(query string) data.DataLink {
	return i.portalLink("HubsExtension/ArgQueryBlade/query/" + url.PathEscape(query))
}

// The numbers that the portal's metrics explorer knows aggregations by.
var portalAggregations = map[string]int{"None": 0, "Total": 1, "Minimum": 2, "Maximum": 3, "Average": 4, "Count": 7}

type portalChart struct {
	Grouping *portalGrouping `json:"grouping,omitempty"`
	Metrics  []portalMetric  `json:"metrics"`
}

type portalGrouping struct {
	Dimension string `json:"dimension"`
	Sort      int    `json:"sort"`
	Top       int    `json:"top"`
}

type portalMetric struct {
	ResourceMetadata struct {
		ID string `json:"id"`
	} `json:"resourceMetadata"`
	Name                string `json:"name"`
	AggregationType     int    `json:"aggregationType"`
	Namespace           string `json:"namespace"`
	MetricVisualization struct {
		DisplayName         string `json:"displayName"`
		ResourceDisplayName string `json:"resourceDisplayName"`
	} `json:"metricVisualization"`
}

// metricsLink makes the link of a series from the id of its resource. A link leads to the metric over the panel's time.
func (i *instance) metricsLink(q metricsQuery, times backend.TimeRange) func(id string) data.DataLink {
	return func(id string) data.DataLink {
		var metric portalMetric
		metric.ResourceMetadata.ID = id
		metric.Name = q.AzureMonitor.MetricName
		metric.AggregationType = portalAggregations[q.AzureMonitor.Aggregation]
		metric.Namespace = q.AzureMonitor.MetricNamespace
		metric.MetricVisualization.DisplayName = q.AzureMonitor.MetricName
		metric.MetricVisualization.ResourceDisplayName = q.resourceOf(id).ResourceName
		chart := portalChart{Metrics: []portalMetric{metric}}
		if dimensions := q.AzureMonitor.DimensionFilters; len(dimensions) > 0 {
			chart.Grouping = &portalGrouping{Dimension: dimensions[0].Dimension, Sort: 2, Top: 10}
		}
		context := map[string]any{"absolute": struct {
			StartTime string `json:"startTime"`
			EndTime   string `json:"endTime"`
		}{times.From.Format(time.RFC3339), times.To.Format(time.RFC3339)}}
		return i.portalLink("Microsoft_Azure_MonitoringMetrics/Metrics.ReactView/Referer/MetricsExplorer/TimeContext/" +
			inAddress(context) + "/ChartDefinition/" + inAddress(map[string]any{"v2charts": []portalChart{chart}}))
	}
}

func inAddress(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return "" // strings and numbers only
	}
	return strings.ReplaceAll(url.QueryEscape(string(text)), "+", "%20")
}
