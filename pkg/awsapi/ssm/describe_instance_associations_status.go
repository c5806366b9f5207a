package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeInstanceAssociationsStatus lists the associations of a node with their status, 50 a page.
var DescribeInstanceAssociationsStatus = awsapi.DetailList[types.InstanceAssociationStatusInfo]{
	Operation: operation("DescribeInstanceAssociationsStatus"),
	Page: func(ctx context.Context, client *awsapi.Client, nodeID string, token *string) ([]types.InstanceAssociationStatusInfo, *string, error) {
		page, err := client.SSM.DescribeInstanceAssociationsStatus(ctx, &ssm.DescribeInstanceAssociationsStatusInput{
			InstanceId: &nodeID, MaxResults: aws.Int32(50), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.InstanceAssociationStatusInfos, page.NextToken, nil
	},
}
