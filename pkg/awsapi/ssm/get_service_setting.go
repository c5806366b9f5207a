package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ActivationTier is the setting of how many hybrid-activated nodes an account may have in a Region, and at what price: standard or
// advanced.
const ActivationTier = "/ssm/managed-instance/activation-tier"

// GetServiceSetting gives [ActivationTier], and no other setting: a list of one.
var GetServiceSetting = awsapi.List[types.ServiceSetting]{
	Operation: operationOn("servicesetting"+ActivationTier, "GetServiceSetting"),
	Page: func(ctx context.Context, client *awsapi.Client, _ *string) ([]types.ServiceSetting, *string, error) {
		answer, err := client.SSM.GetServiceSetting(ctx, &ssm.GetServiceSettingInput{SettingId: aws.String(ActivationTier)})
		if err != nil {
			return nil, nil, err
		}
		// The client takes no answer without it for AWS's.
		return []types.ServiceSetting{*answer.ServiceSetting}, nil, nil
	},
}
