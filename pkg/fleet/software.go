package fleet

import (
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

var _ = declareDrillDown(drillDown[ssm.InventoryEntry]{
	Resource: schema.Resource{Name: "software", Label: "Software of a node", Description: "Software inventory (AWS:Application) of one node"},
	list:     ssm.ListInventoryEntries("AWS:Application"),
	lost:     "The software of one node",
	fields: []field[ssm.InventoryEntry]{
		{name: "name", label: "Name", means: "Name of the application or package", from: "Attributes.Name", shown: true},
		{name: "version", label: "Version", means: "Version", from: "Attributes.Version", shown: true},
		{name: "publisher", label: "Publisher", means: "Publisher", from: "Attributes.Publisher", shown: true},
		{name: "applicationType", label: "Application type", means: "Type of application", from: "Attributes.ApplicationType"},
		{name: "architecture", label: "Architecture", means: "Architecture", from: "Attributes.Architecture"},
		{name: "packageId", label: "Package ID", means: "Package id", from: "Attributes.PackageId"},
		{name: "installedTime", label: "Installed", means: "When it was installed", from: "Attributes.InstalledTime", shown: true,
			time: func(e *ssm.InventoryEntry) *time.Time { return inventoryTime(e.Attributes["InstalledTime"]) }},
		{name: "captureTime", label: "Capture time", means: "When inventory captured it", from: "CaptureTime",
			time: func(e *ssm.InventoryEntry) *time.Time { return inventoryTime(e.CaptureTime) }},
	},
})

// inventoryTime reads a time of inventory, which is RFC 3339 where the agent knew it and may be anything else, or nothing.
func inventoryTime(written string) *time.Time {
	if t, err := time.Parse(time.RFC3339, written); err == nil {
		return &t
	}
	return nil
}
