// Package fleet reads a fleet from AWS once and holds it for everyone who asks: a columnar snapshot, filled and kept
// fresh target by target (account x Region x API), with the last good reading kept when a later one fails.
// docs/architecture.md shows how a question travels through it, and what the words mean.
package fleet

import (
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// Need says which part of the fleet a question is about, and whether it can be answered with a part of it.
type Need struct {
	Accounts []string // ids or names; empty: all
	Regions  []string // empty: all
	// APIs are the operations whose readings the answer is made from, for instance "DescribeInstancePatchStates": only
	// their targets are waited for and reported. Empty: all that the resource has.
	APIs []string
	// Since is how far back a question about what happened goes; zero: a day.
	Since time.Time
	// ID is that of the one thing that a question is about, of the kind that its resource has; for a node its node ID.
	ID string
	// Arguments are texts by the names of the resource's [schema.Argument].
	Arguments map[string]string
	// Partial: answer at once with what has been read. Otherwise wait until every target that is needed has been
	// read, or has failed, or the context ends.
	Partial bool
}

// Answer is what a need is answered with: rows, and what they were made from.
type Answer struct {
	Table   *columns.Table
	Targets []TargetStatus
	// Clock says that the clock of Grafana's server is wrong; empty where it is right.
	Clock string
}
