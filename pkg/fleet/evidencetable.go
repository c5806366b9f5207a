package fleet

import "github.com/onepane/onepane-fleet-app/pkg/columns"

// table is evidence in columns, with the row of each id.
type table struct {
	*columns.Table
	rows map[string]int32
}

// newTable takes a table, and the id of each of its rows.
func newTable(of *columns.Table, ids []string) table {
	rows := make(map[string]int32, len(ids))
	for i, id := range ids {
		rows[id] = int32(i)
	}
	return table{Table: of, rows: rows}
}

// lastOfEach leaves out the records whose ids come again: AWS gives one twice where a list changes between two of its pages,
// and the last is the newest. Records without an id are all kept.
func lastOfEach[Record any](all []Record, ids []string) ([]Record, []string) {
	last := make(map[string]int, len(ids))
	for i, id := range ids {
		last[id] = i
	}
	if len(last) == len(ids) {
		return all, ids
	}
	var records []Record
	var known []string
	for i, id := range ids {
		if id == "" || last[id] == i {
			records, known = append(records, all[i]), append(known, id)
		}
	}
	return records, known
}

func (t table) size() int { return t.Rows() }

// row gives the row of an id, or -1.
func (t table) row(id string) int32 {
	if row, ok := t.rows[id]; ok {
		return row
	}
	return -1
}
