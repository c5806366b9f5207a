package prometheus

import (
	"encoding/json"
	"fmt"
	"regexp"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/prometheus/common/model"
)

// frameMeta is meta.custom of the frames of Grafana's Prometheus data source.
type frameMeta struct {
	CalculatedMinStep int64           `json:"calculatedMinStep,omitempty"` // milliseconds, only on a query's first frame
	ResultType        model.ValueType `json:"resultType,omitempty"`
}

// series is one row of any result: a sample of a vector, a stream of a matrix, a scalar.
type series struct {
	metric model.Metric
	times  []time.Time
	values []float64
}

// frames makes one frame a series; no series at all make one frame without fields.
func frames(q query, answer apiAnswer) (data.Frames, error) {
	var made data.Frames
	if answer.Data.ResultType == model.ValString {
		var s model.String
		if err := json.Unmarshal(answer.Data.Result, &s); err != nil {
			return nil, err
		}
		made = data.Frames{stringFrame(q, s)}
	} else {
		all, err := readSeries(answer.Data.ResultType, answer.Data.Result)
		if err != nil {
			return nil, err
		}
		for _, s := range all {
			made = append(made, seriesFrame(q, answer.Data.ResultType, s))
		}
	}
	if len(made) == 0 {
		made = data.Frames{emptyFrame(q)}
	}
	first := made[0].Meta
	first.ExecutedQueryString = executed(q)
	first.Custom = frameMeta{CalculatedMinStep: q.step.Milliseconds(), ResultType: first.Custom.(frameMeta).ResultType}
	for _, text := range answer.Warnings {
		first.Notices = append(first.Notices, data.Notice{Severity: data.NoticeSeverityWarning, Text: text})
	}
	for _, text := range answer.Infos {
		first.Notices = append(first.Notices, data.Notice{Severity: data.NoticeSeverityInfo, Text: text})
	}
	return made, nil
}

func readSeries(resultType model.ValueType, result json.RawMessage) ([]series, error) {
	var all []series
	switch resultType {
	case model.ValMatrix:
		var matrix model.Matrix
		if err := json.Unmarshal(result, &matrix); err != nil {
			return nil, err
		}
		for _, stream := range matrix {
			s := series{metric: stream.Metric}
			for _, pair := range stream.Values {
				s.times = append(s.times, pair.Timestamp.Time())
				s.values = append(s.values, float64(pair.Value))
			}
			all = append(all, s)
		}
	case model.ValVector:
		var vector model.Vector
		if err := json.Unmarshal(result, &vector); err != nil {
			return nil, err
		}
		for _, sample := range vector {
			all = append(all, series{sample.Metric, []time.Time{sample.Timestamp.Time()}, []float64{float64(sample.Value)}})
		}
	case model.ValScalar:
		var scalar model.Scalar
		if err := json.Unmarshal(result, &scalar); err != nil {
			return nil, err
		}
		all = append(all, series{model.Metric{}, []time.Time{scalar.Timestamp.Time()}, []float64{float64(scalar.Value)}})
	default:
		return nil, fmt.Errorf("unknown result type: %q", resultType)
	}
	return all, nil
}

func seriesFrame(q query, resultType model.ValueType, s series) *data.Frame {
	name := "Value"
	if metricName := s.metric[model.MetricNameLabel]; metricName != "" {
		name = string(metricName)
	}
	labels := data.Labels{}
	for label, value := range s.metric {
		labels[string(label)] = string(value)
	}
	value := data.NewField(name, labels, s.values)
	if displayName := displayName(q, s.metric); displayName != "" {
		value.Config = &data.FieldConfig{DisplayNameFromDS: displayName}
	}
	frame := data.NewFrame("", timeField(q, s.times), value)
	frameType := data.FrameTypeNumericMulti
	if resultType == model.ValMatrix {
		frameType = data.FrameTypeTimeSeriesMulti
	}
	frame.Meta = &data.FrameMeta{Type: frameType, TypeVersion: data.FrameTypeVersion{0, 1}, Custom: frameMeta{ResultType: resultType}}
	return frame
}

func stringFrame(q query, s model.String) *data.Frame {
	value := data.NewField("Value", data.Labels{}, []string{s.Value})
	value.Config = &data.FieldConfig{DisplayNameFromDS: q.Expr}
	frame := data.NewFrame("", timeField(q, []time.Time{s.Timestamp.Time()}), value)
	frame.Meta = &data.FrameMeta{Type: data.FrameTypeTimeSeriesMulti, Custom: frameMeta{ResultType: model.ValString}}
	return frame
}

func emptyFrame(q query) *data.Frame {
	frame := data.NewFrame("")
	frame.Meta = &data.FrameMeta{ExecutedQueryString: executed(q), Custom: frameMeta{CalculatedMinStep: q.step.Milliseconds()}}
	return frame
}

func timeField(q query, times []time.Time) *data.Field {
	field := data.NewField("Time", nil, times)
	field.Config = &data.FieldConfig{Interval: float64(q.step.Milliseconds())}
	return field
}

func executed(q query) string {
	return fmt.Sprintf("Expr: %s\nStep: %s", q.Expr, q.step)
}

var legendLabel = regexp.MustCompile(`\{\{\s*(.+?)\s*\}\}`)

// displayName is empty where the panel is to make the name.
func displayName(q query, metric model.Metric) string {
	switch {
	case len(metric) == 0 && (q.LegendFormat == "" || q.LegendFormat == "__auto"):
		return q.Expr
	case q.LegendFormat == "":
		return metric.String()
	case q.LegendFormat == "__auto":
		return ""
	default:
		return legendLabel.ReplaceAllStringFunc(q.LegendFormat, func(match string) string {
			return string(metric[model.LabelName(legendLabel.FindStringSubmatch(match)[1])])
		})
	}
}
