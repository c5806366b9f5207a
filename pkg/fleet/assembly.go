package fleet

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// mostScopes bounds how many scopes' tables are kept; dashboards use few.
const mostScopes = 32

// assembly puts the places' tables one under the other, and keeps the result until one of them changes: a question then
// costs nothing but its own work.
type assembly struct {
	mu      sync.Mutex
	byScope map[string]assembled
}

type assembled struct {
	versions []uint64
	table    *columns.Table
}

// table gives the rows of these places, each of which keeps its own in the block of that index.
func (a *assembly) table(places []*view, index int) *columns.Table {
	var scope strings.Builder
	versions := make([]uint64, len(places))
	for i, p := range places {
		fmt.Fprintf(&scope, "%p ", p)
		versions[i] = p.version.Load()
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if kept, ok := a.byScope[scope.String()]; ok && slices.Equal(kept.versions, versions) {
		return kept.table
	}
	tables := make([]*columns.Table, len(places))
	for i, p := range places {
		tables[i] = p.blocks[index].at(versions[i])
	}
	if len(a.byScope) >= mostScopes || a.byScope == nil {
		a.byScope = map[string]assembled{}
	}
	table := stack(tables)
	a.byScope[scope.String()] = assembled{versions: versions, table: table}
	return table
}

// stack puts tables one under the other. A column that a table doesn't have is without values there.
func stack(tables []*columns.Table) *columns.Table {
	if len(tables) == 1 {
		return tables[0]
	}
	rows, longest := 0, 0
	for _, t := range tables {
		rows += t.Rows()
		longest = max(longest, t.Rows())
	}
	every := make([]int32, longest)
	for i := range every {
		every[i] = int32(i)
	}
	all := columns.NewTable(rows)
	for _, t := range tables {
		for _, name := range t.Names() {
			if all.Has(name) {
				continue
			}
			all.SetLazy(name, func() columns.Column {
				picks := make([]columns.Pick, len(tables))
				for i, t := range tables {
					picks[i] = pick(t, name, every[:t.Rows()])
				}
				return columns.Concat(picks...)
			})
		}
	}
	return all
}
