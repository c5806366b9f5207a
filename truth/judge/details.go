package judge

import (
	"fmt"
	"slices"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// Detail is a resource about one node.
type Detail struct {
	Resource string
	columns  []string
	rows     func(simulated.Machine, simulated.Lists) []string
}

// Details are the resources about one node whose rows are held against the truth. The world doesn't change them while the node
// is there.
var Details = []Detail{
	{"patches", []string{"kbId", "state"}, func(_ simulated.Machine, l simulated.Lists) (rows []string) {
		for _, p := range l.Patches {
			rows = append(rows, p.KbID+" | "+p.State)
		}
		return rows
	}},
	{"software", []string{"name"}, func(_ simulated.Machine, l simulated.Lists) (rows []string) {
		for _, s := range l.Software {
			rows = append(rows, s.Name)
		}
		return rows
	}},
	{"nodeAssociations", []string{"associationName"}, func(m simulated.Machine, _ simulated.Lists) (rows []string) {
		for _, a := range m.SSM.Associations {
			rows = append(rows, a.AssociationName)
		}
		return rows
	}},
}

// Query asks for it.
func (d Detail) Query(nodeID string) map[string]any {
	return map[string]any{"resource": d.Resource, "view": "table", "columns": d.columns, "nodeId": nodeID, "partial": true}
}

// Judge judges the answer about one node that is there all the time.
func (d Detail) Judge(a Answer, m simulated.Machine, lists simulated.Lists) []Finding {
	if a.Err != nil || len(a.Frame.Meta.Notices) > 0 && a.Frame.Rows() == 0 {
		return nil
	}
	want := d.rows(m, lists)
	var got []string
	for row := range a.Frame.Rows() {
		text := cell(a.Frame, d.columns[0], row)
		for _, column := range d.columns[1:] {
			text += " | " + cell(a.Frame, column, row)
		}
		got = append(got, text)
	}
	slices.Sort(want)
	slices.Sort(got)
	if slices.Equal(got, want) {
		return nil
	}
	what := fmt.Sprintf("%s of %s: %d rows, right are %d", d.Resource, m.NodeID, len(got), len(want))
	for _, row := range got {
		if !slices.Contains(want, row) {
			return []Finding{{Wrong, what, "there is no " + row}}
		}
	}
	if len(got) > len(want) {
		return []Finding{{Wrong, what, "some are there twice"}}
	}
	if len(a.Frame.Meta.Notices) > 0 {
		return nil
	}
	return []Finding{{Silent, what, "nothing says that some are missing"}}
}
