package cloudwatch

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
)

// groupValues are the values that the dimensions of a builder's GROUP BY may have: Metrics Insights names a series only
// by its values, so a label is told by which known value occurs in its name.
func (i *instance) groupValues(ctx context.Context, client *cloudwatch.Client, q metricQuery) (map[string][]string, error) {
	if q.mode != insights || q.MetricEditorMode == 1 || q.MetricName == "" {
		return nil, nil
	}
	groups := map[string][]string{}
	for _, expression := range q.SQL.GroupBy.Expressions {
		key := expression.Property.Name
		metrics, err := allMetrics(ctx, client, &cloudwatch.ListMetricsInput{
			Namespace: aws.String(q.Namespace), MetricName: aws.String(q.MetricName),
		})
		if err != nil {
			return nil, fmt.Errorf("failed to get dimension values for key %q: %w", key, err)
		}
		groups[key] = dimensionValues(metrics, key)
	}
	return groups, nil
}
