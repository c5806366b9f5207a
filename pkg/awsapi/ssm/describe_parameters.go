package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeParameters lists what is known of the account's own parameters, without their values, 50 a page.
var DescribeParameters = awsapi.List[types.ParameterMetadata]{
	Operation: operation("DescribeParameters"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.ParameterMetadata, *string, error) {
		page, err := client.SSM.DescribeParameters(ctx, &ssm.DescribeParametersInput{MaxResults: aws.Int32(50), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.Parameters, page.NextToken, nil
	},
}
