package fleet

import "testing"

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
