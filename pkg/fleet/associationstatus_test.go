package fleet

import "testing"

func TestAssociationStatus(t *testing.T) {
	for _, test := range []struct {
		word   string
		counts map[string]int32
		want   string
	}{
		{"Success", nil, statusSuccess},
		{"success", map[string]int32{"Failed": 1}, statusSuccess}, // AWS's own word stands
		{"TimedOut", nil, statusFailed},
		{"InProgress", nil, statusPending},
		{"", map[string]int32{"Success": 3, "Pending": 1}, statusPending},
		{"", map[string]int32{"Success": 3, "Pending": 1, "Failed": 1}, statusFailed},
		{"Skipped", map[string]int32{"Success": 3, "Skipped": 1}, statusSuccess},
		{"Skipped", map[string]int32{"Skipped": 1}, statusUnknown},
		{"", nil, statusNone},
		{"SomethingNew", nil, statusUnknown},
	} {
		if got := associationStatus(test.word, test.counts); got != test.want {
			t.Errorf("%q, %v: got %s, want %s", test.word, test.counts, got, test.want)
		}
	}
	counts := map[string]int32{"Failed": 1, "TimedOut": 2, "Success": 4, "Skipped": 8}
	for status, want := range map[string]int32{statusFailed: 3, statusSuccess: 4, statusPending: 0, statusUnknown: 8} {
		if got := countIn(counts, status); got != want {
			t.Errorf("%s: %d, want %d", status, got, want)
		}
	}
}
