package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// The association statuses that are shown. None: there is no association. Unknown: AWS said nothing that can be told.
const (
	statusSuccess = "Success"
	statusFailed  = "Failed"
	statusPending = "Pending"
	statusNone    = "None"
	statusUnknown = "Unknown"
)

// associationWords are AWS's words for the status of an association, its detailed status too, in lower case. A skipped
// association did not run, which is neither good nor bad, so it has no place here.
var associationWords = map[string]string{
	"success":    statusSuccess,
	"failed":     statusFailed,
	"timedout":   statusFailed,
	"error":      statusFailed,
	"pending":    statusPending,
	"inprogress": statusPending,
	"associated": statusPending,
	"delayed":    statusPending,
	"scheduled":  statusPending,
}

// associationStatus gives the status for AWS's word, or the worst that is counted where the word says nothing: Failed
// before Pending before Success. With neither there is no association.
func associationStatus(word string, counts map[string]int32) string {
	if status, ok := associationWords[strings.ToLower(word)]; ok {
		return status
	}
	for _, status := range []string{statusFailed, statusPending, statusSuccess} {
		if countIn(counts, status) > 0 {
			return status
		}
	}
	if word == "" && len(counts) == 0 {
		return statusNone
	}
	return statusUnknown
}

// countIn adds up the counts whose words mean a status; those of no known word mean Unknown.
func countIn(counts map[string]int32, status string) (sum int32) {
	for word, count := range counts {
		meant, ok := associationWords[strings.ToLower(word)]
		if !ok {
			meant = statusUnknown
		}
		if meant == status {
			sum += count
		}
	}
	return sum
}

func nodeAssociationStatus(n *types.InstanceProperty) string {
	var counts map[string]int32
	if n.AssociationOverview != nil {
		counts = n.AssociationOverview.InstanceAssociationStatusAggregatedCount
	}
	return associationStatus(aws.ToString(n.AssociationStatus), counts)
}

func associationCount(status string) func(*types.InstanceProperty) float64 {
	return func(n *types.InstanceProperty) float64 {
		if n.AssociationOverview == nil {
			return columns.None()
		}
		return float64(countIn(n.AssociationOverview.InstanceAssociationStatusAggregatedCount, status))
	}
}
