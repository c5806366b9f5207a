package fleet

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type session = types.Session

var sessions = declareHistory(historyResource[session]{
	Resource: schema.Resource{Name: "sessions", Group: schema.OperationsGroup, Label: "Sessions",
		Description: "Session Manager's sessions: who was on which node, and for how long",
		Span:        &schema.Span{Start: "startDate", End: "endDate", Over: "over"},
		Examples: []schema.Example{
			{Title: "Sessions that are open", Filters: []schema.Filter{{Field: "over", Op: "=", Value: false}},
				OrderBy: []schema.OrderBy{{Field: "startDate"}}},
			{Title: "Sessions by user", GroupBy: []string{"user"}},
			{Title: "Sessions without a reason", Filters: []schema.Filter{{Field: "reason", Op: "exists", Value: false}},
				OrderBy: []schema.OrderBy{{Field: "startDate", Desc: true}}},
		},
	},
	list:   ssm.DescribeSessions,
	id:     "SessionId",
	layer:  HistoryLayer,
	lost:   "Session Manager's sessions",
	began:  func(s *session) *time.Time { return s.StartDate },
	isOver: func(s *session) bool { return isOver(s) == columns.True },
	joined: withSessionLogs,
	joins:  sessionLogs,
	fields: []field[session]{
		{name: "startDate", label: "Started", means: "When it began", from: "StartDate", shown: true},
		{name: "nodeId", label: "Node ID", means: "Node that it is on", from: "Target", shown: true},
		{name: "user", label: "User", means: "Name of who began it: of the user, or of the role's session", from: "Owner", shown: true,
			text: func(s *session) string { return userOf(s.Owner) }},
		{name: "owner", label: "Owner", means: "ARN of who began it", from: "Owner"},
		{name: "status", label: "Status", means: "How it stands", from: "Status", set: statuses.SessionStatus, shown: true, text: sessionStatus},
		{name: "over", label: "Over", means: "Whether it is over", from: "Status", truth: isOver},
		{name: "duration", label: "Duration", means: "How long it was; none of one that is going on", from: "StartDate EndDate", unit: "s", number: sessionSeconds, shown: true},
		{name: "endDate", label: "Ended", means: "When it ended", from: "EndDate", shown: true},
		{name: "reason", label: "Reason", means: "Why, as who began it wrote", from: "Reason", shown: true},
		{name: "sessionId", label: "Session ID", means: "ID that Session Manager gave it", from: "SessionId", shown: true},
		{name: "documentName", label: "Document name", means: "Session document that it uses, for instance SSM-SessionManagerRunShell", from: "DocumentName"},
		{name: "accessType", label: "Access type", means: "Standard, or JustInTime", from: "AccessType"},
		{name: "maxSessionDuration", label: "Longest duration", means: "Minutes after which it is ended, as its document says", from: "MaxSessionDuration"},
		{name: "details", label: "Details", means: "What AWS says about it beside", from: "Details"},
	},
})

func sessionStatus(s *session) string {
	for _, known := range statuses.SessionStatus.Values() {
		if string(s.Status) == known {
			return known
		}
	}
	return statuses.SessionUnknown
}

// isOver is neither of a status that isn't known.
func isOver(s *session) columns.Truth {
	switch s.Status {
	case types.SessionStatusTerminated, types.SessionStatusFailed:
		return columns.True
	case types.SessionStatusConnected, types.SessionStatusConnecting, types.SessionStatusDisconnected, types.SessionStatusTerminating:
		return columns.False
	}
	return columns.Neither
}

func sessionSeconds(s *session) float64 {
	if s.StartDate == nil || s.EndDate == nil || s.EndDate.Before(*s.StartDate) {
		return columns.None()
	}
	return s.EndDate.Sub(*s.StartDate).Seconds()
}
