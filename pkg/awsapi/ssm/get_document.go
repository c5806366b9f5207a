package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// GetDocument gives the content of the default version of a document by its name, as JSON.
var GetDocument = awsapi.Call[string, string]{
	Operation: operation("GetDocument"),
	Ask: func(ctx context.Context, client *awsapi.Client, name string) (string, error) {
		document, err := client.SSM.GetDocument(ctx, &ssm.GetDocumentInput{Name: &name, DocumentFormat: types.DocumentFormatJson})
		if err != nil {
			return "", err
		}
		return aws.ToString(document.Content), nil
	},
}
