package fleet

import (
	"fmt"
	"slices"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// placeWith is the view of a place whose table has one row for each id, and a count of how often it was made.
func placeWith(ids ...string) (v *view, made *int) {
	made = new(int)
	v = &view{place: &place{}, blocks: make([]block, 1)}
	v.blocks[0].make = func() *columns.Table {
		*made++
		return tableWith(map[string]columns.Column{"id": columns.NewStrings(ids)})
	}
	return v, made
}

func tableWith(named map[string]columns.Column) *columns.Table {
	var t *columns.Table
	for name, c := range named {
		if t == nil {
			t = columns.NewTable(c.Len())
		}
		t.Set(name, c)
	}
	return t
}

func idsIn(t *testing.T, table *columns.Table) []string {
	t.Helper()
	var ids []string
	for row := range table.Rows() {
		ids = append(ids, cell(t, table, "id", row))
	}
	return ids
}

func TestPlacesAreAskedAgainOnlyWhenTheirEvidenceChanges(t *testing.T) {
	var a assembly
	first, madeFirst := placeWith("a", "b")
	second, madeSecond := placeWith("c")
	both := []*view{first, second}
	table := a.table(both, 0)
	if want := []string{"a", "b", "c"}; !slices.Equal(idsIn(t, table), want) {
		t.Errorf("rows %v", idsIn(t, table))
	}
	if again := a.table(both, 0); again != table {
		t.Error("nothing has changed, and there is another table")
	}
	second.changed()
	if a.table(both, 0) == table {
		t.Error("what has changed does not show")
	}
	if *madeFirst != 1 || *madeSecond != 2 {
		t.Errorf("made %d and %d times", *madeFirst, *madeSecond)
	}
}

func TestEachScopeHasItsOwnTable(t *testing.T) {
	var a assembly
	first, _ := placeWith("a")
	second, _ := placeWith("b")
	for range 2 { // a first time, and from what is kept
		for want, scope := range map[string][]*view{"[a]": {first}, "[b]": {second}, "[a b]": {first, second}, "[b a]": {second, first}, "[]": {}} {
			if got := fmt.Sprint(idsIn(t, a.table(scope, 0))); got != want {
				t.Errorf("rows %s, want %s", got, want)
			}
		}
	}
}

func TestScopesAreForgottenBeforeTheyAreTooMany(t *testing.T) {
	var a assembly
	places := make([]*view, mostScopes+1)
	tables := make([]*columns.Table, len(places))
	for i := range places {
		places[i], _ = placeWith(fmt.Sprint(i))
		tables[i] = a.table(places[i:i+1], 0)
		if i < mostScopes && len(a.byScope) != i+1 {
			t.Fatalf("%d scopes are kept of %d", len(a.byScope), i+1)
		}
	}
	if len(a.byScope) != 1 {
		t.Errorf("%d scopes are kept", len(a.byScope))
	}
	if last := len(places) - 1; a.table(places[last:], 0) != tables[last] {
		t.Error("the last scope is not kept")
	}
	if again := a.table(places[:1], 0); !slices.Equal(idsIn(t, again), []string{"0"}) {
		t.Errorf("what was forgotten has rows %v", idsIn(t, again))
	}
}

func TestAColumnThatATableLacksIsEmptyThere(t *testing.T) {
	stacked := stack([]*columns.Table{
		tableWith(map[string]columns.Column{"id": columns.NewStrings([]string{"a", "b"}), "count": columns.NewNumbers([]float64{1, 2})}),
		columns.NewTable(0),
		tableWith(map[string]columns.Column{"id": columns.NewStrings([]string{"c", "d", "e"}), "tag:Owner": columns.NewStrings([]string{"web", "", "data"})}),
	})
	for row, want := range [][3]string{{"a", "1", ""}, {"b", "2", ""}, {"c", "", "web"}, {"d", "", ""}, {"e", "", "data"}} {
		if got := [3]string{cell(t, stacked, "id", row), cell(t, stacked, "count", row), cell(t, stacked, "tag:Owner", row)}; got != want {
			t.Errorf("row %d is %q, want %q", row, got, want)
		}
	}
	if stacked.Rows() != 5 || len(stacked.Names()) != 3 {
		t.Errorf("%d rows of %v", stacked.Rows(), stacked.Names())
	}
}
