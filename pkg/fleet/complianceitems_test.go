package fleet

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestComplianceItemsOfANode(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("ListComplianceItems", func(input map[string]any) (int, any) {
		if ids, _ := input["ResourceIds"].([]any); len(ids) != 1 || ids[0] != fakeID(0) {
			t.Errorf("asked for %v", input)
		}
		if input["NextToken"] == "more" {
			return http.StatusOK, map[string]any{"ComplianceItems": []any{map[string]any{"ComplianceType": "Custom:Own", "Id": "y", "Title": "The last"}}}
		}
		return http.StatusOK, map[string]any{"NextToken": "more", "ComplianceItems": []any{
			map[string]any{"ComplianceType": "Association", "Id": "a", "Title": "", "Status": "COMPLIANT", "Details": map[string]any{"DocumentVersion": "1", "DocumentName": "AWS-UpdateSSMAgent"}},
			map[string]any{"ComplianceType": "Patch", "Id": "KB1", "Title": "Update", "Status": "", "Details": map[string]any{"PatchState": "NotApplicable", "DocumentName": ""}},
			map[string]any{"ComplianceType": "Custom:Own", "Id": "x", "Status": "SOMETHING_NEW"},
		}}
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "compliance", Need{ID: fakeID(0)})
	expectRows(t, "compliance", answer, err, 4)
	want := []string{
		"AWS-UpdateSSMAgent | COMPLIANT | DocumentName: AWS-UpdateSSMAgent; DocumentVersion: 1",
		"Update | None | PatchState: NotApplicable",
		" | SOMETHING_NEW | ",
		"The last | None | ",
	}
	var got []string
	for row := range answer.Table.Rows() {
		got = append(got, strings.Join([]string{cell(t, answer.Table, "title", row), cell(t, answer.Table, "status", row), cell(t, answer.Table, "details", row)}, " | "))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
