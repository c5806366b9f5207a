package ssm

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeAssociationExecutions lists the executions of an association that were created after a time, 50 a page.
func DescribeAssociationExecutions(associationID string) awsapi.History[types.AssociationExecution] {
	return awsapi.History[types.AssociationExecution]{
		Operation: operation("DescribeAssociationExecutions"),
		Page: func(ctx context.Context, client *awsapi.Client, after time.Time, token *string) ([]types.AssociationExecution, *string, error) {
			page, err := client.SSM.DescribeAssociationExecutions(ctx, &ssm.DescribeAssociationExecutionsInput{
				AssociationId: &associationID,
				Filters: []types.AssociationExecutionFilter{{
					Key: types.AssociationExecutionFilterKeyCreatedTime, Type: types.AssociationFilterOperatorTypeGreaterThan, Value: aws.String(after.Format(time.RFC3339)),
				}},
				MaxResults: aws.Int32(50), NextToken: token,
			})
			if err != nil {
				return nil, nil, err
			}
			return page.AssociationExecutions, page.NextToken, nil
		},
	}
}
