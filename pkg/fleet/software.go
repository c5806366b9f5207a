package fleet

import (
	"context"
	"iter"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// Software asks AWS for the software inventory of one node. Errors as [Fleet.Patches].
func (f *Fleet) Software(ctx context.Context, nodeID string) (Reading, error) {
	return detail(ctx, f, "ListInventoryEntries", nodeID, softwareColumns,
		func(ctx context.Context, client *awsapi.Client) iter.Seq2[[]ssm.InventoryEntry, error] {
			return ssm.ListInventoryEntries(ctx, client, nodeID, "AWS:Application")
		})
}

var softwareColumns = []columns.Definition[ssm.InventoryEntry]{
	attribute("name", "Name"),
	attribute("version", "Version"),
	attribute("publisher", "Publisher"),
	attribute("applicationType", "ApplicationType"),
	attribute("architecture", "Architecture"),
	attribute("packageId", "PackageId"),
	columns.TimeOf("installedTime", func(e *ssm.InventoryEntry) *time.Time { return inventoryTime(e.Attributes["InstalledTime"]) }),
	columns.TimeOf("captureTime", func(e *ssm.InventoryEntry) *time.Time { return inventoryTime(e.CaptureTime) }),
}

func attribute(name, key string) columns.Definition[ssm.InventoryEntry] {
	return columns.Text(name, func(e *ssm.InventoryEntry) string { return e.Attributes[key] })
}

// inventoryTime reads a time of inventory, which is RFC 3339 where the agent knew it and may be anything else, or nothing.
func inventoryTime(written string) *time.Time {
	if t, err := time.Parse(time.RFC3339, written); err == nil {
		return &t
	}
	return nil
}
