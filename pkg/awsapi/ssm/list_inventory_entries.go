package ssm

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// InventoryEntry is one entry of a node's inventory: its attributes by name, and when inventory captured it as AWS writes
// it (RFC 3339).
type InventoryEntry struct {
	Attributes  map[string]string
	CaptureTime string
}

// ListInventoryEntries lists what inventory of one type knows of a node, for instance AWS:Application, 50 a page.
func ListInventoryEntries(typeName string) awsapi.DetailList[InventoryEntry] {
	return awsapi.DetailList[InventoryEntry]{
		Operation: operation("ListInventoryEntries"),
		Page: func(ctx context.Context, client *awsapi.Client, nodeID string, token *string) ([]InventoryEntry, *string, error) {
			page, err := client.SSM.ListInventoryEntries(ctx, &ssm.ListInventoryEntriesInput{
				InstanceId: &nodeID, TypeName: &typeName, MaxResults: aws.Int32(50), NextToken: token,
			})
			if err != nil {
				return nil, nil, err
			}
			entries := make([]InventoryEntry, len(page.Entries))
			for i, attributes := range page.Entries {
				entries[i] = InventoryEntry{Attributes: attributes, CaptureTime: aws.ToString(page.CaptureTime)}
			}
			return entries, page.NextToken, nil
		},
	}
}
