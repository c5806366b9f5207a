package fleet

import (
	"strings"
	"testing"
)

func TestPatchBucket(t *testing.T) {
	yes, no := true, false
	read := func(change func(*patchFacts)) patchFacts {
		f := patchFacts{managed: true, reported: true, baseline: "pb-1"}
		change(&f)
		return f
	}
	for _, test := range []struct {
		name         string
		facts        patchFacts
		want, reason string
	}{
		{"not managed", patchFacts{}, bucketNeverReported, "SSM does not manage"},
		{"not read", patchFacts{managed: true, unread: "not read yet"}, bucketUnknown, "not read yet"},
		{"no patch state", patchFacts{managed: true}, bucketNeverReported, "no patch state"},
		{"nothing wrong", read(func(*patchFacts) {}), bucketCompliant, "Nothing missing"},
		{"failed before all", read(func(f *patchFacts) {
			f.failed, f.missing, f.rejected, f.pendingReboot, f.securityUpdate = 1, 2, 3, 4, 5
		}), bucketFailed, "1 patch failed"},
		{"missing before rejected", read(func(f *patchFacts) { f.missing, f.rejected, f.pendingReboot = 2, 3, 4 }), bucketMissing, "2 patches missing"},
		{"rejected before reboot", read(func(f *patchFacts) { f.rejected, f.pendingReboot = 3, 4 }), bucketRejected, "3 patches"},
		{"reboot before security", read(func(f *patchFacts) { f.pendingReboot, f.securityUpdate = 4, 5 }), bucketPendingReboot, "4 patches"},
		{"security counts", read(func(f *patchFacts) { f.securityUpdate, f.securityCounts = 5, &yes }), bucketSecurity, "5 patches"},
		{"security does not count", read(func(f *patchFacts) { f.securityUpdate, f.securityCounts = 5, &no }), bucketCompliant, "counts as compliant"},
		{"security, baseline not read", read(func(f *patchFacts) { f.securityUpdate = 5 }), bucketUnknown, "baseline pb-1"},
		{"security, baseline not read, AWS agrees", read(func(f *patchFacts) { f.securityUpdate, f.verdict = 5, "COMPLIANT" }), bucketCompliant, ""},
		{"security, baseline not read, AWS does not", read(func(f *patchFacts) { f.securityUpdate, f.verdict = 5, verdictNonCompliant }), bucketSecurity, ""},
		{"security does not count, AWS says it does", read(func(f *patchFacts) { f.securityUpdate, f.securityCounts, f.verdict = 5, &no, verdictNonCompliant }), bucketUnknown, "AWS's compliance summary says NON_COMPLIANT"},
		{"AWS disagrees", read(func(f *patchFacts) { f.verdict = verdictNonCompliant }), bucketUnknown, "AWS's compliance summary says NON_COMPLIANT"},
		{"AWS agrees", read(func(f *patchFacts) { f.verdict = "COMPLIANT" }), bucketCompliant, ""},
		{"worse than AWS says", read(func(f *patchFacts) { f.missing, f.verdict = 1, "COMPLIANT" }), bucketMissing, "1 patch missing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			bucket, reason := test.facts.bucket()
			if bucket != test.want || !strings.Contains(reason, test.reason) || reason == "" {
				t.Errorf("got %s (%s), want %s (%s)", bucket, reason, test.want, test.reason)
			}
		})
	}
}
