package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// InventoryNode is a node as inventory knows it: the attributes of its AWS:InstanceInformation by name, none where it has not been
// collected, and when it was (RFC 3339).
type InventoryNode struct {
	ID          string
	Attributes  map[string]string
	CaptureTime string
}

const instanceInformation = "AWS:InstanceInformation"

// GetInventory lists the nodes whose inventory fits filters, 50 a page, stopped and terminated ones too. AWS tells what fits by the
// nodes' ids alone.
func GetInventory(filters ...types.InventoryFilter) awsapi.DetailList[InventoryNode] {
	return awsapi.DetailList[InventoryNode]{
		Operation: operation("GetInventory"),
		Page: func(ctx context.Context, client *awsapi.Client, _ string, token *string) ([]InventoryNode, *string, error) {
			page, err := client.SSM.GetInventory(ctx, &ssm.GetInventoryInput{Filters: filters, MaxResults: aws.Int32(50), NextToken: token})
			if err != nil {
				return nil, nil, err
			}
			nodes := make([]InventoryNode, len(page.Entities))
			for i, entity := range page.Entities {
				data := entity.Data[instanceInformation]
				nodes[i] = InventoryNode{ID: aws.ToString(entity.Id), CaptureTime: aws.ToString(data.CaptureTime)}
				if len(data.Content) > 0 {
					nodes[i].Attributes = data.Content[0]
				}
			}
			return nodes, page.NextToken, nil
		},
	}
}
