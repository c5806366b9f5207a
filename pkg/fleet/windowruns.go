package fleet

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type windowRun = types.ScheduledWindowExecution

var _ = declareDrillDown(drillDown[windowRun]{
	Resource: schema.Resource{Name: "windowRuns", Group: schema.OperationsGroup, Label: "Next runs of a maintenance window", About: schema.Window,
		Description: "When one maintenance window is to run, as far ahead as AWS says",
		Examples: []schema.Example{
			{Title: "Runs, the next one first", OrderBy: []schema.OrderBy{{Field: "executionTime"}}},
			{Title: "Runs within 30 days", Filters: []schema.Filter{{Field: "executionTime", Op: "<", Value: "now+30d"}},
				OrderBy: []schema.OrderBy{{Field: "executionTime"}}},
		},
	},
	list:  ssm.DescribeMaintenanceWindowSchedule,
	layer: OperationsLayer,
	lost:  "When a maintenance window is to run beyond the next time",
	fields: []field[windowRun]{
		{name: "executionTime", label: "Execution", means: "When it is to run", from: "ExecutionTime", shown: true,
			time: func(r *windowRun) *time.Time { return timeInWindow(aws.ToString(r.ExecutionTime), "UTC") }},
		{name: "name", label: "Name", means: "Name of the maintenance window", from: "Name", shown: true},
	},
})
