package fleet

import (
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
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
	"queued":     statuses.AssociationPending,
	"creating":   statuses.AssociationPending,
}

// associationMeans gives the status that a word of AWS's means. A word that is missing or not known means nothing that could
// be told.
func associationMeans(word string) string {
	if status, ok := associationWords[strings.ToLower(word)]; ok {
		return status
	}
	return statuses.AssociationUnknown
}

// associationStatus gives the worst of what AWS says and of what it counts: neither takes back what the other tells. A count
// below zero says that AWS doesn't know, either.
func associationStatus(word string, counts map[string]int32) string {
	worst := associationMeans(word)
	for counted, count := range counts {
		switch {
		case count > 0:
			worst = worse(worst, associationMeans(counted))
		case count < 0:
			worst = worse(worst, statuses.AssociationUnknown)
		}
	}
	return worst
}

// worse gives the worse of two statuses, by their set's order.
func worse(a, b string) string {
	order := statuses.AssociationStatus.Values()
	if slices.Index(order, b) < slices.Index(order, a) {
		return b
	}
	return a
}

// countIn adds up the counts whose words mean a status; it gives none where one of them is no count.
func countIn(counts map[string]int32, status string) (sum float64) {
	for word, count := range counts {
		if associationMeans(word) != status {
			continue
		}
		if count < 0 {
			return columns.None()
		}
		sum += float64(count)
	}
	return sum
}
