package statuses

// The patch buckets, and what stands in the place of compliant where the evidence is too old. docs/patch-buckets.md has the
// rules by which a node gets its bucket.
const (
	Failed            = "failed"
	Missing           = "missing"
	Rejected          = "rejected"
	PendingReboot     = "pendingReboot"
	SecurityAvailable = "securityAvailable"
	Stale             = "stale"
	Unknown           = "unknown"
	NeverReported     = "neverReported"
	Unmanaged         = "unmanaged"
	Compliant         = "compliant"
)

// PatchStatus is the patch buckets with [Stale].
var PatchStatus = &Set{Name: "patchStatus", Members: []Member{
	{Value: Failed, Label: "Failed", Look: bad},
	{Value: Missing, Label: "Missing", Look: warning},
	{Value: Rejected, Label: "Rejected", Look: rejected},
	{Value: PendingReboot, Label: "Pending reboot", Short: "Reboot", Look: reboot},
	{Value: SecurityAvailable, Label: "Security update available", Short: "Security", Look: waiting},
	{Value: Stale, Label: "Stale", Look: aged},
	{Value: Unknown, Label: "Unknown", Look: unknown},
	{Value: NeverReported, Label: "Never reported", Look: never},
	{Value: Unmanaged, Label: "Unmanaged", Look: outside},
	{Value: Compliant, Label: "Compliant", Look: good},
}}

// PatchBucket is the patch buckets alone.
var PatchBucket = PatchStatus.without(Stale, "patchBucket")

// PatchState is the states of one patch on a node, in the casing of the wire.
var PatchState = &Set{Name: "patchState", Members: []Member{
	{Value: "Failed", Label: "Failed", Look: bad},
	{Value: "Missing", Label: "Missing", Look: warning},
	{Value: "InstalledRejected", Label: "Installed, rejected", Short: "Rejected", Look: rejected},
	{Value: "InstalledPendingReboot", Label: "Installed, pending reboot", Short: "Reboot", Look: reboot},
	{Value: "AvailableSecurityUpdate", Label: "Security update available", Short: "Available", Look: waiting},
	{Value: "NotApplicable", Label: "Not applicable", Look: never},
	{Value: "InstalledOther", Label: "Installed outside the baseline", Look: good},
	{Value: "Installed", Label: "Installed", Look: good},
}}
