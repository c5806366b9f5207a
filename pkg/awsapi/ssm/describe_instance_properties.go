package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeInstanceProperties lists all nodes, stopped ones too, 1,000 a page. It is the operation of AWS's own console.
var DescribeInstanceProperties = awsapi.List[types.InstanceProperty]{
	Operation: operation("DescribeInstanceProperties"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.InstanceProperty, *string, error) {
		page, err := client.SSM.DescribeInstanceProperties(ctx, &ssm.DescribeInstancePropertiesInput{MaxResults: aws.Int32(1000), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.InstanceProperties, page.NextToken, nil
	},
}
