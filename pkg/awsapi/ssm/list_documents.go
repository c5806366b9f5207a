package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListDocuments lists the documents that the account owns, 50 a page: not Amazon's, which are the same everywhere.
var ListDocuments = awsapi.List[types.DocumentIdentifier]{
	Operation: operation("ListDocuments"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.DocumentIdentifier, *string, error) {
		page, err := client.SSM.ListDocuments(ctx, &ssm.ListDocumentsInput{
			Filters: ownOnly, MaxResults: aws.Int32(50), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.DocumentIdentifiers, page.NextToken, nil
	},
}

var ownOnly = []types.DocumentKeyValuesFilter{{Key: aws.String("Owner"), Values: []string{"Self"}}}
