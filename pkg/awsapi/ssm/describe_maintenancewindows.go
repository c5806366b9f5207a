// The underscore is left out: Go builds files named _windows.go for Windows alone.

package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeMaintenanceWindows lists the maintenance windows, those that are disabled too, 100 a page.
var DescribeMaintenanceWindows = awsapi.List[types.MaintenanceWindowIdentity]{
	Operation: operation("DescribeMaintenanceWindows"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.MaintenanceWindowIdentity, *string, error) {
		page, err := client.SSM.DescribeMaintenanceWindows(ctx, &ssm.DescribeMaintenanceWindowsInput{MaxResults: aws.Int32(100), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.WindowIdentities, page.NextToken, nil
	},
}
