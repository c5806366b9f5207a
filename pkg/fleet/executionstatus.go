package fleet

import "github.com/onepane/onepane-fleet-app/pkg/statuses"

// executionWords are AWS's words for how what was set to work stands, in the types of its models and its user guide.
var executionWords = map[string]string{
	"Failed": statuses.ExecutionFailed, "CompletedWithFailure": statuses.ExecutionFailed, "ChangeCalendarOverrideRejected": statuses.ExecutionFailed,
	"Rejected":  statuses.ExecutionFailed,
	"TimedOut":  statuses.ExecutionTimedOut,
	"Cancelled": statuses.ExecutionCancelled, "Exited": statuses.ExecutionCancelled, "Skipped": statuses.ExecutionCancelled,
	"Pending": statuses.ExecutionWaiting, "Delayed": statuses.ExecutionWaiting, "Waiting": statuses.ExecutionWaiting, "Queued": statuses.ExecutionWaiting,
	"PendingApproval": statuses.ExecutionWaiting, "Approved": statuses.ExecutionWaiting, "Scheduled": statuses.ExecutionWaiting,
	"PendingChangeCalendarOverride": statuses.ExecutionWaiting, "ChangeCalendarOverrideApproved": statuses.ExecutionWaiting,
	"InProgress": statuses.ExecutionInProgress, "RunbookInProgress": statuses.ExecutionInProgress, "Cancelling": statuses.ExecutionInProgress,
	"Success": statuses.ExecutionSuccess, "CompletedWithSuccess": statuses.ExecutionSuccess,
}

// executionStatus tells how what was set to work stands; a word that isn't known is no success.
func executionStatus[Word ~string](said Word) string {
	if status, ok := executionWords[string(said)]; ok {
		return status
	}
	return statuses.ExecutionUnknown
}

// isExecuted tells whether it will not change any more. Of what isn't understood nobody knows: it is read again.
func isExecuted[Word ~string](said Word) bool {
	switch executionStatus(said) {
	case statuses.ExecutionFailed, statuses.ExecutionTimedOut, statuses.ExecutionCancelled, statuses.ExecutionSuccess:
		return true
	}
	return false
}
