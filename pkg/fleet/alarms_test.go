package fleet

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// metricAlarm is a metric alarm in the XML of CloudWatch's API reference, with dimensions as name and value in turn.
func metricAlarm(name, state string, dimensions ...string) string {
	var written strings.Builder
	for i := 0; i < len(dimensions); i += 2 {
		fmt.Fprintf(&written, "<member><Name>%s</Name><Value>%s</Value></member>", dimensions[i], dimensions[i+1])
	}
	return fmt.Sprintf("<member><AlarmName>%s</AlarmName><AlarmArn>arn:%[1]s</AlarmArn><StateValue>%s</StateValue><Dimensions>%s</Dimensions></member>",
		name, state, written.String())
}

func TestAlarmsNameTheirNodes(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		node := func(i int, computer string) map[string]any {
			return map[string]any{"InstanceId": fakeID(i), "PingStatus": "Online", "ComputerName": computer}
		}
		return http.StatusOK, map[string]any{"InstanceProperties": []any{node(0, "DB-01.corp"), node(1, "twin"), node(2, "twin")}}
	})
	aws.on("DescribeAlarms", func(map[string]any) (int, any) {
		return http.StatusOK, "<DescribeAlarmsResponse><DescribeAlarmsResult><MetricAlarms>" +
			metricAlarm("byId", "ALARM", "InstanceId", fakeID(7)) +
			metricAlarm("byHost", "OK", "host", "db-01.CORP", "device", "sda1") +
			metricAlarm("byTwin", "OK", "host", "twin") +
			metricAlarm("byNothing", "SOMETHING_NEW", "LoadBalancer", "app/1") +
			"</MetricAlarms><CompositeAlarms><member><AlarmName>both</AlarmName><AlarmArn>arn:both</AlarmArn><StateValue>ALARM</StateValue><AlarmRule>ALARM(byId)</AlarmRule></member>" +
			"</CompositeAlarms></DescribeAlarmsResult></DescribeAlarmsResponse>"
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "alarms", Need{})
	expectRows(t, "alarms", answer, err, 5)
	want := []string{
		"byId/ALARM/metric/" + fakeID(7), "byHost/OK/metric/" + fakeID(0), "byTwin/OK/metric/", "byNothing/Unknown/metric/", "both/ALARM/composite/",
	}
	if got := linesOf(t, answer, "alarmName", "stateValue", "alarmType", "nodeId"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
