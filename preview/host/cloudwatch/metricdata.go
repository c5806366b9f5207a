package cloudwatch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/standin"
)

// callKey is what queries must share to travel in one call.
type callKey struct {
	region   string
	from, to time.Time
}

// QueryData puts all queries of a Region and time range into one GetMetricData.
func (i *instance) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	res := backend.NewQueryDataResponse()
	calls := map[callKey][]metricQuery{}
	now := time.Now()
	for _, query := range req.Queries {
		q, err := i.parse(query, now)
		if errors.Is(err, errOtherQuery) {
			res.Responses[query.RefID] = standin.Downstream(backend.StatusBadRequest, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		key := callKey{q.Region, q.from, q.to}
		calls[key] = append(calls[key], q)
	}

	var mu sync.Mutex
	var running sync.WaitGroup
	for key, queries := range calls {
		running.Go(func() {
			responses, err := i.answer(ctx, key, queries)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed := standin.Downstream(statusOf(err), fmt.Errorf("metric request error: %w", err))
				for _, refID := range blamed(err, queries) {
					res.Responses[refID] = failed
				}
				return
			}
			for refID, response := range responses {
				res.Responses[refID] = response
			}
		})
	}
	running.Wait()
	return res, nil
}

func (i *instance) answer(ctx context.Context, key callKey, queries []metricQuery) (backend.Responses, error) {
	client, err := i.metricsClient(ctx, key.region)
	if err != nil {
		return nil, err
	}
	data, err := getMetricData(ctx, client, key, queries)
	if err != nil {
		return nil, err
	}
	responses := backend.Responses{}
	for _, q := range queries {
		rows := data.rows[q.ID]
		if len(rows) == 0 {
			continue // Grafana 12.3.0 leaves the refId out as well
		}
		groups, err := i.groupValues(ctx, client, q)
		if err != nil {
			responses[q.refID] = standin.Plugin(err)
			continue
		}
		if responses[q.refID], err = q.response(rows, groups, data.notices); err != nil {
			return nil, err
		}
	}
	return responses, nil
}

// metricData is the answer to all pages of a call.
type metricData struct {
	rows    map[string][]row // by query id
	notices []string
}

// row is a series, joined over pages.
type row struct {
	label      string
	timestamps []time.Time
	values     []float64
	status     types.StatusCode
	messages   []types.MessageData
}

func getMetricData(ctx context.Context, client *cloudwatch.Client, key callKey, queries []metricQuery) (metricData, error) {
	input := &cloudwatch.GetMetricDataInput{
		StartTime: aws.Time(key.from),
		EndTime:   aws.Time(key.to),
		ScanBy:    types.ScanByTimestampAscending,
	}
	if offset := queries[0].TimezoneUTCOffset; offset != "" {
		input.LabelOptions = &types.LabelOptions{Timezone: aws.String(offset)}
	}
	data := metricData{rows: map[string][]row{}}
	for _, q := range queries {
		input.MetricDataQueries = append(input.MetricDataQueries, q.input())
		data.rows[q.ID] = nil
	}
	codes := map[string]bool{}
	for {
		// Grafana 12.3.0 rounds the end up before each page, which moves it by a minute from page to page.
		input.EndTime = aws.Time(input.EndTime.Truncate(time.Minute).Add(time.Minute))
		page, err := client.GetMetricData(ctx, input)
		if err != nil {
			return metricData{}, err
		}
		for _, message := range page.Messages {
			codes[aws.ToString(message.Code)] = true
		}
		for _, result := range page.MetricDataResults {
			if err := data.add(result); err != nil {
				return metricData{}, err
			}
		}
		if aws.ToString(page.NextToken) == "" {
			data.notices = noticesOf(codes)
			return data, nil
		}
		input.NextToken = page.NextToken
	}
}

// add appends a result to the row that it continues, or as a row of its own. A result without a label is dropped.
func (d *metricData) add(result types.MetricDataResult) error {
	id := aws.ToString(result.Id)
	rows, asked := d.rows[id]
	if !asked {
		return fmt.Errorf("the answer holds a result %q that was not asked for", id)
	}
	if len(result.Timestamps) != len(result.Values) {
		return fmt.Errorf("result %q has %d timestamps and %d values", id, len(result.Timestamps), len(result.Values))
	}
	if result.Label == nil {
		return nil
	}
	next := row{*result.Label, result.Timestamps, result.Values, result.StatusCode, result.Messages}
	for n := range rows {
		if rows[n].label == next.label && rows[n].status == types.StatusCodePartialData {
			rows[n].timestamps = append(rows[n].timestamps, next.timestamps...)
			rows[n].values = append(rows[n].values, next.values...)
			rows[n].messages = append(rows[n].messages, next.messages...)
			rows[n].status = next.status
			return nil
		}
	}
	d.rows[id] = append(rows, next)
	return nil
}

func statusOf(err error) backend.Status {
	var unsent *smithyhttp.RequestSendError
	if errors.As(err, &unsent) {
		return backend.StatusBadGateway
	}
	return backend.StatusInternal
}

// blamed are the refIds that an error names in quotes, by id or refId; an error of the whole call stands under none.
func blamed(err error, queries []metricQuery) []string {
	var refIDs []string
	for _, q := range queries {
		if strings.Contains(err.Error(), "'"+q.ID+"':") || strings.Contains(err.Error(), "'"+q.refID+"':") {
			refIDs = append(refIDs, q.refID)
		}
	}
	if len(refIDs) == 0 {
		return []string{""}
	}
	return refIDs
}
