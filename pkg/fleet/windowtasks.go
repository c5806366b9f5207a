package fleet

import (
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type windowTask = types.MaintenanceWindowTask

var _ = declareDrillDown(drillDown[windowTask]{
	Resource: schema.Resource{Name: "windowTasks", Group: schema.OperationsGroup, Label: "Tasks of a maintenance window", About: schema.Window,
		Description: "What one maintenance window runs, without the parameters",
		Examples: []schema.Example{
			{Title: "Tasks in the order in which they run", OrderBy: []schema.OrderBy{{Field: "priority"}}},
			{Title: "Tasks by kind", GroupBy: []string{"type"}},
		},
	},
	list:  ssm.DescribeMaintenanceWindowTasks,
	id:    "WindowTaskId",
	layer: OperationsLayer,
	lost:  "The tasks of a maintenance window",
	fields: []field[windowTask]{
		{name: "name", label: "Name", means: "Name that people gave it", from: "Name", shown: true},
		{name: "taskArn", label: "Task", means: "What it runs: name of an SSM document or a runbook, or ARN of a Lambda function or a state machine", from: "TaskArn", shown: true},
		{name: "type", label: "Type", means: "RUN_COMMAND, AUTOMATION, LAMBDA or STEP_FUNCTIONS", from: "Type", shown: true},
		{name: "targets", label: "Targets", means: "Which of the window's targets it is for", from: "Targets", shown: true,
			text: func(t *windowTask) string { return targetsInWords(t.Targets) }},
		{name: "priority", label: "Priority", means: "Tasks with the lowest number run first", from: "Priority", unit: "none", shown: true},
		{name: "maxConcurrency", label: "Max concurrency", means: "On how many targets it may run at one time: a number or a share", from: "MaxConcurrency", shown: true},
		{name: "maxErrors", label: "Max errors", means: "After how many errors it is run on no more targets: a number or a share", from: "MaxErrors", shown: true},
		{name: "cutoffBehavior", label: "At cutoff", means: "CONTINUE_TASK, or CANCEL_TASK: what becomes of it when the window closes", from: "CutoffBehavior"},
		{name: "description", label: "Description", means: "What people wrote about it", from: "Description"},
		{name: "serviceRoleArn", label: "Service role", means: "ARN of the IAM role by which it runs", from: "ServiceRoleArn"},
		{name: "windowTaskId", label: "Task ID", means: "ID that Systems Manager gave it", from: "WindowTaskId", shown: true},
	},
})
