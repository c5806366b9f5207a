package statuses

// What it is known from since when something is so.
const (
	SinceObserved = "observed"
	SinceScan     = "scan"
	SinceReading  = "reading"
)

// SinceFrom is what it is known from since when something is so: that it began was seen, between two scans; it was so in the first
// scan that was read; or that scan has no time, and it was so when it was read.
var SinceFrom = &Set{Name: "sinceFrom", Members: []Member{
	{Value: SinceReading, Label: "First reading"},
	{Value: SinceScan, Label: "First scan that was read"},
	{Value: SinceObserved, Label: "Seen to begin"},
}}
