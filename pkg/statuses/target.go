package statuses

// The states of a target. Late: there is a good reading, but the next is overdue. Stale: there is one, but a later one failed.
// Failed: there is none.
const (
	TargetFailed  = "failed"
	TargetStale   = "stale"
	TargetLate    = "late"
	TargetLoading = "loading"
	TargetOK      = "ok"
)

// TargetState is how good the last reading of a target is.
var TargetState = &Set{Name: "targetState", Members: []Member{
	{Value: TargetFailed, Label: "Failed", Look: bad},
	{Value: TargetStale, Label: "Stale", Look: aged},
	{Value: TargetLate, Label: "Late", Look: waiting},
	{Value: TargetLoading, Label: "Loading", Look: unknown},
	{Value: TargetOK, Label: "Read", Look: good},
}}
