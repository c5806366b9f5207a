package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeAvailablePatches lists the patches that baselines could approve, 100 a page: by its API reference those of Windows Server,
// Amazon Linux 1 and Amazon Linux 2 only.
var DescribeAvailablePatches = availablePatches()

// UpdatesOf lists the updates of Windows by their KB numbers. One number may be several updates: for several products, or one a month.
func UpdatesOf(kbIDs []string) awsapi.List[types.Patch] {
	return availablePatches(types.PatchOrchestratorFilter{Key: aws.String("PATCH_ID"), Values: kbIDs})
}

// VersionsOf lists all versions of packages of a product: "AmazonLinux2.0".
func VersionsOf(product string, packages []string) awsapi.List[types.Patch] {
	return availablePatches(
		types.PatchOrchestratorFilter{Key: aws.String("PRODUCT"), Values: []string{product}},
		types.PatchOrchestratorFilter{Key: aws.String("NAME"), Values: packages},
	)
}

func availablePatches(filters ...types.PatchOrchestratorFilter) awsapi.List[types.Patch] {
	return awsapi.List[types.Patch]{
		Operation: operation("DescribeAvailablePatches"),
		Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.Patch, *string, error) {
			page, err := client.SSM.DescribeAvailablePatches(ctx, &ssm.DescribeAvailablePatchesInput{
				Filters: filters, MaxResults: aws.Int32(100), NextToken: token,
			})
			if err != nil {
				return nil, nil, err
			}
			return page.Patches, page.NextToken, nil
		},
	}
}
