// Package tagging has the operations of the Resource Groups Tagging API that are read, a file each.
package tagging

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// GetResources lists the hybrid nodes and EC2 instances that have or had tags, with their tags, 100 a page.
var GetResources = awsapi.List[types.ResourceTagMapping]{
	Operation: awsapi.Operation{Service: "tag", Name: "GetResources"},
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]types.ResourceTagMapping, *string, error) {
		page, err := client.Tagging.GetResources(ctx, &resourcegroupstaggingapi.GetResourcesInput{
			ResourceTypeFilters: []string{"ssm:managed-instance", "ec2:instance"},
			ResourcesPerPage:    aws.Int32(100),
			PaginationToken:     token,
		})
		if err != nil {
			return nil, nil, err
		}
		return page.ResourceTagMappingList, page.PaginationToken, nil
	},
}
