package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeActivations lists the hybrid activations, 50 a page.
var DescribeActivations = awsapi.List[types.Activation]{
	Operation: operation("DescribeActivations"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.Activation, *string, error) {
		page, err := client.SSM.DescribeActivations(ctx, &ssm.DescribeActivationsInput{MaxResults: aws.Int32(50), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.ActivationList, page.NextToken, nil
	},
}
