package cloudwatch

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatchlogs"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// CheckHealth asks CloudWatch and CloudWatch Logs for something small in the default Region.
func (i *instance) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	status := backend.HealthStatusOk
	var lines []string
	for n, check := range []struct {
		service string
		ask     func(context.Context) error
	}{{"metrics", i.checkMetrics}, {"logs", i.checkLogs}} {
		if err := check.ask(ctx); err != nil {
			status = backend.HealthStatusError
			lines = append(lines, fmt.Sprintf("%d. CloudWatch %s query failed: %s", n+1, check.service, err))
		} else {
			lines = append(lines, fmt.Sprintf("%d. Successfully queried the CloudWatch %s API.", n+1, check.service))
		}
	}
	return &backend.CheckHealthResult{Status: status, Message: strings.Join(lines, "\n")}, nil
}

func (i *instance) checkMetrics(ctx context.Context) error {
	region, err := i.region("")
	if err != nil {
		return err
	}
	client, err := i.metricsClient(ctx, region)
	if err != nil {
		return err
	}
	_, err = client.ListMetrics(ctx, &cloudwatch.ListMetricsInput{
		MetricName: aws.String("EstimatedCharges"), Namespace: aws.String("AWS/Billing"),
	})
	return err
}

func (i *instance) checkLogs(ctx context.Context) error {
	region, err := i.region("")
	if err != nil {
		return err
	}
	config, err := i.config(ctx, region)
	if err != nil {
		return err
	}
	_, err = cloudwatchlogs.NewFromConfig(config).DescribeLogGroups(ctx, &cloudwatchlogs.DescribeLogGroupsInput{Limit: aws.Int32(1)})
	return err
}
