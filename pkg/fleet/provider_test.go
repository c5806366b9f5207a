package fleet

import "testing"

func TestProvider(t *testing.T) {
	for _, test := range []struct {
		name           string
		origin         origin
		provider, rule string
	}{
		{"EC2", origin{sourceType: sourceEC2, tag: "azure"}, providerAWS, "sourceType"},
		{"Azure's own path", origin{sourceType: sourceAzure}, providerAzure, "sourceType"},
		{"GCP's own path", origin{sourceType: sourceGCP}, providerGCP, "sourceType"},
		{"thing", origin{sourceType: sourceThing}, providerEdge, "sourceType"},
		{"connector before tag", origin{sourceType: "AWS::SSM::ManagedInstance", connector: "guid", tag: "gcp"}, providerAzure, "cloudConnectorTag"},
		{"tag before activation", origin{tag: "On-Premises", activation: "azure"}, providerOnPremises, "tag"},
		{"a tag that says nothing", origin{tag: "team-blue", activation: "GCP europe-west4"}, providerGCP, "activation"},
		{"activation", origin{activation: "Stores, edge_gateways"}, providerEdge, "activation"},
		{"a word inside another", origin{activation: "knowledge base"}, providerUnknown, "none"},
		{"several providers in one text", origin{activation: "azure and gcp"}, providerUnknown, "none"},
		{"old EC2 node", origin{resourceType: "EC2Instance"}, providerAWS, "resourceType"},
		{"plain hybrid node", origin{resourceType: "ManagedInstance", sourceType: "AWS::SSM::ManagedInstance"}, providerUnknown, "none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if provider, rule := test.origin.provider(providerInWords); provider != test.provider || rule != test.rule {
				t.Errorf("got %s by %s, want %s by %s", provider, rule, test.provider, test.rule)
			}
		})
	}
}
