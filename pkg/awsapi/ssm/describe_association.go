package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// DescribeAssociation gives an association, by its id, with its parameters and calendars, which [ListAssociations] doesn't have. Its
// latest version: what is in force.
var DescribeAssociation = awsapi.Call[string, types.AssociationDescription]{
	Operation: operation("DescribeAssociation"),
	Ask: func(ctx context.Context, client *awsapi.Client, id string) (types.AssociationDescription, error) {
		found, err := client.SSM.DescribeAssociation(ctx, &ssm.DescribeAssociationInput{AssociationId: &id})
		if err != nil || found.AssociationDescription == nil {
			return types.AssociationDescription{AssociationId: aws.String(id)}, err
		}
		return *found.AssociationDescription, nil
	},
}
