package fleet

import (
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

var _ = declareList(listResource[types.PatchGroupPatchBaselineMapping]{
	Resource: schema.Resource{Name: "patchGroups", Group: schema.PatchesGroup, Label: "Patch groups", Description: "Patch groups with the patch baseline that each is registered with, a row for each operating system",
		Examples: []schema.Example{
			{Title: "How many patch groups each baseline has", GroupBy: []string{"baselineName", "operatingSystem"}},
			{Title: "Patch groups with a baseline of your own", Filters: []schema.Filter{{Field: "baselineId", Op: "=~", Value: "pb-.*"}},
				OrderBy: []schema.OrderBy{{Field: "patchGroup"}}},
		},
	},
	list:  ssm.DescribePatchGroups,
	every: everyPatchStates,
	id:    "PatchGroup BaselineIdentity.BaselineId",
	layer: PatchesLayer,
	lost:  "Patch groups and their baselines",
	fields: []field[types.PatchGroupPatchBaselineMapping]{
		{name: "patchGroup", label: "Patch group", means: "Name of the patch group: the value of the tag Patch Group or PatchGroup on its nodes", from: "PatchGroup", shown: true},
		{name: "operatingSystem", label: "Operating system", means: "Operating system that the baseline is for", from: "BaselineIdentity.OperatingSystem", shown: true},
		{name: "baselineName", label: "Baseline name", means: "Name of the patch baseline", from: "BaselineIdentity.BaselineName", shown: true},
		{name: "baselineId", label: "Baseline ID", means: "ID of the patch baseline", from: "BaselineIdentity.BaselineId", shown: true},
		{name: "baselineDescription", label: "Baseline description", means: "Description of the patch baseline", from: "BaselineIdentity.BaselineDescription"},
		{name: "defaultBaseline", label: "Default baseline", means: "Whether it is also the default for its operating system", from: "BaselineIdentity.DefaultBaseline", shown: true},
	},
})
