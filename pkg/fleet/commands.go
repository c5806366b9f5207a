package fleet

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type command = types.Command

// The parameters of commands are left out: people write passwords there.
var commands = declareHistory(historyResource[command]{
	Resource: schema.Resource{Name: "commands", Group: schema.OperationsGroup, Label: "Commands",
		Description: "Run Command's commands, and on how many nodes each failed. AWS does not say who sent them",
		Span:        &schema.Span{Start: "requestedDateTime"},
		Examples: []schema.Example{
			{Title: "Commands that failed",
				Filters: []schema.Filter{{Field: "status", Op: "in", Value: []string{statuses.ExecutionFailed, statuses.ExecutionTimedOut}}},
				OrderBy: []schema.OrderBy{{Field: "requestedDateTime", Desc: true}}},
			{Title: "Commands that are still running",
				Filters: []schema.Filter{{Field: "status", Op: "in", Value: []string{statuses.ExecutionWaiting, statuses.ExecutionInProgress}}},
				OrderBy: []schema.OrderBy{{Field: "requestedDateTime"}}},
			{Title: "Commands by document and status", GroupBy: []string{"documentName", "status"}},
		},
	},
	list:   ssm.ListCommands,
	id:     "CommandId",
	layer:  HistoryLayer,
	lost:   "Run Command's commands",
	began:  func(c *command) *time.Time { return c.RequestedDateTime },
	isOver: func(c *command) bool { return isExecuted(c.Status) },
	fields: []field[command]{
		{name: "requestedDateTime", label: "Sent", means: "When it was sent", from: "RequestedDateTime", shown: true},
		{name: "documentName", label: "Document name", means: "SSM document that it runs", from: "DocumentName", shown: true},
		{name: "status", label: "Status", means: "How it stands over all its nodes", from: "Status", set: statuses.ExecutionStatus, shown: true,
			text: func(c *command) string { return executionStatus(c.Status) }},
		{name: "statusDetails", label: "Status details", means: "AWS's own, more detailed word for the status", from: "StatusDetails", shown: true},
		{name: "comment", label: "Comment", means: "What its sender wrote about it", from: "Comment", shown: true},
		{name: "targetCount", label: "Nodes", means: "Nodes that it is for", from: "TargetCount", unit: counted, shown: true},
		{name: "completedCount", label: "Completed", means: "Nodes on which it came to its end, whichever", from: "CompletedCount", unit: counted},
		{name: "errorCount", label: "Failed nodes", means: "Nodes on which it failed or timed out while it ran", from: "ErrorCount", unit: counted, shown: true},
		{name: "deliveryTimedOutCount", label: "Not delivered", means: "Nodes that did not take it in time", from: "DeliveryTimedOutCount", unit: counted, shown: true},
		{name: "commandId", label: "Command ID", means: "ID that Run Command gave it", from: "CommandId", shown: true},
		{name: "documentVersion", label: "Document version", means: "Version of the document that it runs", from: "DocumentVersion"},
		{name: "targets", label: "Targets", means: "Which nodes it is for, by tag or resource group", from: "Targets", text: func(c *command) string { return targetsInWords(c.Targets) }},
		{name: "instanceIds", label: "Node IDs", means: "Nodes that it names, separated by commas", from: "InstanceIds", text: func(c *command) string { return strings.Join(c.InstanceIds, ", ") }},
		{name: "maxConcurrency", label: "Max concurrency", means: "On how many nodes it may run at one time: a number or a share", from: "MaxConcurrency"},
		{name: "maxErrors", label: "Max errors", means: "After how many errors it is sent to no more nodes: a number or a share", from: "MaxErrors"},
		{name: "expiresAfter", label: "Expires", means: "When nodes that have not taken it by then no longer do", from: "ExpiresAfter"},
		{name: "timeoutSeconds", label: "Delivery timeout", means: "How long a node has to take it", from: "TimeoutSeconds", unit: "s"},
		{name: "outputS3BucketName", label: "Output bucket", means: "S3 bucket for its output", from: "OutputS3BucketName"},
		{name: "logGroup", label: "Output log group", means: "CloudWatch log group for its output", from: "CloudWatchOutputConfig.CloudWatchLogGroupName"},
		{name: "serviceRole", label: "Notification role", means: "ARN of the IAM role by which it notifies", from: "ServiceRole"},
	},
})
