package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListCloudConnectors lists the connectors to other clouds, 10 a page.
var ListCloudConnectors = awsapi.List[types.CloudConnectorSummary]{
	Operation: operation("ListCloudConnectors"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.CloudConnectorSummary, *string, error) {
		page, err := client.SSM.ListCloudConnectors(ctx, &ssm.ListCloudConnectorsInput{MaxResults: aws.Int32(10), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.CloudConnectors, page.NextToken, nil
	},
}
