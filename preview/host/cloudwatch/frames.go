package cloudwatch

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

const noticePrefix = "cloudwatch GetMetricData error: "

var messageNotices = []struct{ code, text string }{
	{"MaxMetricsExceeded", "Maximum number of allowed metrics exceeded. Your search may have been limited"},
	{"MaxQueryTimeRangeExceeded", "Max time window exceeded for query"},
	{"MaxQueryResultsExceeded", "Only the first 500 time series can be returned by a query."},
	{"MaxMatchingResultsExceeded", "The query matched more than 10.000 metrics, results might not be accurate."},
}

const incomplete = "Too many datapoints requested - your search has been limited. Please try to reduce the time range"

func noticesOf(codes map[string]bool) []string {
	var texts []string
	for _, known := range messageNotices {
		if codes[known.code] {
			texts = append(texts, known.text)
		}
	}
	return texts
}

// response makes a query's frames: one a series. Messages inside a result make an error beside them.
func (q metricQuery) response(rows []row, groups map[string][]string, notices []string) (backend.DataResponse, error) {
	var response backend.DataResponse
	for _, r := range rows {
		if len(r.values) == 0 && q.mode == inferredSearch && q.listedDimension() != "" {
			response.Frames = append(response.Frames, q.emptyFrames(r)...)
			continue
		}
		frame, err := q.frame(r, groups)
		if err != nil {
			return backend.DataResponse{}, err
		}
		response.Frames = append(response.Frames, frame)
	}
	if rows[len(rows)-1].status != types.StatusCodeComplete {
		notices = append(notices[:len(notices):len(notices)], incomplete)
	}
	for _, frame := range response.Frames {
		frame.RefID = q.refID
		if frame.Meta.Type == "" {
			continue // a value without data bears no notice
		}
		for _, text := range notices {
			frame.Meta.Notices = append(frame.Meta.Notices, data.Notice{Severity: data.NoticeSeverityWarning, Text: noticePrefix + text})
		}
	}
	for _, r := range rows {
		for _, message := range r.messages {
			if kind := resultErrors[aws.ToString(message.Code)]; kind != "" {
				failed := standin.Plugin(fmt.Errorf("%s in query %q: %s", kind, q.refID, aws.ToString(message.Value)))
				failed.Frames = response.Frames
				return failed, nil
			}
		}
	}
	return response, nil
}

// resultErrors are the message codes of a result that make its query fail.
var resultErrors = map[string]string{"Forbidden": "PermissionError", "ArithmeticError": "ArithmeticError"}

func (q metricQuery) frame(r row, groups map[string][]string) (*data.Frame, error) {
	parts := strings.Split(r.label, partSeparator)
	series := parts[0]
	labels := data.Labels{}
	switch q.mode {
	case single:
		maps.Copy(labels, q.fixedLabels())
	case inferredSearch:
		open := q.openDimensions()
		if len(parts) <= len(open) {
			return nil, fmt.Errorf("label %q of query %s lacks the values of %s", r.label, q.refID, strings.Join(open, ", "))
		}
		maps.Copy(labels, q.fixedLabels())
		for n, name := range open {
			labels[name] = parts[n+1]
		}
	case insights:
		for key, values := range groups {
			for _, value := range values {
				if strings.Contains(series, value) {
					labels[key] = value
				}
			}
		}
	}
	labels["Series"] = series
	frame := q.newFrame(series, data.NewField("Time", nil, r.timestamps), data.NewField("Value", labels, r.values))
	frame.Meta.Type = data.FrameTypeTimeSeriesMulti
	return frame, nil
}

// fixedLabels are the dimensions that the query gives one value.
func (q metricQuery) fixedLabels() data.Labels {
	labels := data.Labels{}
	for name, values := range q.Dimensions {
		if !values.isOpen() {
			labels[name] = values[0]
		}
	}
	return labels
}

// listedDimension is the dimension with the longest list of values, if any has one.
func (q metricQuery) listedDimension() string {
	longest := ""
	for _, name := range q.openDimensions() {
		values := q.Dimensions[name]
		if !values.isWildcard() && (longest == "" || len(values) > len(q.Dimensions[longest])) {
			longest = name
		}
	}
	return longest
}

// emptyFrames shows a list without data: one empty frame for each value that was asked for.
func (q metricQuery) emptyFrames(r row) data.Frames {
	name, _, _ := strings.Cut(r.label, partSeparator)
	listed := q.listedDimension()
	var frames data.Frames
	for _, value := range q.Dimensions[listed] {
		labels := q.fixedLabels()
		labels[listed] = value
		frames = append(frames, q.newFrame(name, data.NewField("Time", nil, []*time.Time{}), data.NewField("Value", labels, []*float64{})))
	}
	return frames
}

func (q metricQuery) newFrame(name string, times, values *data.Field) *data.Frame {
	values.Config = &data.FieldConfig{DisplayNameFromDS: name, Links: q.consoleLinks()}
	frame := data.NewFrame(name, times, values)
	frame.Meta = &data.FrameMeta{
		// Grafana 12.3.0 sends this text, which isn't JSON, where an object is expected.
		Custom:              fmt.Sprintf("{\n\t\t\t\"period\": %d,\n\t\t\t\"id\":     %s,\n\t\t}", q.period, q.ID),
		ExecutedQueryString: q.expression(),
	}
	return frame
}
