package ssm

import (
	"context"
	"errors"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// organizationSync is the one resource data sync by which nodes are listed over an organization.
const organizationSync = "AWS-QuickSetup-ManagedNode"

// ManagedNode is a node as [ListNodes] tells of it. Organization: it was listed over the organization, and not in one account and
// Region alone.
type ManagedNode struct {
	types.Node
	Instance     types.InstanceInfo
	Organization bool
}

// ListNodes lists the nodes of the organization, or of the account and Region alone where there is no such list, 50 a page. AWS
// doesn't support it where the integrated experience of Systems Manager is not enabled.
var ListNodes = awsapi.List[ManagedNode]{
	Operation: operation("ListNodes"),
	// A token begins with the name of the sync, which is empty where there is none.
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]ManagedNode, *string, error) {
		if token == nil {
			nodes, next, err := listNodes(ctx, client, organizationSync, nil)
			var none *types.ResourceDataSyncNotFoundException
			if errors.As(err, &none) {
				return listNodes(ctx, client, "", nil)
			}
			return nodes, next, err
		}
		sync, own, _ := strings.Cut(*token, " ")
		return listNodes(ctx, client, sync, &own)
	},
}

func listNodes(ctx context.Context, client *awsapi.Client, sync string, token *string) ([]ManagedNode, *string, error) {
	input := &ssm.ListNodesInput{MaxResults: aws.Int32(50), NextToken: token}
	if sync != "" {
		input.SyncName = &sync
	}
	page, err := client.SSM.ListNodes(ctx, input)
	if err != nil {
		return nil, nil, err
	}
	nodes := make([]ManagedNode, len(page.Nodes))
	for i, node := range page.Nodes {
		nodes[i] = ManagedNode{Node: node, Organization: sync != ""}
		if instance, ok := node.NodeType.(*types.NodeTypeMemberInstance); ok {
			nodes[i].Instance = instance.Value
		}
	}
	if next := aws.ToString(page.NextToken); next != "" {
		return nodes, aws.String(sync + " " + next), nil
	}
	return nodes, nil, nil
}
