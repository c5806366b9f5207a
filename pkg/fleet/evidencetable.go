package fleet

import "github.com/onepane/onepane-fleet-app/pkg/columns"

// table is evidence in columns, with the row of each id.
type table struct {
	*columns.Table
	rows map[string]int32
}

// newTable takes a table, and the id of each of its rows.
func newTable(of *columns.Table, ids []string) table { return table{Table: of, rows: rowsOf(ids)} }

// rowsOf gives the last row of each id.
func rowsOf(ids []string) map[string]int32 {
	rows := make(map[string]int32, len(ids))
	for i, id := range ids {
		rows[id] = int32(i)
	}
	return rows
}

// lastOfEach leaves out the records whose ids come again: AWS gives one twice where a list changes between two of its pages,
// and the last is the newest. Records without an id are all kept.
func lastOfEach[Record any](all []Record, ids []string) ([]Record, map[string]int32) {
	last := rowsOf(ids)
	if len(last) == len(ids) {
		return all, last
	}
	var records []Record
	var known []string
	for i, id := range ids {
		if id == "" || last[id] == int32(i) {
			records, known = append(records, all[i]), append(known, id)
		}
	}
	return records, rowsOf(known)
}

func (t table) size() int { return t.Rows() }

// row gives the row of an id, or -1.
func (t table) row(id string) int32 {
	if row, ok := t.rows[id]; ok {
		return row
	}
	return -1
}
