package fleet

import (
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type invocation = types.CommandInvocation

var _ = declareDrillDown(drillDown[invocation]{
	Resource: schema.Resource{Name: "commandInvocations", Group: schema.OperationsGroup, Label: "Invocations of a command", About: schema.Command,
		Description: "What became of one command on each of its nodes, without its output",
		Examples: []schema.Example{
			{Title: "Nodes on which it failed", Filters: []schema.Filter{{Field: "status", Op: "in", Value: []string{statuses.ExecutionFailed, statuses.ExecutionTimedOut}}}, OrderBy: []schema.OrderBy{{Field: "name"}}},
			{Title: "Nodes by what became of it", GroupBy: []string{"status", "statusDetails"}},
		},
	},
	list:  ssm.ListCommandInvocations,
	id:    "InstanceId",
	layer: HistoryLayer,
	lost:  "What became of a command on each node",
	fields: []field[invocation]{
		{name: "nodeId", label: "Node ID", means: "Node that it ran on", from: "InstanceId", shown: true},
		{name: "name", label: "Name", means: "Name of the node: the tag Name of an EC2 instance, else what it was registered as", from: "InstanceName", shown: true},
		{name: "status", label: "Status", means: "How it stands on the node", from: "Status", set: statuses.ExecutionStatus, shown: true,
			text: func(i *invocation) string { return executionStatus(i.Status) }},
		{name: "statusDetails", label: "Status details", means: "AWS's own, more detailed word for the status, for instance Undeliverable", from: "StatusDetails", shown: true},
		{name: "requestedDateTime", label: "Sent", means: "When it was sent to the node", from: "RequestedDateTime", shown: true},
		{name: "documentName", label: "Document name", means: "SSM document that it runs", from: "DocumentName"},
		{name: "documentVersion", label: "Document version", means: "Version of the document that it runs", from: "DocumentVersion"},
		{name: "comment", label: "Comment", means: "What its sender wrote about it", from: "Comment"},
		{name: "standardOutputUrl", label: "Output", means: "Where in S3 its output is, if it is kept there", from: "StandardOutputUrl"},
		{name: "standardErrorUrl", label: "Error output", means: "Where in S3 its error output is, if it is kept there", from: "StandardErrorUrl"},
	},
})
