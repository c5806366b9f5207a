package fleet

import (
	"strings"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestPatchBucket(t *testing.T) {
	yes, no := true, false
	read := func(change func(*patchFacts)) patchFacts {
		f := patchFacts{reported: true, baseline: "pb-1"}
		change(&f)
		return f
	}
	for _, test := range []struct {
		name         string
		facts        patchFacts
		want, reason string
	}{
		{"not listed, running", patchFacts{unlisted: running}, statuses.Unmanaged, "SSM does not manage"},
		{"not listed, stopped", patchFacts{unlisted: "stopped"}, statuses.Unknown, "which is stopped"},
		{"not listed, pending", patchFacts{unlisted: "pending"}, statuses.Unknown, "which is pending"},
		{"not read", patchFacts{unread: "not read yet"}, statuses.Unknown, "not read yet"},
		{"no patch state", patchFacts{}, statuses.NeverReported, "no patch state for it: no scan"},
		{"nothing wrong", read(func(*patchFacts) {}), statuses.Compliant, "No patch is missing"},
		{"failed before all", read(func(f *patchFacts) {
			f.failed, f.missing, f.rejected, f.pendingReboot, f.securityUpdate = 1, 2, 3, 4, 5
		}), statuses.Failed, "1 patch failed"},
		{"missing before rejected", read(func(f *patchFacts) { f.missing, f.rejected, f.pendingReboot = 2, 3, 4 }), statuses.Missing, "2 patches missing"},
		{"rejected before reboot", read(func(f *patchFacts) { f.rejected, f.pendingReboot = 3, 4 }), statuses.Rejected, "3 patches"},
		{"reboot before security", read(func(f *patchFacts) { f.pendingReboot, f.securityUpdate = 4, 5 }), statuses.PendingReboot, "4 patches"},
		{"security counts", read(func(f *patchFacts) { f.securityUpdate, f.securityCounts = 5, &yes }), statuses.SecurityAvailable, "5 security updates are available"},
		{"security does not count", read(func(f *patchFacts) { f.securityUpdate, f.securityCounts = 1, &no }), statuses.Compliant, "1 security update is available that the baseline has not approved; the baseline counts that as compliant"},
		{"security, baseline not read", read(func(f *patchFacts) { f.securityUpdate = 5 }), statuses.Unknown, "baseline pb-1"},
		{"security, baseline not read, AWS agrees", read(func(f *patchFacts) { f.securityUpdate, f.verdict = 5, "COMPLIANT" }), statuses.Compliant, "says COMPLIANT"},
		{"security, baseline not read, AWS does not", read(func(f *patchFacts) { f.securityUpdate, f.verdict = 5, verdictNonCompliant }), statuses.SecurityAvailable, ""},
		{"security does not count, AWS says it does", read(func(f *patchFacts) { f.securityUpdate, f.securityCounts, f.verdict = 5, &no, verdictNonCompliant }), statuses.Unknown, "AWS's compliance summary says NON_COMPLIANT"},
		{"AWS disagrees", read(func(f *patchFacts) { f.verdict = verdictNonCompliant }), statuses.Unknown, "AWS's compliance summary says NON_COMPLIANT"},
		{"AWS agrees", read(func(f *patchFacts) { f.verdict = "COMPLIANT" }), statuses.Compliant, ""},
		{"worse than AWS says", read(func(f *patchFacts) { f.missing, f.verdict = 1, "COMPLIANT" }), statuses.Missing, "1 patch missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			bucket, reason := test.facts.bucket()
			if bucket != test.want || !strings.Contains(reason, test.reason) || reason == "" {
				t.Errorf("got %s (%s), want %s (%s)", bucket, reason, test.want, test.reason)
			}
		})
	}
}
