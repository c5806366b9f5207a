package fleet

import (
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type automationStep = types.StepExecution

var _ = declareDrillDown(drillDown[automationStep]{
	Resource: schema.Resource{Name: "automationSteps", Group: schema.OperationsGroup, Label: "Steps of an automation", About: schema.Automation,
		Description: "Steps of one execution of a runbook, with why they failed; without inputs and outputs",
		Examples: []schema.Example{
			{Title: "The step that failed", Filters: []schema.Filter{{Field: "status", Op: "=", Value: statuses.ExecutionFailed}}, OrderBy: []schema.OrderBy{{Field: "executionStartTime"}}},
			{Title: "Steps in their order", OrderBy: []schema.OrderBy{{Field: "executionStartTime"}}},
		},
	},
	list:  ssm.DescribeAutomationStepExecutions,
	id:    "StepExecutionId",
	layer: HistoryLayer,
	lost:  "The steps of an automation",
	fields: []field[automationStep]{
		{name: "stepName", label: "Step", means: "Name of the step", from: "StepName", shown: true},
		{name: "action", label: "Action", means: "What it does, for instance aws:runCommand", from: "Action", shown: true},
		{name: "status", label: "Status", means: "How it stands", from: "StepStatus", set: statuses.ExecutionStatus, shown: true,
			text: func(s *automationStep) string { return executionStatus(s.StepStatus) }},
		{name: "stepStatus", label: "Detailed status", means: "AWS's own, more detailed word for the status", from: "StepStatus"},
		{name: "failureMessage", label: "Failure message", means: "Why it failed", from: "FailureMessage", shown: true},
		{name: "warningMessage", label: "Warning message", means: "What AWS warns of", from: "WarningMessage"},
		{name: "executionStartTime", label: "Started", means: "When it began", from: "ExecutionStartTime", shown: true},
		{name: "executionEndTime", label: "Ended", means: "When it came to its end", from: "ExecutionEndTime", shown: true},
		{name: "failureStage", label: "Failure stage", means: "Where in the step it failed: preparing, running or checking it", from: "FailureDetails.FailureStage"},
		{name: "failureType", label: "Failure type", means: "Kind of failure, for instance Verification", from: "FailureDetails.FailureType"},
		{name: "onFailure", label: "On failure", means: "What the runbook does where it fails: Abort, Continue or another step", from: "OnFailure"},
		{name: "isCritical", label: "Critical", means: "Whether its failure makes the automation fail", from: "IsCritical"},
		{name: "maxAttempts", label: "Attempts", means: "How often it is tried at most", from: "MaxAttempts", unit: "none"},
		{name: "timeoutSeconds", label: "Timeout", means: "How long it may take", from: "TimeoutSeconds", unit: "s"},
		{name: "nextStep", label: "Next step", means: "Step that comes after it", from: "NextStep"},
		{name: "stepExecutionId", label: "Step execution ID", means: "ID that Automation gave it", from: "StepExecutionId"},
	},
})
