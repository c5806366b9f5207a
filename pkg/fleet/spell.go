package fleet

import (
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// spell is a time during which something has been so in every scan that was read: a patch was missing on a node, a node was
// noncompliant. AWS tells no beginning, so that it is known between two bounds (docs/overdue.md).
type spell struct {
	// since is the end of the earliest of these scans: it began then, or before.
	since time.Time
	// after is the end of the last scan before that in which it was not so: it began later. Zero where none was read.
	after time.Time
	// undated: that earliest scan doesn't say when it ended, or says a time to come. since is when it was read.
	undated bool
}

// spellFrom begins with a scan that ended and was read at these times, after the end of another one in which it was not so (zero:
// none is known).
func spellFrom(ended, read, after time.Time) spell {
	s := spell{since: ended}
	if ended.IsZero() || ended.After(read) {
		s = spell{since: read, undated: true}
	}
	if after.Before(s.since) {
		s.after = after
	}
	return s
}

// knownFrom is what its beginning is known from, in the words of [statuses.SinceFrom]; empty where nothing is known.
func (s *spell) knownFrom() string {
	switch {
	case s.since.IsZero():
		return ""
	case s.undated:
		return statuses.SinceReading
	case !s.after.IsZero():
		return statuses.SinceObserved
	}
	return statuses.SinceScan
}

// standing is what a scan says of a node's patches as a whole.
type standing int8

const (
	unsure standing = iota // it doesn't say, or contradicts itself
	clean                  // nothing is noncompliant
	noncompliant
)

// scans are the last scans of nodes, as they were read of one of the channels of patch results.
type scans struct {
	rows     map[string]int32 // by node
	standing func(row int32) standing
	ended    func(row int32) time.Time
	// spells are those of noncompliant nodes.
	spells map[string]spell
}

// spellsAfter gives since when nodes are noncompliant that are so by these scans: longer, where the scans before them said so, too.
func (s scans) spellsAfter(before scans, read time.Time) map[string]spell {
	spells := map[string]spell{}
	for id, row := range s.rows {
		if s.standing(row) != noncompliant {
			continue
		}
		then, known := before.rows[id]
		var after time.Time
		if known {
			switch before.standing(then) {
			case noncompliant:
				spells[id] = before.spells[id]
				continue
			case clean:
				after = before.ended(then)
			}
		}
		spells[id] = spellFrom(s.ended(row), read, after)
	}
	return spells
}

// scannedEvidence is evidence of the last scans of nodes.
type scannedEvidence interface {
	evidence
	scans() scans
}

// scansBefore gives what the last good reading had.
func scansBefore[E scannedEvidence](r *reading[E]) scans {
	if before, _, ok := r.before(); ok {
		return before.scans()
	}
	return scans{}
}

// scans gives what patch states say of their nodes.
func (s patchStates) scans() scans {
	var flaws []func(row int32) int
	for _, name := range []string{"failedCount", "missingCount", "installedRejectedCount", "installedPendingRebootCount"} {
		flaws = append(flaws, count(s.Table, name))
	}
	var others []func(row int32) int
	// These make a node noncompliant by its baseline, or contradict the counts.
	for _, name := range []string{"availableSecurityUpdateCount", "criticalNonCompliantCount", "securityNonCompliantCount", "otherNonCompliantCount"} {
		others = append(others, count(s.Table, name))
	}
	return scans{
		rows: s.rows, spells: s.spells, ended: moment(s.Table, "patchOperationEnd"),
		standing: func(row int32) standing {
			found := clean
			for _, of := range flaws {
				switch counted := of(row); {
				case counted > 0:
					return noncompliant
				case counted == notCounted:
					found = unsure
				}
			}
			for _, of := range others {
				if of(row) > 0 {
					found = unsure
				}
			}
			return found
		},
	}
}

// scans gives what compliance summaries say of their nodes.
func (v verdictList) scans() scans {
	word, nonCompliant := text(v.Table, "complianceStatus"), count(v.Table, "nonCompliantCount")
	return scans{
		rows: v.rows, spells: v.spells, ended: moment(v.Table, "complianceExecutionTime"),
		standing: func(row int32) standing {
			switch {
			case word(row) == wordNonCompliant:
				return noncompliant
			case word(row) == wordCompliant && nonCompliant(row) <= 0:
				return clean
			}
			return unsure
		},
	}
}

// remember gives the patches of a node that were just read their spells: they go on from what was known of the node, unless it missed
// nothing in a scan since.
func (n *openPatches) remember(known openPatches, read time.Time) {
	had := map[string]spell{}
	for i, p := range known.patches {
		had[p.Value().id()] = known.spells[i]
	}
	n.spells = make([]spell, len(n.patches))
	for i, p := range n.patches {
		before, missedIt := had[p.Value().id()]
		switch {
		case missedIt && !n.clean.After(before.since):
			n.spells[i] = before
		case missedIt, !known.isWhole():
			n.spells[i] = spellFrom(n.scan.ended, read, n.clean)
		default:
			n.spells[i] = spellFrom(n.scan.ended, read, later(known.scan.ended, n.clean))
		}
	}
}

// isWhole tells whether what it doesn't list was not missing: of a node that was never read, nobody knows.
func (n *openPatches) isWhole() bool {
	return n.id != "" && n.listed >= n.scan.counted()
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
