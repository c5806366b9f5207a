package conformance

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"
)

// TestCloudWatchHearsEveryRunningInstance asks as Grafana's CloudWatch source does, which is built on this client.
func TestCloudWatchHearsEveryRunningInstance(t *testing.T) {
	ctx := context.Background()
	known := readTruth(t)
	client := cloudwatch.NewFromConfig(baseConfig())
	running := known.in(known.Accounts[0].ID, func(m machine) bool { return m.Kind == "ec2" && m.Power.Running })

	listed := map[string]bool{}
	metrics := cloudwatch.NewListMetricsPaginator(client, &cloudwatch.ListMetricsInput{
		Namespace: aws.String("AWS/EC2"), MetricName: aws.String("CPUUtilization"), RecentlyActive: types.RecentlyActivePt3h,
	})
	for metrics.HasMorePages() {
		page, err := metrics.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, metric := range page.Metrics {
			listed[*metric.Dimensions[0].Value] = true
		}
	}

	end := time.Now()
	search := `REMOVE_EMPTY(SEARCH('{"AWS/EC2","InstanceId"} MetricName="CPUUtilization"', 'Average', 300))`
	data := cloudwatch.NewGetMetricDataPaginator(client, &cloudwatch.GetMetricDataInput{
		StartTime: aws.Time(end.Add(-24 * time.Hour)), EndTime: aws.Time(end), MaxDatapoints: aws.Int32(5000),
		MetricDataQueries: []types.MetricDataQuery{{
			Id: aws.String("q1"), Expression: aws.String(search), Label: aws.String("${PROP('Dim.InstanceId')}"),
		}},
	})
	values := map[string]int{}
	pages := 0
	for data.HasMorePages() {
		page, err := data.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		pages++
		for _, result := range page.MetricDataResults {
			values[*result.Label] += len(result.Values)
		}
	}

	if pages < 2 || len(running) == 0 {
		t.Fatalf("got %d pages over %d running instances, want several of each", pages, len(running))
	}
	for _, id := range ids(running) {
		if !listed[id] || values[id] == 0 {
			t.Errorf("%s: listed %t, with %d values", id, listed[id], values[id])
		}
	}
}

func TestAlarmsOfBothKinds(t *testing.T) {
	pages := cloudwatch.NewDescribeAlarmsPaginator(cloudwatch.NewFromConfig(baseConfig()), &cloudwatch.DescribeAlarmsInput{
		AlarmTypes: []types.AlarmType{types.AlarmTypeMetricAlarm, types.AlarmTypeCompositeAlarm}, MaxRecords: aws.Int32(50),
	})
	read, dimensions, composites := 0, map[string]int{}, 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		read++
		composites += len(page.CompositeAlarms)
		for _, a := range page.MetricAlarms {
			if a.StateUpdatedTimestamp == nil || *a.StateReason == "" || !slices.Contains(a.StateValue.Values(), a.StateValue) {
				t.Errorf("got %+v", a)
			}
			for _, d := range a.Dimensions {
				dimensions[*d.Name]++
			}
		}
	}
	if read < 2 || composites != 2 || dimensions["InstanceId"] < 50 || dimensions["host"] == 0 {
		t.Errorf("got %d pages, %d composite alarms, dimensions %v", read, composites, dimensions)
	}
}
