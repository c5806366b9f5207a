package fleet

import (
	"fmt"
	"math"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// nodeJoin lines up a place's evidence by node: which row of each piece of evidence belongs to a row of the node table, or
// -1. Managed nodes come first, in the node list's order, then the EC2 instances that SSM doesn't list.
type nodeJoin struct {
	managed                                    int
	nodes, instances, states, compliance, tags []int32
}

func (e nodeEvidence) join() nodeJoin {
	var j nodeJoin
	add := func(id string, node, instance int32) {
		j.nodes = append(j.nodes, node)
		j.instances = append(j.instances, instance)
		j.states = append(j.states, e.states.row(id))
		j.compliance = append(j.compliance, e.compliance.row(id))
		j.tags = append(j.tags, e.tags.row(id))
	}
	id := text(e.nodes.Table, "nodeId")
	for row := range int32(e.nodes.Rows()) {
		if e.nodes.row(id(row)) == row {
			add(id(row), row, e.instances.row(id(row)))
		}
	}
	j.managed = len(j.nodes)
	if !e.listed {
		// Which instances SSM doesn't list can be told only of a whole list.
		return j
	}
	id = text(e.instances.Table, "nodeId")
	state := text(e.instances.Table, "instanceState")
	for row := range int32(e.instances.Rows()) {
		if e.nodes.row(id(row)) < 0 && e.instances.row(id(row)) == row && !gone(state(row)) {
			add(id(row), -1, row)
		}
	}
	return j
}

// clocksApart is how well AWS's clock is known: its answers tell whole seconds, some time after they were asked for.
const clocksApart = 2 * time.Second

// isUnmanaged tells of an EC2 instance that isn't in the node list whether that means that SSM doesn't manage it.
func (e nodeEvidence) isUnmanaged(instance int32) bool { return e.undecided(instance) == "" }

// undecided says why that an EC2 instance isn't in the node list doesn't mean that SSM doesn't manage it; empty where it does
// (docs/patch-buckets.md says why). Two lists that are read at different times tell nothing of what came or went in between.
func (e nodeEvidence) undecided(instance int32) string {
	const unlisted = "SSM does not list this EC2 instance, which "
	state := text(e.instances.Table, "instanceState")(instance)
	launched := moment(e.instances.Table, "launchTime")(instance)
	listed := e.listRead.UTC().Format("15:04:05 UTC")
	switch {
	case state != running:
		return fmt.Sprintf(unlisted+"is %s: whether SSM manages it can be told only while it is running", state)
	case e.accused:
		return unlisted + "its list may lack: it is being read again"
	case !e.listRead.IsZero() && launched.After(e.listReadThere.Add(-clocksApart)):
		return unlisted + "was launched after the node list was read, at " + listed
	case e.instancesRead.Before(e.listRead) && !e.nodes.settled[text(e.instances.Table, "nodeId")(instance)]:
		return unlisted + "was running before the node list was read, at " + listed + ": EC2 has not been asked since"
	}
	return ""
}

// pick takes a column of a table, or none where the table has no such column.
func pick(t *columns.Table, name string, rows []int32) columns.Pick {
	column, _ := t.Column(name)
	return columns.Pick{Of: column, From: rows}
}

// constant is a column with the same value in so many rows.
func constant(value string, rows int) columns.Pick {
	return columns.Pick{Of: columns.NewStrings([]string{value}), From: make([]int32, rows)}
}

// text reads a string column of a table; it gives the empty string for row -1 and where there is no such column.
func text(t *columns.Table, name string) func(row int32) string {
	column, ok := t.Column(name)
	return func(row int32) string {
		if !ok || row < 0 {
			return ""
		}
		return column.String(int(row))
	}
}

// notCounted is what [count] gives where there is no count.
const notCounted = -1

// count reads a column of counts of a table; it gives [notCounted] for row -1, where a row has no count and where there is no
// such column.
func count(t *columns.Table, name string) func(row int32) int {
	given := number(t, name)
	return func(row int32) int {
		if value := given(row); !math.IsNaN(value) {
			return int(value)
		}
		return notCounted
	}
}

// number reads a number column of a table as [text] does; no value is [columns.None].
func number(t *columns.Table, name string) func(row int32) float64 {
	column, ok := t.Column(name)
	return func(row int32) float64 {
		if !ok || row < 0 || !column.Has(int(row)) {
			return columns.None()
		}
		return column.Number(int(row))
	}
}

// moment reads a time column of a table as [text] does; no value is the zero time.
func moment(t *columns.Table, name string) func(row int32) time.Time {
	column, ok := t.Column(name)
	return func(row int32) time.Time {
		if !ok || row < 0 {
			return time.Time{}
		}
		return column.Time(int(row))
	}
}
