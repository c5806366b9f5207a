package fleet

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/cloudwatch"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type alarm = cloudwatch.Alarm

// Texts of an alarm that no reader sees: what its dimensions name its machine by.
const (
	alarmInstance = "instance"
	alarmHost     = "host"
)

var alarmRecords = recordsOf(cloudwatch.DescribeAlarms.Operation,
	field[alarm]{name: "alarmName", label: "Alarm", means: "Name of the alarm", from: "AlarmName", shown: true},
	field[alarm]{name: "stateValue", label: "State", means: "State that it is in", from: "StateValue", set: statuses.AlarmState, shown: true, text: alarmState},
	field[alarm]{name: "stateReason", label: "Reason", means: "Why it is in this state", from: "StateReason", shown: true},
	field[alarm]{name: "stateTransitionedTimestamp", label: "In this state since", means: "When its state last changed", from: "StateTransitionedTimestamp", shown: true},
	field[alarm]{name: "stateUpdatedTimestamp", label: "State updated", means: "When its state, or the reason, was last written", from: "StateUpdatedTimestamp"},
	field[alarm]{name: "alarmType", label: "Type", means: "Metric, or composite: made of other alarms", from: "AlarmRule", text: alarmType},
	field[alarm]{name: "namespace", label: "Namespace", means: "Namespace of its metric", from: "Namespace"},
	field[alarm]{name: "metricName", label: "Metric", means: "Name of its metric", from: "MetricName", shown: true},
	field[alarm]{name: "dimensions", label: "Dimensions", means: "Dimensions of its metrics", from: "Dimensions Metrics", text: alarmDimensions},
	field[alarm]{name: "statistic", label: "Statistic", means: "Statistic of its metric, a percentile too", from: "Statistic ExtendedStatistic", text: func(a *alarm) string {
		if a.Statistic != "" {
			return string(a.Statistic)
		}
		return aws.ToString(a.ExtendedStatistic)
	}},
	field[alarm]{name: "comparisonOperator", label: "Comparison", means: "How the metric is compared with the threshold", from: "ComparisonOperator"},
	field[alarm]{name: "threshold", label: "Threshold", means: "What the metric is compared with", from: "Threshold", unit: "none"},
	field[alarm]{name: "period", label: "Period", means: "Over which the statistic is taken", from: "Period", unit: "s"},
	field[alarm]{name: "treatMissingData", label: "Missing data", means: "What a period without data counts as", from: "TreatMissingData"},
	field[alarm]{name: "alarmRule", label: "Rule", means: "Of a composite alarm: which other alarms it is made of", from: "AlarmRule"},
	field[alarm]{name: "actionsEnabled", label: "Actions enabled", means: "Whether it does anything when its state changes", from: "ActionsEnabled"},
	field[alarm]{name: "alarmDescription", label: "Description", means: "What people wrote about it", from: "AlarmDescription"},
	field[alarm]{name: "alarmArn", label: "Alarm ARN", means: "ARN of the alarm", from: "AlarmArn"},
	field[alarm]{name: alarmInstance, from: "Dimensions Metrics", text: func(a *alarm) string { return namedBy(a, "InstanceId") }},
	field[alarm]{name: alarmHost, from: "Dimensions Metrics", text: func(a *alarm) string { return namedBy(a, "host") }},
)

var alarms = declareFeed(onDemand(listFeed(cloudwatch.DescribeAlarms, everyHistory, alarmRecords, "AlarmArn", AlarmsLayer, "CloudWatch alarms")))

var _ = declareAlarms()

