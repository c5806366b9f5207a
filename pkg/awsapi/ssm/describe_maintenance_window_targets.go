package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeMaintenanceWindowTargets lists the targets of a maintenance window, 100 a page.
var DescribeMaintenanceWindowTargets = awsapi.DetailList[types.MaintenanceWindowTarget]{
	Operation: operation("DescribeMaintenanceWindowTargets"),
	Page: func(ctx context.Context, client *awsapi.Client, id string, token *string) ([]types.MaintenanceWindowTarget, *string, error) {
		page, err := client.SSM.DescribeMaintenanceWindowTargets(ctx, &ssm.DescribeMaintenanceWindowTargetsInput{WindowId: &id, MaxResults: aws.Int32(100), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.Targets, page.NextToken, nil
	},
}
