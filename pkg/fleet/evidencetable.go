package fleet

import (
	"iter"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// table is evidence in columns, with the row of each id. An id that AWS gives twice counts once, with its last row.
type table struct {
	*columns.Table
	rows map[string]int32
}

func newTable[Record any](of *columns.Table, records []Record, id func(*Record) string) table {
	rows := make(map[string]int32, len(records))
	for i := range records {
		rows[id(&records[i])] = int32(i)
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

// collect reads all pages into one piece of evidence, and reports how far it is after each.
func collect[Record any, E evidence](
	pages iter.Seq2[[]Record, error], evidenceOf func([]Record) E, report progress[E],
) (E, error) {
	var records []Record
	for page, err := range pages {
		if err != nil {
			// What came before a repeated token or a failure is a part of the list: it was reported as such.
			report(func() E { return evidenceOf(records) }, len(records), 0)
			var none E
			return none, err
		}
		records = append(records, page...)
		report(func() E { return evidenceOf(records) }, len(records), 0)
	}
	return evidenceOf(records), nil
}
