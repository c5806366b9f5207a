package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeAutomationStepExecutions lists the steps of an automation execution, 50 a page.
var DescribeAutomationStepExecutions = awsapi.DetailList[types.StepExecution]{
	Operation: operation("DescribeAutomationStepExecutions"),
	Page: func(ctx context.Context, client *awsapi.Client, id string, token *string) ([]types.StepExecution, *string, error) {
		page, err := client.SSM.DescribeAutomationStepExecutions(ctx, &ssm.DescribeAutomationStepExecutionsInput{AutomationExecutionId: &id, MaxResults: aws.Int32(50), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.StepExecutions, page.NextToken, nil
	},
}
