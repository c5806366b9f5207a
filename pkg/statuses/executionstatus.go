package statuses

// How what was set to work stands: commands, their invocations, automations and their steps, executions of associations.
// Unknown: AWS said nothing that can be told.
const (
	ExecutionFailed     = "Failed"
	ExecutionTimedOut   = "TimedOut"
	ExecutionCancelled  = "Cancelled"
	ExecutionUnknown    = "Unknown"
	ExecutionWaiting    = "Waiting"
	ExecutionInProgress = "InProgress"
	ExecutionSuccess    = "Success"
)

// ExecutionStatus is how what was set to work stands.
var ExecutionStatus = &Set{Name: "executionStatus", Members: []Member{
	{Value: ExecutionFailed, Label: "Failed", Look: bad},
	{Value: ExecutionTimedOut, Label: "Timed out", Look: rejected},
	{Value: ExecutionCancelled, Label: "Cancelled", Look: never},
	{Value: ExecutionUnknown, Label: "Unknown", Look: unknown},
	{Value: ExecutionWaiting, Label: "Waiting", Look: waiting},
	{Value: ExecutionInProgress, Label: "In progress", Look: reboot},
	{Value: ExecutionSuccess, Label: "Success", Look: good},
}}
