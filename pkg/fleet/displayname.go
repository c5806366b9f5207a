package fleet

import "strings"

// displayName gives what people call a node: its Name tag, else its ComputerName (of an Azure one the machine in
// it), else its activation's name, else its id.
func displayName(nameTag, computerName, sourceType, activationName, id string) string {
	if sourceType == sourceAzure {
		if machine, ok := parseAzureName(computerName); ok {
			computerName = machine.name
		}
	}
	for _, name := range []string{nameTag, computerName, activationName} {
		if name = strings.TrimSpace(name); name != "" {
			return name
		}
	}
	return id
}
