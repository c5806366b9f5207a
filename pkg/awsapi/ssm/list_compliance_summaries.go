package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListComplianceSummaries counts the compliant and noncompliant nodes of every compliance type, 50 types a page.
var ListComplianceSummaries = awsapi.List[types.ComplianceSummaryItem]{
	Operation: operation("ListComplianceSummaries"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.ComplianceSummaryItem, *string, error) {
		page, err := client.SSM.ListComplianceSummaries(ctx, &ssm.ListComplianceSummariesInput{MaxResults: aws.Int32(50), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.ComplianceSummaryItems, page.NextToken, nil
	},
}
