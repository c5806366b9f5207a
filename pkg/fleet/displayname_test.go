package fleet

import (
	"net/http"
	"testing"
)

func TestDisplayName(t *testing.T) {
	for _, test := range []struct{ tag, computer, source, activation, want string }{
		{"web-1", "ip-10-0-0-1", sourceEC2, "", "web-1"},
		{" ", "ip-10-0-0-1", sourceEC2, "", "ip-10-0-0-1"},
		{"", "6f1d:rg-crm:crm-01", sourceAzure, "", "crm-01"},
		{"", "a:b:c", "AWS::SSM::ManagedInstance", "", "a:b:c"},
		{"", "", "", "stores", "stores"},
		{"", "", "", "", "mi-1"},
	} {
		if got := displayName(test.tag, test.computer, test.source, test.activation, "mi-1"); got != test.want {
			t.Errorf("%+v: got %s", test, got)
		}
	}
}

func TestAHybridNodesOwnNameTagIsItsName(t *testing.T) {
	const hybrid = "mi-00000000000000002"
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"InstanceProperties": []any{
			map[string]any{"InstanceId": hybrid, "ResourceType": "ManagedInstance", "ComputerName": "ip-10-24-34-0.us-west-2.compute.internal"},
		}}
	})
	name := func() string { return cell(t, nodesOf(t, closing(t, aws.settings(t, nil)), Need{}).Table, "name", 0) }
	if got := name(); got != "ip-10-24-34-0.us-west-2.compute.internal" {
		t.Errorf("without a tag: %q", got)
	}
	aws.on("GetResources", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"ResourceTagMappingList": []any{map[string]any{
			"ResourceARN": "arn:aws:ssm:eu-west-1:111122223333:managed-instance/" + hybrid,
			"Tags":        []any{map[string]any{"Key": "Name", "Value": "Major DNS Machine"}},
		}}}
	})
	if got := name(); got != "Major DNS Machine" {
		t.Errorf("with its tag: %q", got)
	}
}
