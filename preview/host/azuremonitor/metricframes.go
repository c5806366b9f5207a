package azuremonitor

import (
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

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
