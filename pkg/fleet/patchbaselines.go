package fleet

import (
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

var _ = declareList(listResource[types.PatchBaselineIdentity]{
	Resource: schema.Resource{Name: "patchBaselines", Group: schema.PatchesGroup, Label: "Patch baselines", Description: "Patch baselines, AWS's predefined ones and the account's own",
		Examples: []schema.Example{
			{Title: "Default baselines", Filters: []schema.Filter{{Field: "defaultBaseline", Op: "=", Value: true}},
				OrderBy: []schema.OrderBy{{Field: "operatingSystem"}}},
			{Title: "Baselines of your own", Filters: []schema.Filter{{Field: "baselineId", Op: "=~", Value: "pb-.*"}},
				OrderBy: []schema.OrderBy{{Field: "baselineName"}}},
		},
	},
	list:     ssm.DescribePatchBaselines,
	every:    everyPatchStates,
	onDemand: true,
	id:       "BaselineId",
	layer:    PatchesLayer,
	lost:     "The list of patch baselines",
	fields: []field[types.PatchBaselineIdentity]{
		{name: "baselineName", label: "Baseline name", means: "Name of the patch baseline", from: "BaselineName", shown: true},
		{name: "baselineId", label: "Baseline ID", means: "ID of the patch baseline; an ARN where it is AWS's own", from: "BaselineId", shown: true},
		{name: "operatingSystem", label: "Operating system", means: "Operating system that it is for", from: "OperatingSystem", shown: true},
		{name: "defaultBaseline", label: "Default baseline", means: "Whether nodes of its operating system without a patch group go by it", from: "DefaultBaseline", shown: true},
		{name: "baselineDescription", label: "Baseline description", means: "Description of the patch baseline", from: "BaselineDescription", shown: true},
	},
})
