package judge

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// NodesQuery asks for all that is judged of nodes.
func NodesQuery() map[string]any {
	columns := []string{"nodeId", "account", "region", "patchReason", "patchChannel", "asOf"}
	for _, f := range facts {
		columns = append(columns, f.column)
	}
	for _, a := range ages {
		columns = append(columns, a.column)
	}
	return map[string]any{"resource": "nodes", "view": "table", "columns": columns, "partial": true}
}

// Nodes judges the answer to [NodesQuery].
func (j Judge) Nodes(a Answer) []Finding {
	if a.Err != nil {
		return nil
	}
	var found []Finding
	shown := map[string]bool{}
	for row := range a.Frame.Rows() {
		id := cell(a.Frame, "nodeId", row)
		if shown[id] {
			found = append(found, Finding{Wrong, fmt.Sprintf("nodes: %s has two rows", id), ""})
		}
		shown[id] = true
		found = append(found, j.node(a, id, row)...)
	}
	j.Recent.saw(a, shown)
	return append(found, j.missing(a, shown)...)
}

// node judges one row.
func (j Judge) node(a Answer, id string, row int) []Finding {
	place := Place{cell(a.Frame, "account", row), cell(a.Frame, "region", row)}
	if known := j.knownIn(a, id, place, rows); len(known) == 0 {
		return []Finding{{Wrong, fmt.Sprintf("nodes: %s is shown in %s of %s, where it is not", id, place.Region, place.Account),
			"It isn't there, nor was it since it may have been read" + evidenceWords(a, place, rows)}}
	}
	var found []Finding
	// Of the node's own row asOf says how old the oldest evidence is: none may be older.
	if asOf, ok := moment(a.Frame, "asOf", row); ok {
		found = append(found, rowIsYounger(a, place, id, asOf)...)
	}
	for _, f := range facts {
		found = append(found, j.fact(a, f, id, place, row)...)
	}
	for _, of := range ages {
		found = append(found, j.age(a, of, id, place, row)...)
	}
	return found
}

// knownIn gives what was true of a machine in a place since what some operations tell may have been read.
func (j Judge) knownIn(a Answer, id string, place Place, operations []string) []machine {
	var known []machine
	for _, t := range j.History.between(j.since(a, place, operations), a.Answered) {
		if m, ok := t.machines[id]; ok && m.place == place {
			known = append(known, m)
		}
	}
	return known
}

// fact judges one cell.
func (j Judge) fact(a Answer, f fact, id string, place Place, row int) []Finding {
	value := cell(a.Frame, f.column, row)
	known := j.knownIn(a, id, place, f.operations)
	if len(known) == 0 {
		known = j.knownIn(a, id, place, rows) // the row is there because of another operation
	}
	var right []string
	for _, m := range known {
		if !slices.Contains(right, m.shown[f.column]) {
			right = append(right, m.shown[f.column])
		}
	}
	why := fmt.Sprintf("right is %q", right) + evidenceWords(a, place, f.operations)
	also := func(right string) bool { return j.Also != nil && value == j.Also(f.column, right) }
	switch {
	case slices.Contains(right, value), slices.ContainsFunc(right, also):
		return nil
	case f.standIns != nil && j.excused(a, f.column, f.standInFor, id, place, row) && slices.ContainsFunc(known, func(m machine) bool {
		return slices.Contains(m.standIns[f.column], value)
	}):
		return nil
	case value == "" || value == f.unknown:
		if j.excused(a, f.column, f.operations, id, place, row) {
			return nil
		}
		return []Finding{{Silent, fmt.Sprintf("nodes: %s: %s is %q, and nothing says why", id, f.column, value), why}}
	}
	return []Finding{{Wrong, fmt.Sprintf("nodes: %s: %s is %q", id, f.column, value), why}}
}

// excused tells whether something says why a cell has no value: the answer of itself, the row, or that the machine is newer than
// what tells of it.
func (j Judge) excused(a Answer, column string, operations []string, id string, place Place, row int) bool {
	if j.Withheld || a.admits(place, operations...) {
		return true
	}
	if cell(a.Frame, "patchReason", row) != "" {
		// The compliance summary has no counts by patch state.
		bySummary := countedByState[column] && cell(a.Frame, "patchChannel", row) == "complianceSummary"
		if bySummary || patchedBy[column] && cell(a.Frame, "patchBucket", row) == "unknown" {
			return true
		}
	}
	for _, t := range j.History.between(j.since(a, place, operations), a.Answered) {
		if _, there := t.machines[id]; !there {
			return true
		}
	}
	return false
}

// sent is what a question, its answer and the rounding of times may take on top of an age.
const sent = time.Second

