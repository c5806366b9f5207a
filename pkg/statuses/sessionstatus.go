package statuses

// SessionUnknown is where AWS says nothing of a session's status that can be told.
const SessionUnknown = "Unknown"

// SessionStatus is how a session of Session Manager stands.
var SessionStatus = &Set{Name: "sessionStatus", Members: []Member{
	{Value: "Failed", Label: "Failed", Look: bad},
	{Value: SessionUnknown, Label: "Unknown", Look: unknown},
	{Value: "Disconnected", Label: "Disconnected", Look: waiting},
	{Value: "Connecting", Label: "Connecting", Look: reboot},
	{Value: "Connected", Label: "Connected", Look: reboot},
	{Value: "Terminating", Label: "Terminating", Look: never},
	{Value: "Terminated", Label: "Terminated", Look: never},
}}
