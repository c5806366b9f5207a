package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// AssociationExecution names an execution of an association, and a status of its targets in AWS's word.
type AssociationExecution struct{ AssociationID, ExecutionID, Status string }

// DescribeAssociationExecutionTargets lists the targets of an execution that have a status, 50 a page.
func DescribeAssociationExecutionTargets(of AssociationExecution) awsapi.List[types.AssociationExecutionTarget] {
	return awsapi.List[types.AssociationExecutionTarget]{
		Operation: operation("DescribeAssociationExecutionTargets"),
		Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.AssociationExecutionTarget, *string, error) {
			page, err := client.SSM.DescribeAssociationExecutionTargets(ctx, &ssm.DescribeAssociationExecutionTargetsInput{
				AssociationId: &of.AssociationID, ExecutionId: &of.ExecutionID,
				Filters:    []types.AssociationExecutionTargetsFilter{{Key: types.AssociationExecutionTargetsFilterKeyStatus, Value: &of.Status}},
				MaxResults: aws.Int32(50), NextToken: token,
			})
			if err != nil {
				return nil, nil, err
			}
			return page.AssociationExecutionTargets, page.NextToken, nil
		},
	}
}
