package ssm

import (
	"context"
	"iter"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeInstanceAssociationsStatus lists the associations of a node with their status, 50 a page.
func DescribeInstanceAssociationsStatus(ctx context.Context, client *awsapi.Client, nodeID string) iter.Seq2[[]types.InstanceAssociationStatusInfo, error] {
	return awsapi.Pages(ctx, func(ctx context.Context, token *string) ([]types.InstanceAssociationStatusInfo, *string, error) {
		page, err := client.SSM.DescribeInstanceAssociationsStatus(ctx, &ssm.DescribeInstanceAssociationsStatusInput{
			InstanceId: &nodeID, MaxResults: aws.Int32(50), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.InstanceAssociationStatusInfos, page.NextToken, nil
	})
}
