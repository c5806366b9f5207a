package judge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// List is a resource that is one list of every place, held against the truth row by row.
type List struct {
	Resource  string
	operation string
	columns   []string // beside account and Region, the ids first
	rows      func(simulated.Estate) []listed
}

// listed is a row that should be there.
type listed struct {
	place Place
	cells []string
}

// Lists are the resources that the world doesn't change while a scenario lasts, but for their counts of nodes.
var Lists = []List{
	{"associations", "ListAssociations", []string{"associationId", "associationName", "documentName", "failedCount", "successCount"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, a := range e.Associations {
			p := Place{a.Account, a.Region}
			failed, succeeded, targets := 0, 0, 0
			for _, m := range e.Machines {
				if m.SSM == nil || m.Account != a.Account || m.Region != a.Region {
					continue
				}
				for _, of := range m.SSM.Associations {
					if of.AssociationID == a.AssociationID {
						targets++
						failed, succeeded = failed+one(of.Status == "Failed"), succeeded+one(of.Status == "Success")
					}
				}
			}
			counts := []string{fmt.Sprint(failed), fmt.Sprint(succeeded)}
			if targets == 0 {
				counts = []string{"", ""} // AWS counts nothing, which is no zero
			}
			rows = append(rows, listed{p, append([]string{a.AssociationID, a.AssociationName, a.DocumentName}, counts...)})
		}
		return rows
	}},
	{"activations", activations, []string{"activationId", "defaultInstanceName"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, a := range e.Activations {
			rows = append(rows, listed{Place{a.Account, a.Region}, []string{a.ActivationID, a.DefaultInstanceName}})
		}
		return rows
	}},
	{"documents", "ListDocuments", []string{"name", "displayName"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, d := range e.Documents {
			if d.Owner != "Amazon" {
				rows = append(rows, listed{Place{d.Owner, d.Region}, []string{d.Name, d.DisplayName}})
			}
		}
		return rows
	}},
	{"patchGroups", "DescribePatchGroups", []string{"patchGroup", "baselineId"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, g := range e.PatchGroups {
			rows = append(rows, listed{Place{g.Account, g.Region}, []string{g.PatchGroup, g.BaselineID}})
		}
		return rows
	}},
	{"missingPatches", "DescribeInstancePatches", []string{"nodeId", "kbId", "state", "cveIds"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, m := range e.Machines {
			for _, p := range m.Missing() {
				rows = append(rows, listed{Place{m.Account, m.Region}, []string{m.NodeID, p.KbID, p.State, strings.Join(p.CveIDs, ", ")}})
			}
		}
		return rows
	}},
	{"maintenanceWindows", "DescribeMaintenanceWindows", []string{"windowId", "name"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, w := range e.MaintenanceWindows {
			rows = append(rows, listed{Place{w.Account, w.Region}, []string{w.WindowID, w.Name}})
		}
		return rows
	}},
	{"parameters", "DescribeParameters", []string{"name", "type"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, p := range e.Parameters {
			rows = append(rows, listed{Place{p.Account, p.Region}, []string{p.Name, p.Type}})
		}
		return rows
	}},
	{"resourceDataSyncs", "ListResourceDataSync", []string{"syncName"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, s := range e.ResourceDataSyncs {
			rows = append(rows, listed{Place{s.Account, s.Region}, []string{s.SyncName}})
		}
		return rows
	}},
	{"hybridTiers", "GetServiceSetting", []string{"tier", "status"}, func(e simulated.Estate) []listed {
		var rows []listed
		for _, a := range e.Accounts {
			for _, region := range a.Regions {
				tier, status := e.ActivationTier(a.ID, region)
				rows = append(rows, listed{Place{a.ID, region}, []string{tier, status}})
			}
		}
		return rows
	}},
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// Query asks for the whole list.
func (l List) Query() map[string]any {
	return map[string]any{"resource": l.Resource, "view": "table", "columns": append([]string{"account", "region"}, l.columns...), "partial": true}
}

// List judges the answer to a list's query.
func (j Judge) List(a Answer, l List) []Finding {
	if a.Err != nil {
		return nil
	}
	shown := map[Place][][]string{}
	for row := range a.Frame.Rows() {
		cells := make([]string, len(l.columns))
		for i, column := range l.columns {
			cells[i] = cell(a.Frame, column, row)
		}
		place := Place{cell(a.Frame, "account", row), cell(a.Frame, "region", row)}
		shown[place] = append(shown[place], cells)
	}
	var found []Finding
	for _, place := range j.placesOf(shown) {
		found = append(found, j.listOf(a, l, place, shown[place])...)
	}
	return found
}

// listOf judges a list's rows in a place.
func (j Judge) listOf(a Answer, l List, place Place, shown [][]string) []Finding {
	always, sometimes := j.listedIn(l, place, a)
	admitted := j.Withheld || a.admits(place, l.operation)
	evidence := strings.TrimPrefix(evidenceWords(a, place, []string{l.operation}), "; ")
	var found []Finding
	add := func(kind Kind, cells []string, what string) {
		found = append(found, Finding{kind, fmt.Sprintf("%s: %s in %s of %s%s", l.Resource, strings.Join(cells, " | "), place.Region, place.Account, what), evidence})
	}
	is := func(cells []string) func([]string) bool {
		return func(other []string) bool { return slices.Equal(cells, other) }
	}
	for i, cells := range shown {
		// A cell without a value says that it can't be told.
		tells := func(of []string) bool { return saysNoMoreThan(cells, of) }
		switch {
		case !slices.ContainsFunc(sometimes, tells):
			add(Wrong, cells, "")
		case slices.ContainsFunc(shown[:i], is(cells)):
			add(Wrong, cells, " has two rows")
		case !admitted && !slices.ContainsFunc(sometimes, is(cells)):
			add(Silent, cells, " lacks a value, and nothing says why")
		}
	}
	for _, cells := range always {
		isShown := func(other []string) bool { return saysNoMoreThan(other, cells) }
		if !admitted && !slices.ContainsFunc(shown, isShown) {
			add(Silent, cells, " is missing, and nothing says so")
		}
	}
	return found
}

// saysNoMoreThan tells whether a row's cells are those of another, or without a value. What it is called must be told.
func saysNoMoreThan(cells, of []string) bool {
	for i, cell := range cells {
		if cell != of[i] && (cell != "" || i == 0) {
			return false
		}
	}
	return true
}

// listedIn gives the rows that should be there all the time, and those that may be there.
func (j Judge) listedIn(l List, place Place, a Answer) (always, sometimes [][]string) {
	for i, t := range j.History.between(j.since(a, place, []string{l.operation}), a.Answered) {
		var rows [][]string
		for _, row := range l.rows(t.estate) {
			if row.place == place {
				rows = append(rows, row.cells)
			}
		}
		sometimes = append(sometimes, rows...)
		if i == 0 {
			always = rows
		}
		always = slices.DeleteFunc(slices.Clone(always), func(cells []string) bool {
			return !slices.ContainsFunc(rows, func(other []string) bool { return slices.Equal(cells, other) })
		})
	}
	return always, sometimes
}

func (j Judge) placesOf(shown map[Place][][]string) []Place {
	counts := counted{}
	for place := range shown {
		counts[place] = nil
	}
	return j.places(counts)
}

// WholeList tells of the answer to a list's query whether it is what is true now, without a word of anything amiss.
func (j Judge) WholeList(a Answer, l List) (whole bool, why string) {
	switch {
	case a.Err != nil:
		return false, l.Resource + ": " + a.Err.Error()
	case !a.settled():
		return false, l.Resource + ": " + a.amiss()
	}
	if rows := len(l.rows(j.History.Now())); a.Frame.Rows() != rows {
		return false, fmt.Sprintf("%s: %d rows, right is %d", l.Resource, a.Frame.Rows(), rows)
	}
	if found := j.List(a, l); len(found) > 0 {
		return false, found[0].What
	}
	return true, ""
}
