package fleet

import (
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestProvider(t *testing.T) {
	for _, test := range []struct {
		name           string
		origin         origin
		provider, rule string
	}{
		{"EC2", origin{sourceType: sourceEC2, tag: "azure"}, statuses.AWS, "sourceType"},
		{"Azure's own path", origin{sourceType: sourceAzure}, statuses.Azure, "sourceType"},
		{"GCP's own path", origin{sourceType: sourceGCP}, statuses.GCP, "sourceType"},
		{"thing", origin{sourceType: sourceThing}, statuses.Edge, "sourceType"},
		{"connector before tag", origin{sourceType: "AWS::SSM::ManagedInstance", connector: "guid", tag: "gcp"}, statuses.Azure, "cloudConnectorTag"},
		{"tag before activation", origin{tag: "On-Premises", activation: "azure"}, statuses.OnPremises, "tag"},
		{"a tag that says nothing", origin{tag: "team-blue", activation: "GCP europe-west4"}, statuses.GCP, "activation"},
		{"activation", origin{activation: "Stores, edge_gateways"}, statuses.Edge, "activation"},
		{"a word inside another", origin{activation: "knowledge base"}, statuses.UnknownProvider, "none"},
		{"several providers in one text", origin{activation: "azure and gcp"}, statuses.UnknownProvider, "none"},
		{"old EC2 node", origin{resourceType: "EC2Instance"}, statuses.AWS, "resourceType"},
		{"plain hybrid node", origin{resourceType: "ManagedInstance", sourceType: "AWS::SSM::ManagedInstance"}, statuses.UnknownProvider, "none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if provider, rule := test.origin.provider(providerInWords); provider != test.provider || rule != test.rule {
				t.Errorf("got %s by %s, want %s by %s", provider, rule, test.provider, test.rule)
			}
		})
	}
}
