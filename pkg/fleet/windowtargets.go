package fleet

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

type windowTarget = types.MaintenanceWindowTarget

var _ = declareDrillDown(drillDown[windowTarget]{
	Resource: schema.Resource{Name: "windowTargets", Group: schema.OperationsGroup, Label: "Targets of a maintenance window", About: schema.Window,
		Description: "Which nodes or resources one maintenance window is for",
		Examples: []schema.Example{
			{Title: "Targets by kind", GroupBy: []string{"resourceType"}},
		},
	},
	list:  ssm.DescribeMaintenanceWindowTargets,
	id:    "WindowTargetId",
	layer: OperationsLayer,
	lost:  "The targets of a maintenance window",
	fields: []field[windowTarget]{
		{name: "name", label: "Name", means: "Name that people gave it", from: "Name", shown: true},
		{name: "targets", label: "Targets", means: "By tag, by resource group or by ID", from: "Targets", shown: true,
			text: func(t *windowTarget) string { return targetsInWords(t.Targets) }},
		{name: "resourceType", label: "Resource type", means: "INSTANCE, or RESOURCE_GROUP", from: "ResourceType", shown: true},
		{name: "description", label: "Description", means: "What people wrote about it", from: "Description", shown: true},
		{name: "windowTargetId", label: "Target ID", means: "ID that Systems Manager gave it", from: "WindowTargetId", shown: true},
	},
})

func targetsInWords(targets []types.Target) string {
	words := make([]string, len(targets))
	for i, target := range targets {
		words[i] = targetInWords(target)
	}
	return strings.Join(words, "; ")
}
