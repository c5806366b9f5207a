package fleet

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	ssmclient "github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/jellydator/ttlcache/v3"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// patchBaseline is a baseline as it is listed, and what it says itself.
type patchBaseline struct {
	types.PatchBaselineIdentity
	rules *ssmclient.GetPatchBaselineOutput // nil where that is not known ...
	// ... for this reason.
	unknown string
}

var _ = declareList(listResource[patchBaseline]{
	Resource: schema.Resource{Name: "patchBaselines", Group: schema.PatchesGroup, Label: "Patch baselines", Description: "Patch baselines, AWS's predefined ones and the account's own, with the rules by which they approve patches",
		Examples: []schema.Example{
			{Title: "Default baselines", Filters: []schema.Filter{{Field: "defaultBaseline", Op: "=", Value: true}},
				OrderBy: []schema.OrderBy{{Field: "operatingSystem"}}},
			{Title: "Baselines of your own", Filters: []schema.Filter{{Field: "baselineId", Op: "=~", Value: "pb-.*"}},
				OrderBy: []schema.OrderBy{{Field: "baselineName"}}},
			{Title: "Baselines that reject patches", Filters: []schema.Filter{{Field: "rejectedPatches", Op: "exists", Value: true}}},
		},
	},
	list:     baselinesWithRules,
	every:    everyPatchStates,
	onDemand: true,
	id:       "BaselineId",
	layer:    PatchesLayer,
	calls:    []awsapi.Operation{ssm.GetPatchBaseline.Operation},
	lost:     "The list of patch baselines",
	fields: []field[patchBaseline]{
		{name: "baselineName", label: "Baseline name", means: "Name of the patch baseline", from: "BaselineName", shown: true},
		{name: "baselineId", label: "Baseline ID", means: "ID of the patch baseline; an ARN where it is AWS's own", from: "BaselineId", shown: true},
		{name: "operatingSystem", label: "Operating system", means: "Operating system that it is for", from: "OperatingSystem", shown: true},
		{name: "defaultBaseline", label: "Default baseline", means: "Whether nodes of its operating system without a patch group go by it", from: "DefaultBaseline", shown: true},
		{name: "baselineDescription", label: "Baseline description", means: "Description of the patch baseline", from: "BaselineDescription", shown: true},
		ofBaseline("approvalRules", "Approval rules", "ApprovalRules", "Which patches it approves and when, in AWS's words for them; why that is not known, where it isn't", true,
			func(b *ssmclient.GetPatchBaselineOutput) string { return rulesInWords(b.ApprovalRules) },
			func(b *patchBaseline) string { return "Not known: " + b.unknown }),
		ofBaseline("approvedPatches", "Approved patches", "ApprovedPatches", "Patches that it approves by name, separated by commas; empty too where its rules are not known", false,
			func(b *ssmclient.GetPatchBaselineOutput) string { return strings.Join(b.ApprovedPatches, ", ") }, nil),
		ofBaseline("rejectedPatches", "Rejected patches", "RejectedPatches", "Patches that it rejects by name, separated by commas; empty too where its rules are not known", true,
			func(b *ssmclient.GetPatchBaselineOutput) string { return strings.Join(b.RejectedPatches, ", ") }, nil),
		ofBaseline("rejectedPatchesAction", "Rejected patches action", "RejectedPatchesAction", "ALLOW_AS_DEPENDENCY or BLOCK: whether a rejected patch that another one needs is installed", false,
			func(b *ssmclient.GetPatchBaselineOutput) string { return string(b.RejectedPatchesAction) }, nil),
		ofBaseline("patchSources", "Patch sources", "Sources", "Repositories of its own on Linux, by name, separated by commas; empty too where its rules are not known", false,
			func(b *ssmclient.GetPatchBaselineOutput) string {
				names := make([]string, len(b.Sources))
				for i, source := range b.Sources {
					names[i] = aws.ToString(source.Name)
				}
				return strings.Join(names, ", ")
			}, nil),
	},
})

// ofBaseline is a column of what a baseline says itself, or of what is said where that isn't known; optional.
func ofBaseline(name, label, member, means string, shown bool, known func(*ssmclient.GetPatchBaselineOutput) string, unknown func(*patchBaseline) string) field[patchBaseline] {
	return field[patchBaseline]{name: name, label: label, means: means, from: "BaselineId", shown: shown,
		besides: []schema.Source{schema.From(ssm.GetPatchBaseline.Operation, member)},
		text: func(b *patchBaseline) string {
			switch {
			case b.rules != nil:
				return known(b.rules)
			case unknown != nil:
				return unknown(b)
			}
			return ""
		}}
}

// baselinesWithRules lists the baselines with what each says itself. That isn't [ssm.GetPatchBaseline]'s own feed, which is about the
// baselines of nodes and waits for their patch states.
var baselinesWithRules = awsapi.List[patchBaseline]{
	Operation: ssm.DescribePatchBaselines.Operation,
	Page: func(ctx context.Context, client *awsapi.Client, token *string) ([]patchBaseline, *string, error) {
		listed, next, err := ssm.DescribePatchBaselines.Page(ctx, client, token)
		if err != nil {
			return nil, nil, err
		}
		baselines := make([]patchBaseline, len(listed))
		refused := ""
		for i, identity := range listed {
			baselines[i] = patchBaseline{PatchBaselineIdentity: identity, unknown: refused}
			if refused != "" {
				continue
			}
			baselines[i].rules, err = rulesOf(ctx, client, aws.ToString(identity.BaselineId))
			var gone *types.DoesNotExistException
			switch {
			case errors.As(err, &gone):
				baselines[i].unknown = "the baseline does not exist any more"
			case err == nil:
			case isHeldUp(err):
				return nil, nil, err
			default:
				// The list is good without what one of them says.
				baselines[i].unknown = awsapi.Explain(err).Message
				if awsapi.Explain(err).Kind == awsapi.Refused {
					refused = baselines[i].unknown
				}
			}
		}
		return baselines, next, nil
	},
}

// isHeldUp tells whether an answer may come yet: the list goes on from its page then.
func isHeldUp(err error) bool {
	kind := awsapi.Explain(err).Kind
	return kind == awsapi.Throttled || kind == awsapi.TimeUp || kind == awsapi.OverBudget
}

// predefined keeps what AWS's own baselines say, by their ARNs: they are the same in all accounts, and seldom change.
var predefined = ttlcache.New(ttlcache.WithTTL[string, *ssmclient.GetPatchBaselineOutput](24*time.Hour), ttlcache.WithDisableTouchOnHit[string, *ssmclient.GetPatchBaselineOutput]())

func rulesOf(ctx context.Context, client *awsapi.Client, id string) (*ssmclient.GetPatchBaselineOutput, error) {
	isPredefined := strings.HasPrefix(id, "arn:")
	if isPredefined {
		if kept := predefined.Get(id); kept != nil {
			return kept.Value(), nil
		}
	}
	baseline, err := ssm.GetPatchBaseline.Ask(ctx, client, id)
	if err == nil && isPredefined {
		predefined.Set(id, baseline, ttlcache.DefaultTTL)
	}
	return baseline, err
}
