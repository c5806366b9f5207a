package schema

import "regexp"

// About is a kind of thing that there are many of, and that a drill-down is about one of.
type About string

// What drill-downs are about.
const (
	Node       About = "node"
	Command    About = "command"
	Automation About = "automation"
	Window     About = "window"
)

// Naming says how a query names one of a kind: Naming in src/schema/schema.ts.
type Naming struct {
	Words    string `json:"words"`    // "a managed node"
	Key      string `json:"key"`      // the query's member that names it
	Resource string `json:"resource"` // which lists them ...
	Column   string `json:"column"`   // ... by this column
	Label    string `json:"label"`
	Example  string `json:"example"`
	pattern  *regexp.Regexp
}

var uuid = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// Namings are the kinds, with the patterns of SSM's API reference. A node has a member of its own in queries, as there was nothing
// else once.
var Namings = map[About]Naming{
	Node: {"a managed node", "nodeId", "nodes", "nodeId", "Node ID", "i-0123456789abcdef0 or mi-0123456789abcdef0",
		regexp.MustCompile(`^(i-(\w{8}|\w{17})|mi-\w{17})$`)},
	Command:    {"a command", "id", "commands", "commandId", "Command ID", "11111111-2222-3333-4444-555555555555", uuid},
	Automation: {"an automation execution", "id", "automations", "automationExecutionId", "Automation execution ID", "11111111-2222-3333-4444-555555555555", uuid},
	Window:     {"a maintenance window", "id", "maintenanceWindows", "windowId", "Window ID", "mw-0123456789abcdef0", regexp.MustCompile(`^mw-[0-9a-f]{17}$`)},
}

// Fits tells whether a text can be the id of one.
func (n Naming) Fits(id string) bool { return n.pattern.MatchString(id) }
