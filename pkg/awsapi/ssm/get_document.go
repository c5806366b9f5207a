package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// SessionPreferences is the document that has Session Manager's preferences in an account and Region.
const SessionPreferences = "SSM-SessionManagerRunShell"

// GetDocument gives the content of the default version of [SessionPreferences], as JSON. No other document is read: their content
// may be secret.
var GetDocument = awsapi.Call[struct{}, string]{
	Operation: operationOn("document/"+SessionPreferences, "GetDocument"),
	Ask: func(ctx context.Context, client *awsapi.Client, _ struct{}) (string, error) {
		input := &ssm.GetDocumentInput{Name: aws.String(SessionPreferences), DocumentFormat: types.DocumentFormatJson}
		document, err := client.SSM.GetDocument(ctx, input)
		if err != nil {
			return "", err
		}
		return aws.ToString(document.Content), nil
	},
}
