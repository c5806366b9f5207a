package fleet

import (
	"regexp"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// wholeOrBeginning is a text, or with an asterisk after it the beginning of one: what inventory's filters can tell.
var wholeOrBeginning = regexp.MustCompile(`^[^*]+\*?$`)

var softwareName = schema.Argument{
	Name: "software", Label: "Software", Description: "Name of the application or package; with an asterisk at its end, the beginning of the name",
	Words: "the name of an application", Example: "openssl or openssl*", Required: true, Pattern: wholeOrBeginning,
}

var softwareVersion = schema.Argument{
	Name: "version", Label: "Version",
	Description: "Its version, or the beginning of it with an asterisk. AWS does not say whether name and version must fit one and the same application of a node",
	Words:       "a version", Example: "3.0.2 or 3.0.*", Pattern: wholeOrBeginning,
}

var _ = declareDrillDown(drillDown[ssm.InventoryNode]{
	Resource: schema.Resource{Name: "softwareFleet", Group: schema.FleetGroup, Label: "Nodes with software",
		Description: "Nodes on which SSM Inventory found an application, stopped and terminated ones too. AWS does not say in which version: resource software of a node does",
		Arguments:   []schema.Argument{softwareName, softwareVersion},
		Examples: []schema.Example{
			{Title: "Nodes that have it, by account and Region", GroupBy: []string{"account", "region"}},
			{Title: "Nodes that have it and are there", Filters: []schema.Filter{{Field: "instanceStatus", Op: "=", Value: "Active"}},
				OrderBy: []schema.OrderBy{{Field: "computerName"}}},
		},
	},
	list:  softwareOn(map[string]string{softwareName.Name: probeID}),
	with:  softwareOn,
	id:    "ID",
	layer: PatchesLayer,
	lost:  "Which nodes have a given application",
	fields: []field[ssm.InventoryNode]{
		{name: "nodeId", label: "Node ID", means: "Node that has it", from: "ID", shown: true},
		{name: "computerName", label: "Computer name", means: "Name that the operating system has", from: "Attributes.ComputerName", shown: true},
		{name: "instanceStatus", label: "Status", means: "Active, ConnectionLost, Stopped or Terminated, in AWS's words", from: "Attributes.InstanceStatus", shown: true},
		{name: "platformName", label: "Platform name", means: "Name of the operating system", from: "Attributes.PlatformName", shown: true},
		{name: "platformVersion", label: "Platform version", means: "Version of the operating system", from: "Attributes.PlatformVersion", shown: true},
		{name: "platformType", label: "Platform type", means: "Windows, Linux or MacOS", from: "Attributes.PlatformType"},
		{name: "ipAddress", label: "IP address", means: "IP address of the node", from: "Attributes.IpAddress"},
		{name: "agentVersion", label: "Agent version", means: "Version of SSM Agent", from: "Attributes.AgentVersion"},
		{name: "resourceType", label: "Resource type", means: "EC2Instance or ManagedInstance", from: "Attributes.ResourceType"},
		{name: "captureTime", label: "Capture time", means: "When SSM Inventory last collected what it says of the node", from: "CaptureTime",
			time: func(n *ssm.InventoryNode) *time.Time { return inventoryTime(n.CaptureTime) }},
	},
})

// softwareOn lists the nodes that have software of a name, and of a version where one is given.
func softwareOn(arguments map[string]string) awsapi.DetailList[ssm.InventoryNode] {
	filters := []types.InventoryFilter{applicationFilter("Name", arguments[softwareName.Name])}
	if version := arguments[softwareVersion.Name]; version != "" {
		filters = append(filters, applicationFilter("Version", version))
	}
	return ssm.GetInventory(filters...)
}

func applicationFilter(attribute, text string) types.InventoryFilter {
	beginning, isBeginning := strings.CutSuffix(text, "*")
	filter := types.InventoryFilter{Key: aws.String("AWS:Application." + attribute), Type: types.InventoryQueryOperatorTypeEqual, Values: []string{beginning}}
	if isBeginning {
		filter.Type = types.InventoryQueryOperatorTypeBeginWith
	}
	return filter
}
