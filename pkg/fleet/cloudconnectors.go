package fleet

import (
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

var _ = declareList(listResource[types.CloudConnectorSummary]{
	Resource: schema.Resource{Name: "cloudConnectors", Group: schema.SetupGroup, Label: "Cloud connectors", Description: "Connectors through which Systems Manager manages machines of other clouds",
		Empty: "There is no cloud connector in these accounts and Regions. Machines of other clouds are nodes only where they were registered with a " +
			"hybrid activation; to have them found by themselves, create a cloud connector in Systems Manager.",
		Examples: []schema.Example{
			{Title: "Connectors by account and Region", GroupBy: []string{"account", "region"}},
			{Title: "Connectors changed in the last 30 days", Filters: []schema.Filter{{Field: "updatedAt", Op: ">", Value: "30d"}},
				OrderBy: []schema.OrderBy{{Field: "updatedAt", Desc: true}}},
		},
	},
	list:     ssm.ListCloudConnectors,
	every:    everyAssociations,
	onDemand: true,
	id:       "CloudConnectorId",
	layer:    OperationsLayer,
	lost:     "Cloud connectors",
	fields: []field[types.CloudConnectorSummary]{
		{name: "displayName", label: "Display name", means: "Name that people gave it", from: "DisplayName", shown: true},
		{name: "cloudConnectorId", label: "Cloud connector ID", means: "ID of the connector: the value of the tag CloudConnector on the nodes that came by it", from: "CloudConnectorId", shown: true},
		{name: "description", label: "Description", means: "What it is for, as people described it", from: "Description", shown: true},
		{name: "roleArn", label: "IAM role", means: "ARN of the IAM role that it uses", from: "RoleArn"},
		{name: "createdAt", label: "Created", means: "When it was created", from: "CreatedAt", shown: true},
		{name: "updatedAt", label: "Updated", means: "When it was last changed", from: "UpdatedAt", shown: true},
	},
})
