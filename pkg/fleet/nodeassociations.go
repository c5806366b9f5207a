package fleet

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type nodeAssociation = types.InstanceAssociationStatusInfo

var _ = declareDrillDown(drillDown[nodeAssociation]{
	Resource: schema.Resource{Name: "nodeAssociations", Label: "Associations of a node", Description: "State Manager associations of one node with their status"},
	list:     ssm.DescribeInstanceAssociationsStatus,
	lost:     "The associations of one node",
	fields: []field[nodeAssociation]{
		{name: "associationId", label: "Association ID", means: "Association id", from: "AssociationId"},
		{name: "associationName", label: "Association name", means: "Association name", from: "AssociationName", shown: true},
		{name: "documentName", label: "Document name", means: "SSM document", from: "Name", shown: true},
		{name: "documentVersion", label: "Document version", means: "Version of the document", from: "DocumentVersion"},
		{name: "associationVersion", label: "Association version", means: "Version of the association", from: "AssociationVersion"},
		{name: "status", label: "Status", means: "Status", from: "Status", set: statuses.AssociationStatus, shown: true,
			text: func(a *nodeAssociation) string { return associationStatus(aws.ToString(a.Status), nil) }},
		{name: "detailedStatus", label: "Detailed status", means: "Detailed status", from: "DetailedStatus", shown: true},
		{name: "executionDate", label: "Last execution", means: "Last execution", from: "ExecutionDate", shown: true},
		{name: "executionSummary", label: "Execution summary", means: "What the agent said", from: "ExecutionSummary", shown: true},
		{name: "errorCode", label: "Error code", means: "Error code", from: "ErrorCode", shown: true},
	},
})
