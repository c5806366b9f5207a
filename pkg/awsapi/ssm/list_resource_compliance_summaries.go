package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListResourceComplianceSummaries lists AWS's verdict on the patch compliance of each node, 50 a page.
var ListResourceComplianceSummaries = awsapi.List[types.ResourceComplianceSummaryItem]{
	Operation: operation("ListResourceComplianceSummaries"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.ResourceComplianceSummaryItem, *string, error) {
		page, err := client.SSM.ListResourceComplianceSummaries(ctx, &ssm.ListResourceComplianceSummariesInput{
			Filters: patchesOnly, MaxResults: aws.Int32(50), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.ResourceComplianceSummaryItems, page.NextToken, nil
	},
}

var patchesOnly = []types.ComplianceStringFilter{{
	Key: aws.String("ComplianceType"), Type: types.ComplianceQueryOperatorTypeEqual, Values: []string{"Patch"},
}}
