package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeMaintenanceWindowTasks lists the tasks of a maintenance window, 100 a page.
var DescribeMaintenanceWindowTasks = awsapi.DetailList[types.MaintenanceWindowTask]{
	Operation: operation("DescribeMaintenanceWindowTasks"),
	Page: func(ctx context.Context, client *awsapi.Client, id string, token *string) ([]types.MaintenanceWindowTask, *string, error) {
		page, err := client.SSM.DescribeMaintenanceWindowTasks(ctx, &ssm.DescribeMaintenanceWindowTasksInput{WindowId: &id, MaxResults: aws.Int32(100), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.Tasks, page.NextToken, nil
	},
}
