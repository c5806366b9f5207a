package fleet

import (
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// associationWords are AWS's words for the status of an association, its detailed status too, in lower case. A skipped
// association did not run, which is neither good nor bad, so it has no place here.
var associationWords = map[string]string{
	"success":    statuses.AssociationSuccess,
	"failed":     statuses.AssociationFailed,
	"timedout":   statuses.AssociationFailed,
	"error":      statuses.AssociationFailed,
	"pending":    statuses.AssociationPending,
	"inprogress": statuses.AssociationPending,
	"associated": statuses.AssociationPending,
	"delayed":    statuses.AssociationPending,
	"scheduled":  statuses.AssociationPending,
}

// associationStatus gives the status for AWS's word, or the worst that is counted where the word says nothing: Failed
// before Pending before Success.
func associationStatus(word string, counts map[string]int32) string {
	if status, ok := associationWords[strings.ToLower(word)]; ok {
		return status
	}
	for _, status := range []string{statuses.AssociationFailed, statuses.AssociationPending, statuses.AssociationSuccess} {
		if countIn(counts, status) > 0 {
			return status
		}
	}
	return statuses.AssociationUnknown
}

// countIn adds up the counts whose words mean a status; those of no known word mean Unknown.
func countIn(counts map[string]int32, status string) (sum int32) {
	for word, count := range counts {
		meant, ok := associationWords[strings.ToLower(word)]
		if !ok {
			meant = statuses.AssociationUnknown
		}
		if meant == status {
			sum += count
		}
	}
	return sum
}
