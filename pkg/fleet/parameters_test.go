package fleet

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func TestConfigurationsOfTheCloudWatchAgentAreKnownByTheBeginningOfTheirName(t *testing.T) {
	for name, want := range map[string]columns.Truth{
		"AmazonCloudWatch-linux": columns.True, "amazoncloudwatch-linux": columns.False, "/shop/AmazonCloudWatch-linux": columns.False, "AmazonCloudWatch": columns.False,
	} {
		if got := isAgentConfiguration(&parameter{Name: aws.String(name)}); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if got := isAgentConfiguration(&parameter{}); got != columns.Neither {
		t.Errorf("without a name: %v", got)
	}
}

func TestParameterPolicies(t *testing.T) {
	policy := func(kind, status, text string) types.ParameterInlinePolicy {
		return types.ParameterInlinePolicy{PolicyType: &kind, PolicyStatus: &status, PolicyText: &text}
	}
	p := &parameter{Policies: []types.ParameterInlinePolicy{
		policy("NoChangeNotification", "Finished", `{"Type":"NoChangeNotification","Version":"1.0","Attributes":{"After":"20","Unit":"Days"}}`),
		policy("Expiration", "Pending", `{"Type":"Expiration","Version":"1.0","Attributes":{"Timestamp":"2020-07-07T22:30:00.000Z"}}`),
	}}
	if got := parameterPolicies(p); got != "NoChangeNotification: Finished; Expiration: Pending" {
		t.Errorf("policies %q", got)
	}
	if got := writtenTime(parameterExpiration(p)); got != "2020-07-07T22:30:00Z" {
		t.Errorf("expires %q", got)
	}
	for _, text := range []string{"", "{", `{"Attributes":{"Timestamp":"soon"}}`, `{"Attributes":{}}`, `[]`} {
		p := &parameter{Policies: []types.ParameterInlinePolicy{policy("Expiration", "Pending", text)}}
		if got := parameterExpiration(p); got != nil {
			t.Errorf("%q expires %v", text, got)
		}
	}
}
