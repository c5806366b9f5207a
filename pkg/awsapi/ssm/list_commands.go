package ssm

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListCommands lists the commands that were sent after a time, 50 a page.
var ListCommands = awsapi.History[types.Command]{
	Operation: operation("ListCommands"),
	Page: func(ctx context.Context, client *awsapi.Client, after time.Time, token *string) ([]types.Command, *string, error) {
		page, err := client.SSM.ListCommands(ctx, &ssm.ListCommandsInput{
			Filters:    []types.CommandFilter{{Key: types.CommandFilterKeyInvokedAfter, Value: aws.String(after.Format(time.RFC3339))}},
			MaxResults: aws.Int32(50), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.Commands, page.NextToken, nil
	},
}
