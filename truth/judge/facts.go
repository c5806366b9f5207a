package judge

import (
	"fmt"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// The operations that nodes are made of, as docs/columns.md names them.
const (
	nodeList    = "DescribeInstanceProperties"
	instances   = "DescribeInstances"
	patchStates = "DescribeInstancePatchStates"
	verdicts    = "ListResourceComplianceSummaries"
	baselines   = "GetPatchBaseline"
	tags        = "GetResources"
	activations = "DescribeActivations"
)

// fact is a column of `nodes` that is held against the truth.
type fact struct {
	column string
	// operations are all that it comes from.
	operations []string
	// of gives what it should show of a machine; empty where there is nothing to show.
	of func(simulated.Estate, simulated.Machine) string
	// unknown is what it shows where it can't tell, beside nothing at all.
	unknown string
	// standIns are what it may show while the answer admits that something is amiss with one of the operations that they stand in
	// for; optional.
	standIns   func(simulated.Estate, simulated.Machine) []string
	standInFor []string
}

// facts are what is asked of every node, beside its place and ages.
var facts = []fact{
	{column: "name", operations: []string{nodeList, instances, tags, activations}, of: func(_ simulated.Estate, m simulated.Machine) string { return m.DisplayName() }, standIns: otherNames, standInFor: []string{nodeList, instances, tags, activations}},
	{column: "computerName", operations: []string{nodeList}, of: computerName},
	{column: "managed", operations: []string{nodeList, instances}, of: func(_ simulated.Estate, m simulated.Machine) string { return m.ManagedWord() }},
	{column: "pingStatus", operations: []string{nodeList}, of: func(_ simulated.Estate, m simulated.Machine) string { return m.PingStatus() }, unknown: "Unknown"},
	{column: "agentVersion", operations: []string{nodeList}, of: agentVersion},
	{column: "provider", operations: []string{nodeList, tags, activations}, of: func(_ simulated.Estate, m simulated.Machine) string { return m.Provider() }, unknown: "Unknown"},
	{column: "patchBucket", operations: bucketOperations, of: simulated.Estate.PatchBucket, unknown: "unknown", standIns: bucketByState, standInFor: []string{verdicts}},
	{column: "patchStatus", operations: bucketOperations, of: patchStatus, unknown: "unknown", standIns: statusByState, standInFor: []string{verdicts}},
	{column: "missingCount", operations: []string{patchStates}, of: patchCount("Missing")},
	{column: "failedCount", operations: []string{patchStates}, of: patchCount("Failed")},
	{column: "associationStatus", operations: []string{nodeList}, of: func(_ simulated.Estate, m simulated.Machine) string { return m.AssociationStatus() }, unknown: "Unknown"},
	{column: "tag:Owner", operations: []string{tags}, of: tag("Owner")},
	{column: "tag:Environment", operations: []string{tags}, of: tag("Environment")},
}

var bucketOperations = []string{patchStates, nodeList, instances, verdicts, baselines}

// rows are the operations that the rows of `nodes` come from: a count is short where one of them is, whatever it is by.
var rows = []string{nodeList, instances}

// patchedBy are the columns of which the patch reason says why they can't be told.
var patchedBy = map[string]bool{"patchBucket": true, "patchStatus": true, "missingCount": true, "failedCount": true, "patchAge": true}

// countedByState are the columns that a patch state alone has.
var countedByState = map[string]bool{"missingCount": true, "failedCount": true}

func factOf(column string) fact {
	for _, f := range facts {
		if f.column == column {
			return f
		}
	}
	panic(column + " is not among the facts") // a slip in the gate itself
}

// otherNames are the names by which a machine goes until its display name is known.
func otherNames(_ simulated.Estate, m simulated.Machine) []string {
	names := []string{m.NodeID, m.Names.ComputerName, m.Tags["Name"]}
	if parts := strings.Split(m.Names.ComputerName, ":"); len(parts) == 3 {
		names = append(names, parts[2])
	}
	return names
}

func computerName(_ simulated.Estate, m simulated.Machine) string {
	if m.SSM == nil {
		return ""
	}
	return m.Names.ComputerName
}

func agentVersion(_ simulated.Estate, m simulated.Machine) string {
	if m.SSM == nil {
		return ""
	}
	return m.SSM.AgentVersion
}

func patchCount(state string) func(simulated.Estate, simulated.Machine) string {
	return func(_ simulated.Estate, m simulated.Machine) string {
		if m.SSM == nil || m.SSM.Patch == nil {
			return ""
		}
		return fmt.Sprint(m.SSM.Patch.Counts[state])
	}
}

func tag(key string) func(simulated.Estate, simulated.Machine) string {
	return func(_ simulated.Estate, m simulated.Machine) string { return m.Tags[key] }
}

// staleAfter is the settings' default for the age from which a compliant node is shown as stale.
const staleAfter = 7 * 24 * time.Hour

// patchStatus is the bucket, or stale for a compliant node whose evidence is too old. The estate has no node that comes of age
// while a scenario lasts.
func patchStatus(e simulated.Estate, m simulated.Machine) string {
	bucket := e.PatchBucket(m)
	if reported, ok := patchReported(m); ok && bucket == "compliant" && time.Since(reported) > staleAfter {
		return "stale"
	}
	return bucket
}

// bucketByState is the bucket of a node whose patch state is clean, as long as the verdict that contradicts it isn't known.
func bucketByState(e simulated.Estate, m simulated.Machine) []string {
	if m, ok := withoutVerdict(m); ok {
		return []string{e.PatchBucket(m)}
	}
	return nil
}

func statusByState(e simulated.Estate, m simulated.Machine) []string {
	if m, ok := withoutVerdict(m); ok {
		return []string{patchStatus(e, m)}
	}
	return nil
}

// withoutVerdict gives a machine that has a patch state as that alone tells of it.
func withoutVerdict(m simulated.Machine) (simulated.Machine, bool) {
	if m.SSM == nil || m.SSM.Patch == nil {
		return m, false
	}
	known := *m.SSM
	known.PatchByAssociation = nil
	m.SSM = &known
	return m, true
}

// patchReported is when the channel that decides reported.
func patchReported(m simulated.Machine) (at time.Time, ok bool) {
	switch {
	case m.SSM == nil || m.SSM.Patch == nil && m.SSM.PatchByAssociation == nil:
		return time.Time{}, false
	case m.SSM.Patch == nil:
		return time.UnixMilli(m.SSM.PatchByAssociation.ExecutedAt), true
	}
	return time.UnixMilli(m.SSM.Patch.EndedAt), true
}

// age is a column of `nodes` that has the age of something, in seconds.
type age struct {
	column     string
	operations []string
	// moves: what it is the age of is heard again and again, so it may be older by as much as the reading is.
	moves bool
	// span gives the least and the greatest age that it may show at a moment; ok is false where there is nothing to have an age.
	span func(m simulated.Machine, asked, answered time.Time) (least, most time.Duration, ok bool)
}

// heartbeat is how often SSM Agent is heard.
const heartbeat = 5 * time.Minute

var ages = []age{
	{"patchAge", []string{patchStates, verdicts}, false, func(m simulated.Machine, asked, answered time.Time) (least, most time.Duration, ok bool) {
		reported, ok := patchReported(m)
		return asked.Sub(reported), answered.Sub(reported), ok
	}},
	{"lastPingAge", []string{nodeList}, true, func(m simulated.Machine, asked, answered time.Time) (least, most time.Duration, ok bool) {
		switch {
		case m.SSM == nil:
			return 0, 0, false
		case m.SSM.SilentSince == nil:
			return 0, heartbeat, true
		}
		since := time.UnixMilli(*m.SSM.SilentSince)
		return asked.Sub(since), answered.Sub(since), true
	}},
}
