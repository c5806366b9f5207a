package fleet

import (
	"context"
	"errors"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type inventoryAttribute = ssm.InventoryAttribute

// inventoryType is the argument with the type of inventory. The choices are those of AWS's guide.
var inventoryType = schema.Argument{
	Name: "inventoryType", Label: "Inventory type", Description: "One of AWS's, or of your own: Custom:RackInfo", Words: "an inventory type",
	Example: "AWS:Network or Custom:RackInfo", Required: true, Pattern: regexp.MustCompile(`^(AWS|Custom):.{1,93}$`),
	Choices: []string{
		"AWS:AWSComponent", "AWS:Application", "AWS:BillingInfo", "AWS:ComplianceItem", "AWS:ComplianceSummary", "AWS:File",
		"AWS:InstanceDetailedInformation", "AWS:InstanceInformation", "AWS:Network", "AWS:PatchCompliance", "AWS:PatchSummary", "AWS:ResourceGroup",
		"AWS:Service", "AWS:Tag", "AWS:WindowsRegistry", "AWS:WindowsRole", "AWS:WindowsUpdate",
	},
}

var _ = declareDrillDown(drillDown[inventoryAttribute]{
	Resource: schema.Resource{Name: "inventory", Group: schema.FleetGroup, Label: "Inventory of a node", About: schema.Node,
		Description: "What SSM Inventory collected from one node, of one type, custom ones too: a row for each attribute of each entry",
		Arguments:   []schema.Argument{inventoryType},
		Examples: []schema.Example{
			{Title: "All entries, one after the other", OrderBy: []schema.OrderBy{{Field: "entry"}}},
			{Title: "IP addresses (of AWS:Network)", Filters: []schema.Filter{{Field: "attribute", Op: "in", Value: []string{"IPV4", "IPV6"}}}},
			{Title: "Entries by attribute", GroupBy: []string{"attribute"}},
		},
	},
	list: ssm.ListInventoryAttributes("AWS:Network"),
	with: func(arguments map[string]string) awsapi.DetailList[inventoryAttribute] {
		return inventoryOf(arguments[inventoryType.Name])
	},
	layer: PatchesLayer,
	fields: []field[inventoryAttribute]{
		{name: "entry", label: "Entry", means: "Number of the entry that the attribute is of, from 1 on", from: "Entry", unit: "none", shown: true},
		{name: "attribute", label: "Attribute", means: "Name of the attribute", from: "Name", shown: true},
		{name: "value", label: "Value", means: "Its value, as the agent wrote it", from: "Value", shown: true},
		{name: "captureTime", label: "Capture time", means: "When SSM Inventory last collected it", from: "CaptureTime",
			time: func(a *inventoryAttribute) *time.Time { return inventoryTime(a.CaptureTime) }},
	},
})

// inventoryOf lists the inventory of a type, and says of one that Systems Manager doesn't know that it doesn't.
func inventoryOf(typeName string) awsapi.DetailList[inventoryAttribute] {
	list := ssm.ListInventoryAttributes(typeName)
	return awsapi.DetailList[inventoryAttribute]{
		Operation: list.Operation,
		Page: func(ctx context.Context, client *awsapi.Client, nodeID string, token *string) ([]inventoryAttribute, *string, error) {
			page, next, err := list.Page(ctx, client, nodeID, token)
			var unknown *types.InvalidTypeNameException
			if errors.As(err, &unknown) {
				err = userErrorf("Systems Manager knows no inventory type %q. Set arguments.%s to one of AWS's, such as AWS:Network, or to one that "+
					"your own inventory has, which begins with Custom:", typeName, inventoryType.Name)
			}
			return page, next, err
		},
	}
}