func declareAlarms() *placeRows {
	own := alarmRecords.columns()
	node := []schema.Column{{
		Name: "nodeId", Label: "Node ID", Default: true, Derived: true,
		Description: "Node that its dimensions name: by InstanceId, or by host where one node of the account and Region alone has that computer name",
		Sources:     []schema.Source{schema.From(cloudwatch.DescribeAlarms.Operation, "Dimensions"), schema.From(nodeListed, "ComputerName")},
	}}
	return declareRows(placeRows{
		Resource: withConsolePage(schema.Resource{Name: "alarms", Group: schema.OperationsGroup, Label: "Alarms",
			Description: "CloudWatch's metric and composite alarms, with the node that their dimensions name",
			Sources:     []schema.Source{schema.From(cloudwatch.DescribeAlarms.Operation)},
			Columns: slices.Concat(own[:leading], placeColumns("AWS account that it is in", "AWS Region that it is in"),
				own[leading:leading+1], node, own[leading+1:]),
			Examples: []schema.Example{
				{Title: "Alarms that are on, the longest first", Filters: []schema.Filter{{Field: "stateValue", Op: "=", Value: "ALARM"}},
					OrderBy: []schema.OrderBy{{Field: "stateTransitionedTimestamp"}}},
				{Title: "Alarms of nodes, by state", Filters: []schema.Filter{{Field: "nodeId", Op: "exists", Value: true}}, GroupBy: []string{"stateValue"}},
				{Title: "Alarms that do nothing", Filters: []schema.Filter{{Field: "actionsEnabled", Op: "=", Value: false}}},
			},
		}),
		rows: func(v *view) *columns.Table {
			rows := alarms.known(v.place).Clone()
			v.locate(rows)
			rows.SetLazy("nodeId", func() columns.Column { return columns.NewStrings(alarmNodes(rows, nodeLists.known(v.place).Table)) })
			addConsolePages("alarms", rows, v.region)
			return rows
		},
	})
}

// onDemand is a feed that is read while somebody asks for its resource.
func onDemand[E evidence](f feed[E]) feed[E] {
	f.onDemand = true
	return f
}

func alarmState(a *alarm) string {
	if value := string(a.StateValue); slices.Contains(statuses.AlarmState.Values(), value) {
		return value
	}
	return statuses.AlarmUnknown
}

func alarmType(a *alarm) string {
	if a.AlarmRule != nil {
		return "composite"
	}
	return "metric"
}

// dimensionsOf gives the dimensions of an alarm's metrics, which one of metric math has several of.
func dimensionsOf(a *alarm) []types.Dimension {
	all := slices.Clone(a.Dimensions)
	for _, query := range a.Metrics {
		if query.MetricStat != nil && query.MetricStat.Metric != nil {
			all = append(all, query.MetricStat.Metric.Dimensions...)
		}
	}
	return all
}

func alarmDimensions(a *alarm) string {
	var words []string
	for _, d := range dimensionsOf(a) {
		words = with(words, fmt.Sprintf("%s: %s", aws.ToString(d.Name), aws.ToString(d.Value)))
	}
	return strings.Join(words, "; ")
}

// namedBy gives the one value that an alarm's metrics have in a dimension; empty where they have none, or several.
func namedBy(a *alarm, dimension string) string {
	var values []string
	for _, d := range dimensionsOf(a) {
		if aws.ToString(d.Name) == dimension {
			values = with(values, aws.ToString(d.Value))
		}
	}
	if len(values) != 1 {
		return ""
	}
	return values[0]
}

// alarmNodes gives the ids of the nodes that alarms are of.
func alarmNodes(alarms, nodes *columns.Table) []string {
	const several = ""
	byHost := map[string]string{}
	id, computer := text(nodes, "nodeId"), text(nodes, "computerName")
	for row := range int32(nodes.Rows()) {
		host := strings.ToLower(computer(row))
		if _, known := byHost[host]; known {
			byHost[host] = several
		} else {
			byHost[host] = id(row)
		}
	}
	instance, host := text(alarms, alarmInstance), text(alarms, alarmHost)
	named := make([]string, alarms.Rows())
	for row := range int32(alarms.Rows()) {
		switch {
		case isNodeID(instance(row)):
			named[row] = instance(row)
		case host(row) != "":
			named[row] = byHost[strings.ToLower(host(row))]
		}
	}
	return named
}
