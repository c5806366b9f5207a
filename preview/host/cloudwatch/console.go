package cloudwatch

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

type consoleGraph struct {
	View    string `json:"view"`
	Stacked bool   `json:"stacked"`
	Title   string `json:"title"`
	Start   string `json:"start"`
	End     string `json:"end"`
	Region  string `json:"region"`
	Metrics []any  `json:"metrics"`
}

type consoleExpression struct {
	Expression string `json:"expression"`
	Label      string `json:"label,omitempty"`
}

type consoleStat struct {
	Stat      string `json:"stat"`
	Period    int32  `json:"period"`
	Label     string `json:"label,omitempty"`
	AccountID string `json:"accountId,omitempty"`
}

// consoleLinks lead to the same graph in the CloudWatch console, which knows metrics and searches but neither math nor
// Metrics Insights.
func (q metricQuery) consoleLinks() []data.DataLink {
	var metric any
	switch expression := q.expression(); {
	case q.mode == single:
		parts := []any{q.Namespace, q.MetricName}
		for _, name := range q.sortedDimensions() {
			parts = append(parts, name, q.Dimensions[name][0])
		}
		metric = append(parts, consoleStat{*q.Statistic, q.period, q.Label, q.AccountID})
	case q.mode != insights && strings.Contains(expression, "SEARCH("):
		metric = consoleExpression{expression, q.Label}
	default:
		return nil
	}
	graph, err := json.Marshal(consoleGraph{
		View: "timeSeries", Title: q.refID,
		Start: q.from.Format(time.RFC3339), End: q.to.Format(time.RFC3339),
		Region: q.Region, Metrics: []any{metric},
	})
	if err != nil {
		return nil // strings and numbers only
	}
	return []data.DataLink{{
		Title:       "View in CloudWatch console",
		TargetBlank: true,
		URL: fmt.Sprintf("https://%s.console.aws.amazon.com/cloudwatch/deeplink.js?region=%s#metricsV2:graph=%s",
			url.PathEscape(q.Region), url.QueryEscape(q.Region), url.QueryEscape(string(graph))),
	}}
}
