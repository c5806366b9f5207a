package ssm

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeAutomationExecutions lists the automations that were started after a time, 50 a page. AWS keeps them for 30 days.
var DescribeAutomationExecutions = awsapi.History[types.AutomationExecutionMetadata]{
	Operation: operation("DescribeAutomationExecutions"),
	Kept:      30 * 24 * time.Hour,
	Page: func(ctx context.Context, client *awsapi.Client, after time.Time, token *string) ([]types.AutomationExecutionMetadata, *string, error) {
		page, err := client.SSM.DescribeAutomationExecutions(ctx, &ssm.DescribeAutomationExecutionsInput{
			Filters: []types.AutomationExecutionFilter{{
				Key: types.AutomationExecutionFilterKeyStartTimeAfter, Values: []string{after.Format(time.RFC3339)},
			}},
			MaxResults: aws.Int32(50), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.AutomationExecutionMetadataList, page.NextToken, nil
	},
}
