package fleet

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func organizationNode(id, account, region string) map[string]any {
	return map[string]any{"Id": id, "Region": region, "Owner": map[string]any{"AccountId": account}, "NodeType": map[string]any{"Instance": map[string]any{"ManagedStatus": "Managed"}}}
}

func nodesOff(map[string]any) (int, any) {
	return http.StatusBadRequest, map[string]any{"__type": "UnsupportedOperationException", "message": "This operation is not supported."}
}

func TestWithoutTheIntegratedExperienceManagedNodesSayWhatToEnable(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("ListNodes", nodesOff)
	f := closing(t, aws.settings(t, nil))
	answer, err := f.Read(t.Context(), "managedNodes", Need{})
	expectRows(t, "managedNodes", answer, err, 0)
	if target := answer.Targets[0]; target.State != Failed || !strings.Contains(target.Failure.Message(), "integrated experience of Systems Manager is not enabled") {
		t.Errorf("%+v", answer.Targets)
	}
	expectRows(t, "nodes", nodesOf(t, f, Need{}), nil, 1)
	for _, check := range f.Check(t.Context()) {
		if len(check.Refused) > 0 || len(check.Unanswered) > 0 || len(check.Without) > 0 {
			t.Errorf("%+v", check)
		}
	}
}

func TestAListOfTheOrganizationStandsForThatOfItsAccounts(t *testing.T) {
	for _, test := range []struct {
		listed string // account of what the organization's list has
		failed int
	}{{"111122223333", 0}, {"444455556666", 1}} {
		answer, err := twoRegionsOf(t, "ListNodes", nodesOff, func(input map[string]any) (int, any) {
			if input["SyncName"] != "AWS-QuickSetup-ManagedNode" {
				t.Errorf("asked %v", input)
			}
			if input["NextToken"] == nil {
				return http.StatusOK, map[string]any{"Nodes": []any{organizationNode(fakeID(0), test.listed, "eu-west-1")}, "NextToken": "more"}
			}
			return http.StatusOK, map[string]any{"Nodes": []any{organizationNode(fakeID(1), test.listed, "ap-south-1")}}
		}).Read(t.Context(), "managedNodes", Need{})
		expectRows(t, "managedNodes", answer, err, 2)
		failed := 0
		for _, target := range answer.Targets {
			if target.State == Failed {
				failed++
			}
		}
		if failed != test.failed {
			t.Errorf("%s: %d targets failed, want %d", test.listed, failed, test.failed)
		}
	}
}

// Without an organization's sync an account and Region lists its own nodes, which another one's list may have, too.
func TestANodeOnTwoListsIsOneRow(t *testing.T) {
	own := func(input map[string]any) (int, any) {
		if input["SyncName"] != nil {
			return http.StatusBadRequest, map[string]any{"__type": "ResourceDataSyncNotFoundException"}
		}
		return http.StatusOK, map[string]any{"Nodes": []any{organizationNode(fakeID(0), "111122223333", "eu-west-1")}}
	}
	organization := func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Nodes": []any{
			organizationNode(fakeID(0), "111122223333", "eu-west-1"), organizationNode(fakeID(0), "222233334444", "eu-west-1"),
		}}
	}
	answer, err := twoRegionsOf(t, "ListNodes", own, organization).Read(t.Context(), "managedNodes", Need{})
	expectRows(t, "managedNodes", answer, err, 2)
	want := []string{"111122223333/shop/" + fakeID(0), "222233334444/222233334444/" + fakeID(0)}
	if got := linesOf(t, answer, "account", "accountName", "nodeId"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
