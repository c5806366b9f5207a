package cloudwatch

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	"github.com/google/uuid"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// queryModel is a query as Grafana's browser code sends it; alerting leaves Type and TimezoneUTCOffset out.
type queryModel struct {
	Type              string              `json:"type"`
	QueryMode         string              `json:"queryMode"`
	MetricQueryType   int                 `json:"metricQueryType"`  // 0 search, 1 Metrics Insights
	MetricEditorMode  int                 `json:"metricEditorMode"` // 0 builder, 1 code
	ID                string              `json:"id"`
	Region            string              `json:"region"`
	Namespace         string              `json:"namespace"`
	MetricName        string              `json:"metricName"`
	Statistic         *string             `json:"statistic"`
	Period            string              `json:"period"`
	MatchExact        *bool               `json:"matchExact"`
	Dimensions        map[string]oneOrAll `json:"dimensions"`
	Expression        string              `json:"expression"`
	SQLExpression     string              `json:"sqlExpression"`
	SQL               sqlModel            `json:"sql"`
	Label             string              `json:"label"`
	AccountID         string              `json:"accountId"`
	TimezoneUTCOffset string              `json:"timezoneUTCOffset"`
	Hide              bool                `json:"hide"`
}

type sqlModel struct {
	GroupBy struct {
		Expressions []struct {
			Property struct {
				Name string `json:"name"`
			} `json:"property"`
		} `json:"expressions"`
	} `json:"groupBy"`
}

// oneOrAll is a dimension's values: a list, or one alone.
type oneOrAll []string

func (v *oneOrAll) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*v = nil
		return nil
	}
	var one string
	if json.Unmarshal(text, &one) == nil {
		*v = oneOrAll{one}
		return nil
	}
	return json.Unmarshal(text, (*[]string)(v))
}

// mode is how a query is put to GetMetricData.
type mode int

const (
	single         mode = iota // a MetricStat
	inferredSearch             // a SEARCH made of the builder's dimensions
	code                       // a SEARCH or math as written
	insights                   // SQL
)

type metricQuery struct {
	queryModel
	mode     mode
	refID    string
	from, to time.Time
	period   int32
}

var errOtherQuery = errors.New("the preview has only metric queries of CloudWatch")

// parse reads a query. An error that isn't errOtherQuery fails the whole request, as in Grafana 12.3.0.
func (i *instance) parse(query backend.DataQuery, now time.Time) (metricQuery, error) {
	q := metricQuery{refID: query.RefID, from: query.TimeRange.From, to: query.TimeRange.To}
	if err := json.Unmarshal(query.JSON, &q.queryModel); err != nil {
		return q, fmt.Errorf("query %s: %w", query.RefID, err)
	}
	if q.Type != "" && q.Type != "timeSeriesQuery" || q.QueryMode == "Logs" || q.QueryMode == "Annotations" {
		return q, fmt.Errorf("%w: %q can't be shown", errOtherQuery, strings.TrimSpace(q.QueryMode+" "+q.Type))
	}
	if !q.from.Before(q.to) {
		return q, fmt.Errorf("query %s: start %s is not before end %s", query.RefID, q.from, q.to)
	}
	q.mode = q.chooseMode()
	if q.Statistic == nil && (q.mode == single || q.mode == inferredSearch) {
		return q, fmt.Errorf("query %s: query must have a statistic", query.RefID)
	}
	for key, values := range q.Dimensions {
		if len(values) == 0 {
			return q, fmt.Errorf("query %s: dimension %q has no values", query.RefID, key)
		}
	}
	var err error
	if q.period, err = parsePeriod(q.Period, q.from, q.to, now); err != nil {
		return q, fmt.Errorf("query %s: %w", query.RefID, err)
	}
	if q.Region, err = i.region(q.Region); err != nil {
		return q, fmt.Errorf("query %s: %w", query.RefID, err)
	}
	q.ID = q.id()
	return q, nil
}

func (q metricQuery) chooseMode() mode {
	switch {
	case q.MetricQueryType == 1:
		return insights
	case q.MetricEditorMode == 1:
		return code
	case q.MatchExact != nil && !*q.MatchExact, q.AccountID == "all", len(q.openDimensions()) > 0:
		return inferredSearch
	default:
		return single
	}
}

var lowerCaseStart = regexp.MustCompile(`^[a-z][A-Za-z0-9_]*$`)

// id names the query in the call: the user's own as it is, else one made of the refId where AWS allows it.
func (q metricQuery) id() string {
	switch {
	case q.ID != "":
		return q.ID
	case lowerCaseStart.MatchString(q.refID):
		return "query" + q.refID
	default:
		return "query" + strings.ReplaceAll(uuid.NewString(), "-", "")
	}
}

// sortedDimensions are the names of the dimensions by alphabet.
func (q metricQuery) sortedDimensions() []string {
	return slices.Sorted(maps.Keys(q.Dimensions))
}

// isOpen tells whether a dimension leaves its value to the answer: several values, or any.
func (v oneOrAll) isOpen() bool {
	return len(v) > 1 || v.isWildcard()
}

func (v oneOrAll) isWildcard() bool {
	return slices.Contains(v, "*")
}

func (q metricQuery) openDimensions() []string {
	var open []string
	for _, name := range q.sortedDimensions() {
		if q.Dimensions[name].isOpen() {
			open = append(open, name)
		}
	}
	return open
}

// partSeparator parts the labels of open dimensions from the label itself, in what is asked for and in what is answered.
const partSeparator = "|&|"

// expression is what the query is called in the answer's frames; empty for a MetricStat.
func (q metricQuery) expression() string {
	switch q.mode {
	case inferredSearch:
		return q.search()
	case code:
		return strings.ReplaceAll(q.Expression, "$__period_auto", strconv.Itoa(int(q.period)))
	case insights:
		return strings.ReplaceAll(q.SQLExpression, "$__period_auto", strconv.Itoa(int(q.period)))
	default:
		return ""
	}
}

// input is the query as GetMetricData takes it.
func (q metricQuery) input() types.MetricDataQuery {
	// The form of alerting can't hide a query.
	hidden := q.Hide && q.Type != ""
	query := types.MetricDataQuery{Id: aws.String(q.ID), ReturnData: aws.Bool(!hidden)}
	if q.Label != "" {
		query.Label = aws.String(q.Label)
	}
	switch q.mode {
	case single:
		query.MetricStat = &types.MetricStat{
			Metric: &types.Metric{
				Namespace: aws.String(q.Namespace), MetricName: aws.String(q.MetricName), Dimensions: []types.Dimension{},
			},
			Period: aws.Int32(q.period),
			Stat:   q.Statistic,
		}
		for _, name := range q.sortedDimensions() {
			dimension := types.Dimension{Name: aws.String(name), Value: aws.String(q.Dimensions[name][0])}
			query.MetricStat.Metric.Dimensions = append(query.MetricStat.Metric.Dimensions, dimension)
		}
		if q.AccountID != "" {
			query.AccountId = aws.String(q.AccountID)
		}
	case inferredSearch:
		label := q.Label
		if label == "" {
			label = "${LABEL}"
		}
		for _, name := range q.openDimensions() {
			label += partSeparator + "${PROP('Dim." + name + "')}"
		}
		query.Label = aws.String(label)
		query.Expression = aws.String(q.expression())
	default:
		query.Expression = aws.String(q.expression())
		query.Period = aws.Int32(q.period)
	}
	return query
}
