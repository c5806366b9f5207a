package fleet

import (
	"net/http"
	"strings"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
)

// tiered answers with a tier, and lists so many hybrid nodes beside one instance.
func tiered(t *testing.T, tier string, hybrid int) *fakeAWS {
	aws := newFakeAWS(t)
	aws.on("GetServiceSetting", func(input map[string]any) (int, any) {
		if input["SettingId"] != ssm.ActivationTier {
			t.Errorf("asked %v", input)
		}
		return http.StatusOK, map[string]any{"ServiceSetting": map[string]any{
			"SettingId": input["SettingId"], "SettingValue": tier, "Status": "Customized", "LastModifiedUser": "arn:aws:iam::111122223333:user/jana",
		}}
	})
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		nodes := fakeNodes(0, hybrid+1)
		for _, node := range nodes[1:] {
			node["ResourceType"] = "ManagedInstance"
		}
		return http.StatusOK, map[string]any{"InstanceProperties": nodes}
	})
	return aws
}

func TestATierSaysHowMuchOfItsLimitIsUsed(t *testing.T) {
	for _, test := range []struct {
		tier   string
		hybrid int
		want   string
	}{
		{"standard", 0, "standard/0/1000/0"},
		{"standard", 250, "standard/250/1000/0.25"},
		{"standard", 1000, "standard/1000/1000/1"},
		{"advanced", 1200, "advanced/1200//"},
		{"Standard", 3, "Standard/3//"}, // not AWS's word: nobody knows its limit
	} {
		answer, err := closing(t, tiered(t, test.tier, test.hybrid).settings(t, nil)).Read(t.Context(), "hybridTiers", Need{})
		expectSameRows(t, answer, err, []string{test.want}, "tier", "hybridNodes", "nodeLimit", "limitUsed")
	}
}

func TestHybridNodesAreUnknownWithoutAWholeNodeList(t *testing.T) {
	aws := tiered(t, "standard", 3)
	aws.on("DescribeInstanceProperties", func(input map[string]any) (int, any) {
		if input["NextToken"] != nil {
			return down(input)
		}
		return http.StatusOK, map[string]any{"InstanceProperties": []any{map[string]any{"InstanceId": fakeID(1), "ResourceType": "ManagedInstance"}}, "NextToken": "more"}
	})
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "hybridTiers", Need{})
	expectSameRows(t, answer, err, []string{"standard//1000/"}, "tier", "hybridNodes", "nodeLimit", "limitUsed")
	if target := targetOf(t, answer, "DescribeInstanceProperties"); target.State != Failed {
		t.Errorf("%+v", target)
	}
}

// The tier is told without the nodes, where nobody asks for them.
func TestATierAloneTakesNoNodeList(t *testing.T) {
	aws := tiered(t, "standard", 3)
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "hybridTiers", Need{APIs: []string{"GetServiceSetting"}})
	expectSameRows(t, answer, err, []string{"standard"}, "tier")
	if calls := aws.called("DescribeInstanceProperties"); calls != 0 {
		t.Errorf("%d calls", calls)
	}
}

func TestATierThatCanNotBeReadIsNoneAndSaysWhy(t *testing.T) {
	for said, test := range map[string]struct {
		answer any
		status int
	}{
		"ssm:GetServiceSetting: ServiceSettingNotFound: no setting of that name": {map[string]any{"__type": "ServiceSettingNotFound", "Message": "no setting of that name"}, http.StatusBadRequest},
		"it has nothing of what GetServiceSetting answers":                       {map[string]any{"ServiceSetting": nil}, http.StatusOK},
	} {
		aws := newFakeAWS(t)
		aws.on("GetServiceSetting", func(map[string]any) (int, any) { return test.status, test.answer })
		answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "hybridTiers", Need{})
		expectRows(t, "hybridTiers", answer, err, 0)
		target := targetOf(t, answer, "GetServiceSetting")
		if target.State != Failed || !strings.Contains(target.Failure.Cause.Message, said) {
			t.Errorf("%+v, want %s", target.Failure, said)
		}
	}
}
