package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListCommandInvocations lists what became of a command on each of its nodes, 50 a page. Their output is left out: it may hold secrets.
var ListCommandInvocations = awsapi.DetailList[types.CommandInvocation]{
	Operation: operation("ListCommandInvocations"),
	Page: func(ctx context.Context, client *awsapi.Client, id string, token *string) ([]types.CommandInvocation, *string, error) {
		page, err := client.SSM.ListCommandInvocations(ctx, &ssm.ListCommandInvocationsInput{CommandId: &id, MaxResults: aws.Int32(50), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.CommandInvocations, page.NextToken, nil
	},
}