// age judges one cell with an age.
func (j Judge) age(a Answer, of age, id string, place Place, row int) []Finding {
	value, shown := number(a.Frame, of.column, row)
	read := a.Answered.Sub(j.since(a, place, of.operations))
	off := time.Duration(0)
	if j.Off != nil {
		off = j.Off()
	}
	var right []string
	hasAge := false
	for _, m := range j.knownIn(a, id, place, of.operations) {
		least, most, has := of.span(m.Machine, a.Asked, a.Answered)
		if !has {
			if !shown {
				return nil
			}
			right = append(right, "none")
			continue
		}
		hasAge = true
		if of.moves {
			most += read
		}
		least, most = least-off, most+off
		if shown && value >= (least-sent).Seconds() && value <= (most+sent).Seconds() {
			return nil
		}
		right = append(right, fmt.Sprintf("%.0f to %.0f s", least.Seconds(), most.Seconds()))
	}
	why := fmt.Sprintf("right is %s", strings.Join(right, " or ")) + evidenceWords(a, place, of.operations)
	switch {
	case shown:
		return []Finding{{Wrong, fmt.Sprintf("nodes: %s: %s is off", id, of.column), fmt.Sprintf("it is %.0f s; ", value) + why}}
	case !hasAge || off > 0 || j.excused(a, of.column, of.operations, id, place, row):
		return nil
	}
	return []Finding{{Silent, fmt.Sprintf("nodes: %s: %s has no value, and nothing says why", id, of.column), why}}
}

// rowIsYounger finds a row that says of itself that it is younger than evidence that it is made of.
func rowIsYounger(a Answer, place Place, id string, asOf time.Time) []Finding {
	for _, operation := range rows {
		t, found := a.target(place, operation)
		if found && t.AsOf != nil && time.UnixMilli(*t.AsOf).Add(sent).Before(asOf) {
			return []Finding{{Wrong, fmt.Sprintf("nodes: %s: asOf is younger than its %s", id, operation),
				fmt.Sprintf("the row says %s", asOf.Format(time.TimeOnly)) + evidenceWords(a, place, []string{operation})}}
		}
	}
	return nil
}

// missing finds the nodes that were there all the time and aren't shown, without a word that something is amiss with the lists
// that would have them.
func (j Judge) missing(a Answer, shown map[string]bool) []Finding {
	gaps := map[Place][]Finding{}
	for id, m := range j.History.between(a.Answered, a.Answered)[0].machines {
		if shown[id] {
			continue
		}
		lists := []string{nodeList}
		if !m.Managed {
			lists = append(lists, instances)
		}
		if a.admits(m.place, lists...) || !j.always(id, j.since(a, m.place, lists), a.Answered) {
			continue
		}
		gaps[m.place] = append(gaps[m.place], Finding{Silent, fmt.Sprintf("nodes: %s in %s of %s is missing, and nothing says so", id, m.Region, m.Account),
			"It was there all the time" + evidenceWords(a, m.place, lists)})
	}
	var found []Finding
	for place, missing := range gaps {
		if len(missing) > a.goneFrom(place, rows...) {
			found = append(found, missing...)
		}
	}
	return found
}

// always tells whether a machine was there all the time.
func (j Judge) always(id string, from, until time.Time) bool {
	for _, t := range j.History.between(from, until) {
		if _, there := t.machines[id]; !there {
			return false
		}
	}
	return true
}

// Shown is how many nodes an answer shows.
func Shown(a Answer) int {
	if a.Frame == nil {
		return 0
	}
	return a.Frame.Rows()
}

// WholeNodes tells of an answer to [NodesQuery] whether it is as good as can be: all that is true now, nothing unknown that can
// be known, and not a word of anything amiss. Else it tells what keeps it from that.
func (j Judge) WholeNodes(a Answer) (whole bool, why string) {
	switch {
	case a.Err != nil:
		return false, "nodes: " + a.Err.Error()
	case !a.settled():
		return false, "nodes: " + a.amiss()
	}
	machines := j.History.newest().machines
	if a.Frame.Rows() != len(machines) {
		return false, fmt.Sprintf("nodes: %d rows for %d machines", a.Frame.Rows(), len(machines))
	}
	for row := range a.Frame.Rows() {
		id := cell(a.Frame, "nodeId", row)
		m, ok := machines[id]
		if !ok {
			return false, fmt.Sprintf("nodes: %s isn't there", id)
		}
		for _, f := range facts {
			if value := cell(a.Frame, f.column, row); value != m.shown[f.column] {
				return false, fmt.Sprintf("nodes: %s: %s is %q, right is %q (%s)", id, f.column, value, m.shown[f.column], cell(a.Frame, "patchReason", row))
			}
		}
	}
	if found := j.Nodes(a); len(found) > 0 {
		return false, found[0].What
	}
	return true, ""
}

// amiss gives the answer's own words on what is amiss with it.
func (a Answer) amiss() string {
	var words []string
	for _, n := range a.Frame.Meta.Notices {
		words = append(words, n.Text)
	}
	for _, t := range a.said.Targets {
		if _, note := t.gone(); t.State != "ok" || note != "" {
			words = append(words, fmt.Sprintf("%s in %s of %s is %s %s", t.API, t.Region, t.Account, t.State, note))
		}
	}
	return strings.Join(words, " ")
}
