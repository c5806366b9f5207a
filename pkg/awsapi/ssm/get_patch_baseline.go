package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// GetPatchBaseline gives a patch baseline by its id or ARN.
var GetPatchBaseline = awsapi.Call[string, *ssm.GetPatchBaselineOutput]{
	Operation: operation("GetPatchBaseline"),
	Ask: func(ctx context.Context, client *awsapi.Client, id string) (*ssm.GetPatchBaselineOutput, error) {
		return client.SSM.GetPatchBaseline(ctx, &ssm.GetPatchBaselineInput{BaselineId: &id})
	},
}
