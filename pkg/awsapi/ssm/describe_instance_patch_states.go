package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// PatchStateBatch is how many nodes one question for patch states may name.
const PatchStateBatch = 50

// DescribeInstancePatchStates gives the patch states of up to [PatchStateBatch] nodes. A node without one is left out.
var DescribeInstancePatchStates = awsapi.Call[[]string, []types.InstancePatchState]{
	Operation: operation("DescribeInstancePatchStates"),
	Ask:       describeInstancePatchStates,
}

func describeInstancePatchStates(ctx context.Context, client *awsapi.Client, nodeIDs []string) ([]types.InstancePatchState, error) {
	var states []types.InstancePatchState
	pages := awsapi.Pages(ctx, nil, func(ctx context.Context, token *string) ([]types.InstancePatchState, *string, error) {
		page, err := client.SSM.DescribeInstancePatchStates(ctx, &ssm.DescribeInstancePatchStatesInput{
			InstanceIds: nodeIDs, MaxResults: aws.Int32(100), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.InstancePatchStates, page.NextToken, nil
	})
	for page, err := range pages {
		if err != nil {
			return nil, err
		}
		states = append(states, page.Items...)
	}
	return states, nil
}
