package statuses

// The states of a target. Stale: there is a good reading, but a later one failed. Failed: there is none.
const (
	TargetFailed  = "failed"
	TargetStale   = "stale"
	TargetLoading = "loading"
	TargetOK      = "ok"
)

// TargetState is how good the last reading of a target is.
var TargetState = &Set{Name: "targetState", Members: []Member{
	{Value: TargetFailed, Label: "Failed", Look: bad},
	{Value: TargetStale, Label: "Stale", Look: aged},
	{Value: TargetLoading, Label: "Loading", Look: unknown},
	{Value: TargetOK, Label: "Read", Look: good},
}}
