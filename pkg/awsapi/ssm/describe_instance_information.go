package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeInstanceInformation lists the nodes that are neither stopped nor terminated, 50 a page, with what
// [DescribeInstanceProperties] tells of them except the EC2 facts.
var DescribeInstanceInformation = awsapi.List[types.InstanceProperty]{
	Operation: operation("DescribeInstanceInformation"),
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.InstanceProperty, *string, error) {
		page, err := client.SSM.DescribeInstanceInformation(ctx, &ssm.DescribeInstanceInformationInput{
			MaxResults: aws.Int32(50), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		nodes := make([]types.InstanceProperty, len(page.InstanceInformationList))
		for i, information := range page.InstanceInformationList {
			nodes[i] = asProperty(information)
		}
		return nodes, page.NextToken, nil
	},
}

func asProperty(i types.InstanceInformation) types.InstanceProperty {
	return types.InstanceProperty{
		ActivationId:                           i.ActivationId,
		AgentVersion:                           i.AgentVersion,
		AssociationOverview:                    i.AssociationOverview,
		AssociationStatus:                      i.AssociationStatus,
		ComputerName:                           i.ComputerName,
		IPAddress:                              i.IPAddress,
		IamRole:                                i.IamRole,
		InstanceId:                             i.InstanceId,
		LastAssociationExecutionDate:           i.LastAssociationExecutionDate,
		LastPingDateTime:                       i.LastPingDateTime,
		LastSuccessfulAssociationExecutionDate: i.LastSuccessfulAssociationExecutionDate,
		Name:                                   i.Name,
		PingStatus:                             i.PingStatus,
		PlatformName:                           i.PlatformName,
		PlatformType:                           i.PlatformType,
		PlatformVersion:                        i.PlatformVersion,
		RegistrationDate:                       i.RegistrationDate,
		ResourceType:                           aws.String(string(i.ResourceType)),
		SourceId:                               i.SourceId,
		SourceLocation:                         i.SourceLocation,
		SourceType:                             i.SourceType,
	}
}
