package fleet

import (
	"math"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestAssociationStatus(t *testing.T) {
	for _, test := range []struct {
		word   string
		counts map[string]int32
		want   string
	}{
		{"Success", nil, statuses.AssociationSuccess},
		{"success", map[string]int32{"Failed": 1}, statuses.AssociationFailed},
		{"Failed", map[string]int32{"Success": 9}, statuses.AssociationFailed},
		{"Success", map[string]int32{"Success": 9, "Failed": 0}, statuses.AssociationSuccess},
		{"TimedOut", nil, statuses.AssociationFailed},
		{"InProgress", nil, statuses.AssociationPending},
		{"Queued", nil, statuses.AssociationPending},
		{"Creating", nil, statuses.AssociationPending},
		{"Success", map[string]int32{"Queued": 1}, statuses.AssociationPending},
		{"Skipped", map[string]int32{"Success": 3, "Skipped": 1}, statuses.AssociationUnknown},
		{"Success", map[string]int32{"Success": 3, "Skipped": 1}, statuses.AssociationUnknown},
		{"Success", map[string]int32{"Success": 3, "SomethingNew": 1}, statuses.AssociationUnknown},
		{"Skipped", map[string]int32{"Skipped": 1}, statuses.AssociationUnknown},
		{"Skipped", map[string]int32{"Pending": 1}, statuses.AssociationPending},
		{"SomethingNew", map[string]int32{"Success": 3, "Failed": 1}, statuses.AssociationFailed},
		{"SomethingNew", nil, statuses.AssociationUnknown},
		// AWS says nothing of it as a whole.
		{"", map[string]int32{"Success": 3}, statuses.AssociationUnknown},
		{"", map[string]int32{"Success": 3, "Pending": 1}, statuses.AssociationPending},
		{"", map[string]int32{"Success": 3, "Pending": 1, "Failed": 1}, statuses.AssociationFailed},
		{"", map[string]int32{"Success": 0, "Failed": 0}, statuses.AssociationUnknown},
		{"", nil, statuses.AssociationUnknown},
		// What isn't counted may be anything.
		{"Success", map[string]int32{"Success": 3, "Failed": -1}, statuses.AssociationUnknown},
		{"Success", map[string]int32{"Success": -1}, statuses.AssociationUnknown},
		{"Pending", map[string]int32{"Success": -1}, statuses.AssociationPending},
	} {
		if got := associationStatus(test.word, test.counts); got != test.want {
			t.Errorf("%q, %v: got %s, want %s", test.word, test.counts, got, test.want)
		}
	}
}

// Whatever AWS says and counts, success needs its word, and counts that are all known and all of success.
func TestSuccessOfAssociationsIsEarned(t *testing.T) {
	words := []string{"", "Success", "Failed", "Pending", "Queued", "Skipped", "SomethingNew"}
	for _, word := range words {
		for _, counted := range words {
			for _, count := range []int32{-1, 0, 1} {
				got := associationStatus(word, map[string]int32{"Success": 2, counted: count})
				earned := word == "Success" && (count == 0 || counted == "Success" && count > 0)
				if (got == statuses.AssociationSuccess) != earned {
					t.Errorf("%q with %d of %q: %s", word, count, counted, got)
				}
			}
		}
	}
}

func TestAssociationsAreCountedByWhatTheirWordsMean(t *testing.T) {
	counts := map[string]int32{"Failed": 1, "TimedOut": 2, "Success": 4, "Skipped": 8, "Pending": 16, "Queued": -1}
	for status, want := range map[string]float64{statuses.AssociationFailed: 3, statuses.AssociationSuccess: 4, statuses.AssociationUnknown: 8} {
		if got := countIn(counts, status); got != want {
			t.Errorf("%s: %v, want %v", status, got, want)
		}
	}
	if got := countIn(counts, statuses.AssociationPending); !math.IsNaN(got) {
		t.Errorf("with one that is not counted: %v", got)
	}
	if got := countIn(nil, statuses.AssociationPending); got != 0 {
		t.Errorf("of nothing: %v", got)
	}
}
