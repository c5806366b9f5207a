package fleet

import "strings"

// displayName gives what people call a node: its EC2 Name tag, else its ComputerName, else its activation's name, else
// its id. Azure's provider path gives `subscriptionId:resourceGroup:vmName` for ComputerName: the machine is the third.
func displayName(nameTag, computerName, sourceType, activationName, id string) string {
	if sourceType == sourceAzure {
		if parts := strings.Split(computerName, ":"); len(parts) == 3 {
			computerName = parts[2]
		}
	}
	for _, name := range []string{nameTag, computerName, activationName} {
		if name = strings.TrimSpace(name); name != "" {
			return name
		}
	}
	return id
}
