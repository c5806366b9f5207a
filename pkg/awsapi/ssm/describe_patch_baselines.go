package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribePatchBaselines lists the patch baselines, AWS's predefined ones too, 100 a page.
var DescribePatchBaselines = awsapi.List[types.PatchBaselineIdentity]{
	Operation: operation("DescribePatchBaselines"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.PatchBaselineIdentity, *string, error) {
		page, err := client.SSM.DescribePatchBaselines(ctx, &ssm.DescribePatchBaselinesInput{MaxResults: aws.Int32(100), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		return page.BaselineIdentities, page.NextToken, nil
	},
}
