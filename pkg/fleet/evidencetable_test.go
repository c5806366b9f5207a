package fleet

import (
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func TestAnIDThatAWSGivesTwiceCountsOnceWithItsLastRow(t *testing.T) {
	found := newTable(columns.NewTable(4), []string{"a", "b", "a", ""})
	for id, want := range map[string]int32{"a": 2, "b": 1, "c": -1} {
		if got := found.row(id); got != want {
			t.Errorf("%s is in row %d, want %d", id, got, want)
		}
	}
	if found.size() != 4 {
		t.Errorf("%d items were read", found.size())
	}
}
