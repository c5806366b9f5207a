// Package cloudwatch has the operations of Amazon CloudWatch that are read, a file each.
package cloudwatch

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// Alarm is an alarm of either type: of a composite one, what both have, and its rule.
type Alarm struct {
	types.MetricAlarm
	AlarmRule *string // of a composite one alone
}

// DescribeAlarms lists the metric alarms and the composite alarms, 100 a page.
var DescribeAlarms = awsapi.List[Alarm]{
	Operation: awsapi.Operation{Service: "cloudwatch", Name: "DescribeAlarms"},
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]Alarm, *string, error) {
		page, err := client.DescribeAlarms(ctx, &cloudwatch.DescribeAlarmsInput{
			// Without types AWS gives metric alarms alone.
			AlarmTypes: []types.AlarmType{types.AlarmTypeMetricAlarm, types.AlarmTypeCompositeAlarm},
			MaxRecords: aws.Int32(100), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		var alarms []Alarm
		for _, metric := range page.MetricAlarms {
			alarms = append(alarms, Alarm{MetricAlarm: metric})
		}
		for _, composite := range page.CompositeAlarms {
			alarms = append(alarms, ofComposite(composite))
		}
		return alarms, page.NextToken, nil
	},
}

func ofComposite(c types.CompositeAlarm) Alarm {
	return Alarm{AlarmRule: c.AlarmRule, MetricAlarm: types.MetricAlarm{
		ActionsEnabled: c.ActionsEnabled, AlarmActions: c.AlarmActions, AlarmArn: c.AlarmArn, AlarmDescription: c.AlarmDescription, AlarmName: c.AlarmName,
		AlarmConfigurationUpdatedTimestamp: c.AlarmConfigurationUpdatedTimestamp, StateReason: c.StateReason, StateValue: c.StateValue,
		StateTransitionedTimestamp: c.StateTransitionedTimestamp, StateUpdatedTimestamp: c.StateUpdatedTimestamp,
	}}
}
