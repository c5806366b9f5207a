package fleet

import "testing"

func TestPatchStatesHaveOneCasing(t *testing.T) {
	for state, want := range map[string]string{
		"INSTALLED_PENDING_REBOOT":  "InstalledPendingReboot",
		"InstalledPendingReboot":    "InstalledPendingReboot",
		"AVAILABLE_SECURITY_UPDATE": "AvailableSecurityUpdate",
		"MISSING":                   "Missing",
		"missing":                   "Missing",
		"NotApplicable":             "NotApplicable",
		"SomethingNew":              "SomethingNew",
		"SOMETHING_NEW":             "SOMETHING_NEW",
		"":                          "",
	} {
		if got := patchStateName(state); got != want {
			t.Errorf("%q is %q, want %q", state, got, want)
		}
	}
}

func TestCVEIDsAreSeparatedInOneWay(t *testing.T) {
	for ids, want := range map[string]string{
		"CVE-2026-1":                       "CVE-2026-1",
		"CVE-2026-1,CVE-2026-2":            "CVE-2026-1, CVE-2026-2",
		"CVE-2026-1, CVE-2026-2":           "CVE-2026-1, CVE-2026-2",
		"CVE-2026-1;CVE-2026-2 CVE-2026-3": "CVE-2026-1, CVE-2026-2, CVE-2026-3",
		" , ;":                             "",
		"":                                 "",
	} {
		if got := patchCVEs(ids); got != want {
			t.Errorf("%q is %q, want %q", ids, got, want)
		}
	}
}
