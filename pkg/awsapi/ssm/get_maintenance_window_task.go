package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// WindowTask names a task of a maintenance window.
type WindowTask struct{ WindowID, TaskID string }

// GetMaintenanceWindowTask gives a task with its parameters, which [DescribeMaintenanceWindowTasks] doesn't have.
var GetMaintenanceWindowTask = awsapi.Call[WindowTask, *ssm.GetMaintenanceWindowTaskOutput]{
	Operation: operation("GetMaintenanceWindowTask"),
	Ask: func(ctx context.Context, client *awsapi.Client, task WindowTask) (*ssm.GetMaintenanceWindowTaskOutput, error) {
		return client.SSM.GetMaintenanceWindowTask(ctx, &ssm.GetMaintenanceWindowTaskInput{WindowId: &task.WindowID, WindowTaskId: &task.TaskID})
	},
}
