package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeInstancePatches lists the patches that the last operation found on a node, 100 a page.
var DescribeInstancePatches = patches()

// PatchesIn lists those that are in a state, in the wire's words: "Missing". AWS documents a filter's one value only, not what
// several of them mean.
func PatchesIn(state string) awsapi.DetailList[types.PatchComplianceData] {
	return patches(types.PatchOrchestratorFilter{Key: aws.String("State"), Values: []string{state}})
}

func patches(filters ...types.PatchOrchestratorFilter) awsapi.DetailList[types.PatchComplianceData] {
	return awsapi.DetailList[types.PatchComplianceData]{
		Operation: operation("DescribeInstancePatches"),
		Page: func(ctx context.Context, client *awsapi.Client, nodeID string, token *string) ([]types.PatchComplianceData, *string, error) {
			page, err := client.SSM.DescribeInstancePatches(ctx, &ssm.DescribeInstancePatchesInput{
				InstanceId: &nodeID, Filters: filters, MaxResults: aws.Int32(100), NextToken: token,
			})
			if err != nil {
				return nil, nil, err
			}
			return page.Patches, page.NextToken, nil
		},
	}
}
