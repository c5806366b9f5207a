package fleet

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type automation = types.AutomationExecutionMetadata

// Their outputs are left out, as the parameters of commands are.
var automations = declareHistory(historyResource[automation]{
	Resource: schema.Resource{Name: "automations", Group: schema.OperationsGroup, Label: "Automations",
		Description: "Automation's executions of runbooks, with who started them and why they failed",
		Span:        &schema.Span{Start: "executionStartTime", End: "executionEndTime"},
		Examples: []schema.Example{
			{Title: "Runbooks that failed",
				Filters: []schema.Filter{{Field: "status", Op: "in", Value: []string{statuses.ExecutionFailed, statuses.ExecutionTimedOut}}},
				OrderBy: []schema.OrderBy{{Field: "executionStartTime", Desc: true}}},
			{Title: "Runbooks that wait, for an approval say", Filters: []schema.Filter{{Field: "status", Op: "=", Value: statuses.ExecutionWaiting}},
				OrderBy: []schema.OrderBy{{Field: "executionStartTime"}}},
			{Title: "Executions by runbook and status", GroupBy: []string{"documentName", "status"}},
		},
	},
	list:   ssm.DescribeAutomationExecutions,
	id:     "AutomationExecutionId",
	layer:  HistoryLayer,
	lost:   "Executions of runbooks",
	began:  func(a *automation) *time.Time { return a.ExecutionStartTime },
	isOver: func(a *automation) bool { return isExecuted(a.AutomationExecutionStatus) },
	fields: []field[automation]{
		{name: "executionStartTime", label: "Started", means: "When it was started", from: "ExecutionStartTime", shown: true},
		{name: "documentName", label: "Runbook", means: "Runbook that it executes", from: "DocumentName", shown: true},
		{name: "status", label: "Status", means: "How it stands", from: "AutomationExecutionStatus", set: statuses.ExecutionStatus, shown: true,
			text: func(a *automation) string { return executionStatus(a.AutomationExecutionStatus) }},
		{name: "automationExecutionStatus", label: "Detailed status", means: "AWS's own, more detailed word for the status, for instance PendingApproval", from: "AutomationExecutionStatus"},
		{name: "failureMessage", label: "Failure message", means: "Why it failed", from: "FailureMessage", shown: true},
		{name: "warningMessage", label: "Warning message", means: "What AWS warns of", from: "WarningMessage"},
		{name: "user", label: "User", means: "Name of who started it: of the user, or of the role's session", from: "ExecutedBy", shown: true,
			text: func(a *automation) string { return userOf(a.ExecutedBy) }},
		{name: "executedBy", label: "Executed by", means: "ARN of who started it", from: "ExecutedBy"},
		{name: "target", label: "Target", means: "Resource that it works on, where it is one of several", from: "Target", shown: true},
		{name: "currentStepName", label: "Current step", means: "Step that it is at", from: "CurrentStepName", shown: true},
		{name: "executionEndTime", label: "Ended", means: "When it came to its end", from: "ExecutionEndTime", shown: true},
		{name: "automationExecutionId", label: "Automation execution ID", means: "ID that Automation gave it", from: "AutomationExecutionId", shown: true},
		{name: "parentAutomationExecutionId", label: "Parent execution ID", means: "ID of the execution that started it, if one did", from: "ParentAutomationExecutionId"},
		{name: "documentVersion", label: "Runbook version", means: "Version of the runbook that it executes", from: "DocumentVersion"},
		{name: "currentAction", label: "Current action", means: "Action of the step that it is at, for instance aws:approve", from: "CurrentAction"},
		{name: "mode", label: "Mode", means: "Auto, or Interactive: step by step", from: "Mode"},
		{name: "automationType", label: "Type", means: "Local, or CrossAccount: over several accounts or Regions", from: "AutomationType"},
		{name: "automationSubtype", label: "Subtype", means: "ChangeRequest, or AccessRequest, where it is one", from: "AutomationSubtype"},
		{name: "scheduledTime", label: "Scheduled", means: "When a change request's execution is to start", from: "ScheduledTime"},
		{name: "opsItemId", label: "OpsItem ID", means: "ID of the OpsItem that a change request created", from: "OpsItemId"},
		{name: "associationId", label: "Association ID", means: "ID of the association that started it, if one did", from: "AssociationId"},
		{name: "changeRequestName", label: "Change request", means: "Name of the change request that it belongs to", from: "ChangeRequestName"},
	},
})
