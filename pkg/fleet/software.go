package fleet

import (
	"strconv"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

var _ = declareDrillDown(drillDown[ssm.InventoryEntry]{
	Resource: schema.Resource{Name: "software", Group: schema.FleetGroup, Label: "Software of a node", About: schema.Node, Description: "Software inventory (AWS:Application) of one node",
		Examples: []schema.Example{
			{Title: "Software installed in the last 30 days", Filters: []schema.Filter{{Field: "installedTime", Op: ">", Value: "30d"}},
				OrderBy: []schema.OrderBy{{Field: "installedTime", Desc: true}}},
			{Title: "Software by publisher", GroupBy: []string{"publisher"}},
		},
	},
	list: ssm.ListInventoryEntries("AWS:Application"),
	// Inventory has no ids: what is the same in all of this is one entry.
	id:    "Attributes.Name Attributes.Version Attributes.Publisher Attributes.Architecture Attributes.PackageId Attributes.InstalledTime",
	layer: PatchesLayer,
	lost:  "The software of one node",
	fields: []field[ssm.InventoryEntry]{
		{name: "name", label: "Name", means: "Name of the application or package", from: "Attributes.Name", shown: true},
		{name: "version", label: "Version", means: "Version that is installed", from: "Attributes.Version", shown: true},
		{name: "publisher", label: "Publisher", means: "Vendor or maintainer", from: "Attributes.Publisher", shown: true},
		{name: "applicationType", label: "Application type", means: "Category that the package or installer gives", from: "Attributes.ApplicationType"},
		{name: "architecture", label: "Architecture", means: "Processor architecture that it is built for", from: "Attributes.Architecture"},
		{name: "packageId", label: "Package ID", means: "ID of the package, for instance a Windows product code", from: "Attributes.PackageId"},
		{name: "installedTime", label: "Installed", means: "When it was installed", from: "Attributes.InstalledTime", shown: true,
			time: func(e *ssm.InventoryEntry) *time.Time { return inventoryTime(e.Attributes["InstalledTime"]) }},
		{name: "captureTime", label: "Capture time", means: "When SSM Inventory last collected it", from: "CaptureTime",
			time: func(e *ssm.InventoryEntry) *time.Time { return inventoryTime(e.CaptureTime) }},
	},
})

// inventoryTime reads a time of inventory. That is RFC 3339 of newer agents, a day such as 20160512 or seconds since 1970 of
// older ones, and may be anything else, or nothing.
func inventoryTime(written string) *time.Time {
	written = strings.TrimSpace(written)
	for _, form := range []string{time.RFC3339, "20060102"} {
		if t, err := time.Parse(form, written); err == nil {
			return &t
		}
	}
	// Fewer digits are a day that doesn't exist, or no time at all.
	if seconds, err := strconv.ParseInt(written, 10, 64); err == nil && seconds >= 1e8 {
		t := time.Unix(seconds, 0)
		return &t
	}
	return nil
}
