package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListComplianceItems lists a node's compliance items of all types, 50 a page.
var ListComplianceItems = complianceItems()

// NonCompliantPatches lists those of type Patch that are not compliant. AWS's guide on compliance filters by Status so.
var NonCompliantPatches = complianceItems(patchesOnly[0], types.ComplianceStringFilter{
	Key: aws.String("Status"), Type: types.ComplianceQueryOperatorTypeEqual, Values: []string{string(types.ComplianceStatusNonCompliant)},
})

func complianceItems(filters ...types.ComplianceStringFilter) awsapi.DetailList[types.ComplianceItem] {
	return awsapi.DetailList[types.ComplianceItem]{
		Operation: operation("ListComplianceItems"),
		Page: func(ctx context.Context, client *awsapi.Client, nodeID string, token *string) ([]types.ComplianceItem, *string, error) {
			page, err := client.SSM.ListComplianceItems(ctx, &ssm.ListComplianceItemsInput{
				ResourceIds: []string{nodeID}, ResourceTypes: managedInstances, Filters: filters, MaxResults: aws.Int32(50), NextToken: token,
			})
			if err != nil {
				return nil, nil, err
			}
			return page.ComplianceItems, page.NextToken, nil
		},
	}
}

// managedInstances is the one type of resource that compliance knows, EC2 instances among them.
var managedInstances = []string{"ManagedInstance"}
