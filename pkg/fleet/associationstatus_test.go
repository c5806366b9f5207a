package fleet

import (
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
		{"success", map[string]int32{"Failed": 1}, statuses.AssociationSuccess}, // AWS's own word stands
		{"TimedOut", nil, statuses.AssociationFailed},
		{"InProgress", nil, statuses.AssociationPending},
		{"", map[string]int32{"Success": 3, "Pending": 1}, statuses.AssociationPending},
		{"", map[string]int32{"Success": 3, "Pending": 1, "Failed": 1}, statuses.AssociationFailed},
		{"Skipped", map[string]int32{"Success": 3, "Skipped": 1}, statuses.AssociationSuccess},
		{"Skipped", map[string]int32{"Skipped": 1}, statuses.AssociationUnknown},
		{"", map[string]int32{"Success": 3}, statuses.AssociationSuccess},
		{"", map[string]int32{"Success": 0, "Failed": 0}, statuses.AssociationUnknown},
		{"", nil, statuses.AssociationUnknown}, // there is one, and AWS says nothing of it
		{"SomethingNew", nil, statuses.AssociationUnknown},
	} {
		if got := associationStatus(test.word, test.counts); got != test.want {
			t.Errorf("%q, %v: got %s, want %s", test.word, test.counts, got, test.want)
		}
	}
	counts := map[string]int32{"Failed": 1, "TimedOut": 2, "Success": 4, "Skipped": 8}
	for status, want := range map[string]int32{statuses.AssociationFailed: 3, statuses.AssociationSuccess: 4, statuses.AssociationPending: 0, statuses.AssociationUnknown: 8} {
		if got := countIn(counts, status); got != want {
			t.Errorf("%s: %d, want %d", status, got, want)
		}
	}
}
