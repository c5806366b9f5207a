package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribePatchGroups lists the patch groups that are registered with a patch baseline, once for each operating system, 100 a page.
var DescribePatchGroups = awsapi.List[types.PatchGroupPatchBaselineMapping]{
	Operation: operation("DescribePatchGroups"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.PatchGroupPatchBaselineMapping, *string, error) {
		page, err := client.SSM.DescribePatchGroups(ctx, &ssm.DescribePatchGroupsInput{MaxResults: aws.Int32(100), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.Mappings, page.NextToken, nil
	},
}
