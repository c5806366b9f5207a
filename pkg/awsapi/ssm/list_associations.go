package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListAssociations lists the State Manager associations, 50 a page.
var ListAssociations = awsapi.List[types.Association]{
	Operation: operation("ListAssociations"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.Association, *string, error) {
		page, err := client.SSM.ListAssociations(ctx, &ssm.ListAssociationsInput{MaxResults: aws.Int32(50), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.Associations, page.NextToken, nil
	},
}
