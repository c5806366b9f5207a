package fleet

import "strings"

// azureName is what SSM's provider path for Azure gives for ComputerName: `subscriptionId:resourceGroup:vmName`.
type azureName struct{ subscriptionID, resourceGroup, name string }

// parseAzureName tells false for anything else.
func parseAzureName(computerName string) (azureName, bool) {
	parts := strings.Split(computerName, ":")
	if len(parts) != 3 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return azureName{}, false
	}
	return azureName{parts[0], parts[1], parts[2]}, true
}
