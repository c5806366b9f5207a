// Package resourcegroups has the operations of AWS Resource Groups that are read, a file each.
package resourcegroups

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroups"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroups/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// ListGroupResources lists the resources of a group, by its name or ARN, 50 a page. It fails where AWS says that it doesn't know all
// of them, as it does of a group of a CloudFormation stack that is gone.
var ListGroupResources = awsapi.DetailList[types.ResourceIdentifier]{
	Operation: awsapi.Operation{Service: "resource-groups", Name: "ListGroupResources"},
	Page: func(ctx context.Context, client *awsapi.Client, group string, token *string) ([]types.ResourceIdentifier, *string, error) {
		page, err := client.ListGroupResources(ctx, &resourcegroups.ListGroupResourcesInput{Group: &group, MaxResults: aws.Int32(50), NextToken: token})
		if err != nil {
			return nil, nil, err
		}
		if len(page.QueryErrors) > 0 {
			words := make([]string, len(page.QueryErrors))
			for i, e := range page.QueryErrors {
				words[i] = string(e.ErrorCode) + ": " + aws.ToString(e.Message)
			}
			return nil, nil, &awsapi.Error{Message: "AWS can't tell all that is in it: " + strings.Join(words, "; ")}
		}
		if page.Resources == nil && page.ResourceIdentifiers == nil {
			// AWS lists nothing as an empty list: without one it isn't known to be nothing.
			return nil, nil, errors.New("the answer has no list of resources")
		}
		var found []types.ResourceIdentifier
		for _, resource := range page.Resources {
			if resource.Identifier != nil {
				found = append(found, *resource.Identifier)
			}
		}
		if page.Resources == nil {
			found = page.ResourceIdentifiers
		}
		return found, page.NextToken, nil
	},
}
