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
	Resource: schema.Resource{Name: "nodeAssociations", Group: schema.ConfigurationGroup, Label: "Associations of a node", About: schema.Node, Description: "State Manager associations that apply to one node, with their status",
		Examples: []schema.Example{
			{Title: "What failed on the node", Filters: []schema.Filter{{Field: "status", Op: "=", Value: statuses.AssociationFailed}},
				OrderBy: []schema.OrderBy{{Field: "executionDate", Desc: true}}},
		},
	},
	list:  ssm.DescribeInstanceAssociationsStatus,
	id:    "AssociationId",
	layer: CoreLayer,
	lost:  "The associations of one node",
	fields: []field[nodeAssociation]{
		{name: "associationId", label: "Association ID", means: "ID that State Manager gave it", from: "AssociationId"},
		{name: "associationName", label: "Association name", means: "Name that people gave it; may be empty", from: "AssociationName", shown: true},
		{name: "documentName", label: "Document name", means: "SSM document that it runs", from: "Name", shown: true},
		{name: "documentVersion", label: "Document version", means: "Version of the document that it runs", from: "DocumentVersion"},
		{name: "associationVersion", label: "Association version", means: "Goes up each time the association is changed", from: "AssociationVersion"},
		{name: "status", label: "Status", means: "Status on this node", from: "Status", set: statuses.AssociationStatus, shown: true,
			text: func(a *nodeAssociation) string { return associationStatus(aws.ToString(a.Status), nil) }},
		{name: "detailedStatus", label: "Detailed status", means: "AWS's own, more detailed word for the status", from: "DetailedStatus", shown: true},
		{name: "executionDate", label: "Last execution", means: "When it last ran on this node", from: "ExecutionDate", shown: true},
		{name: "executionSummary", label: "Execution summary", means: "What SSM Agent reported about the run", from: "ExecutionSummary", shown: true},
		{name: "errorCode", label: "Error code", means: "Error code, where AWS gives one", from: "ErrorCode", shown: true},
	},
})
