package fleet

import "github.com/onepane/onepane-fleet-app/pkg/columns"

// table is evidence in columns, with the row of each id. An id that AWS gives twice counts once, with its last row.
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

func (t table) size() int { return t.Rows() }

// row gives the row of an id, or -1.
func (t table) row(id string) int32 {
	if row, ok := t.rows[id]; ok {
		return row
	}
	return -1
}
