package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeMaintenanceWindowSchedule lists when a maintenance window is to run, the first time first, 100 a page.
var DescribeMaintenanceWindowSchedule = awsapi.DetailList[types.ScheduledWindowExecution]{
	Operation: operation("DescribeMaintenanceWindowSchedule"),
	Page: func(ctx context.Context, client *awsapi.Client, id string, token *string) ([]types.ScheduledWindowExecution, *string, error) {
		page, err := client.SSM.DescribeMaintenanceWindowSchedule(ctx, &ssm.DescribeMaintenanceWindowScheduleInput{WindowId: &id, MaxResults: aws.Int32(100), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.ScheduledWindowExecutions, page.NextToken, nil
	},
}
