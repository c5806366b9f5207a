package fleet

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

func TestApprovalRulesInWords(t *testing.T) {
	filter := func(key string, values ...string) types.PatchFilter {
		return types.PatchFilter{Key: types.PatchFilterKey(key), Values: values}
	}
	of := func(filters ...types.PatchFilter) *types.PatchFilterGroup {
		return &types.PatchFilterGroup{PatchFilters: filters}
	}
	for want, rules := range map[string][]types.PatchRule{
		"No rules":                          nil,
		"All patches approved after 7 days": {{ApproveAfterDays: aws.Int32(7), ComplianceLevel: "UNSPECIFIED", PatchFilterGroup: of(filter("CLASSIFICATION", "*"), filter("PRODUCT", "*"))}},
		"Critical, Important SecurityUpdates of WindowsServer2022 approved after 7 days; compliance CRITICAL": {{
			ApproveAfterDays: aws.Int32(7), ComplianceLevel: "CRITICAL",
			PatchFilterGroup: of(filter("PRODUCT", "WindowsServer2022"), filter("MSRC_SEVERITY", "Critical", "Important"), filter("CLASSIFICATION", "SecurityUpdates")),
		}},
		"Security approved at once. Important patches (SECTION: main), released until 2026-01-31, approved, nonsecurity updates too": {
			{ApproveAfterDays: aws.Int32(0), PatchFilterGroup: of(filter("CLASSIFICATION", "Security"))},
			{ApproveUntilDate: aws.String("2026-01-31"), EnableNonSecurity: aws.Bool(true), PatchFilterGroup: of(filter("PRIORITY", "Important"), filter("SECTION", "main"))},
		},
		"All patches approved after 1 day": {{ApproveAfterDays: aws.Int32(1)}},
	} {
		if got := rulesInWords(&types.PatchRuleGroup{PatchRules: rules}); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := rulesInWords(nil); got != "No rules" {
		t.Errorf("got %q", got)
	}
}

func baselinesAWS(t *testing.T, ids ...string) *fakeAWS {
	aws := newFakeAWS(t)
	aws.on("DescribePatchBaselines", func(map[string]any) (int, any) {
		var listed []any
		for _, id := range ids {
			listed = append(listed, map[string]any{"BaselineId": id})
		}
		return http.StatusOK, map[string]any{"BaselineIdentities": listed}
	})
	return aws
}

func TestABaselineSaysWhatItApprovesAndRejects(t *testing.T) {
	aws := baselinesAWS(t, "pb-1", "pb-gone")
	aws.on("GetPatchBaseline", func(input map[string]any) (int, any) {
		if input["BaselineId"] == "pb-gone" {
			return http.StatusBadRequest, map[string]any{"__type": "DoesNotExistException", "message": "no"}
		}
		return http.StatusOK, map[string]any{
			"ApprovalRules":   map[string]any{"PatchRules": []any{map[string]any{"ApproveAfterDays": 3}}},
			"ApprovedPatches": []any{"KB1", "KB2"}, "RejectedPatches": []any{"KB3"}, "RejectedPatchesAction": "BLOCK",
			"Sources": []any{map[string]any{"Name": "internal"}},
		}
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "patchBaselines", Need{})
	expectSameRows(t, answer, err, []string{
		"pb-1/All patches approved after 3 days/KB1, KB2/KB3/BLOCK/internal", "pb-gone/Not known: the baseline does not exist any more////",
	}, "baselineId", "approvalRules", "approvedPatches", "rejectedPatches", "rejectedPatchesAction", "patchSources")
	// Nobody waits for what is read of nodes' baselines, after their patch states.
	if len(answer.Targets) != 1 || answer.Targets[0].API != "DescribePatchBaselines" {
		t.Errorf("made from %+v", answer.Targets)
	}
}

func TestRulesSayThatTheyComeFromTheBaselineAndRowsThatTheyComeFromTheList(t *testing.T) {
	for _, r := range Resources() {
		if r.Name != "patchBaselines" {
			continue
		}
		if rows := schema.Words(r.Sources); rows != "ssm:DescribePatchBaselines" {
			t.Errorf("rows come from %s", rows)
		}
		at := slices.IndexFunc(r.Columns, func(c schema.Column) bool { return c.Name == "patchSources" })
		if origin := r.Columns[at].Origin(); origin != "ssm:DescribePatchBaselines BaselineId, ssm:GetPatchBaseline Sources" {
			t.Errorf("sources come from %s", origin)
		}
	}
}

func TestWithoutItsPermissionApprovalRulesAreNotKnownAndTheListStands(t *testing.T) {
	aws := baselinesAWS(t, "pb-1", "pb-2", "pb-3")
	aws.refuse("GetPatchBaseline")
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "patchBaselines", Need{})
	expectRows(t, "patchBaselines", answer, err, 3)
	for row, said := range linesOf(t, answer, "approvalRules") {
		if !strings.HasPrefix(said, "Not known: ") || !strings.Contains(said, "ssm:GetPatchBaseline") {
			t.Errorf("row %d says %q", row, said)
		}
	}
	if calls := aws.called("GetPatchBaseline"); calls != 1 {
		t.Errorf("%d calls", calls)
	}
}

func TestWhatPredefinedBaselinesSayIsReadOnceForAllAccounts(t *testing.T) {
	const arn = "arn:aws:ssm:eu-west-1:075727635805:patchbaseline/pb-0123456789abcdef0"
	t.Cleanup(func() { predefined.Delete(arn) })
	aws := baselinesAWS(t, arn)
	for range 2 {
		answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "patchBaselines", Need{})
		expectRows(t, "patchBaselines", answer, err, 1)
		if got := cell(t, answer.Table, "approvalRules", 0); got != "No rules" {
			t.Errorf("got %q", got)
		}
	}
	if calls := aws.called("GetPatchBaseline"); calls != 1 {
		t.Errorf("%d calls", calls)
	}
}
