package fleet

import "testing"

func TestAzureName(t *testing.T) {
	for computerName, want := range map[string]azureName{
		"6f1d:rg-crm:crm-01": {"6f1d", "rg-crm", "crm-01"},
		"ip-10-0-0-1":        {},
		"rg-crm:crm-01":      {},
		"6f1d:rg-crm:crm:01": {},
		":rg-crm:crm-01":     {},
		"6f1d::crm-01":       {},
		"6f1d:rg-crm:":       {},
		"":                   {},
		"fe80::1":            {},
	} {
		if got, ok := parseAzureName(computerName); got != want || ok != (want != azureName{}) {
			t.Errorf("%q is %+v, %v", computerName, got, ok)
		}
	}
}
