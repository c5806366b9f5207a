package fleet

import (
	"fmt"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// patchFacts is all that decides which patch bucket a node is in. docs/patch-buckets.md has the rules and their reasons.
type patchFacts struct {
	// unlisted is the state of an EC2 instance that is not in the node list; empty for the nodes that are.
	unlisted string
	// unread is why its patch state is not known; empty where AWS was asked for it.
	unread string
	// reported: AWS has a patch state for it. The counts are its own.
	reported                                                 bool
	failed, missing, rejected, pendingReboot, securityUpdate int
	baseline                                                 string
	// securityCounts: whether the baseline counts available security updates as noncompliant; nil where that isn't known.
	securityCounts *bool
	// verdict is AWS's own: COMPLIANT, NON_COMPLIANT, or empty where it gave none or it was not read.
	verdict string
}

const verdictNonCompliant = "NON_COMPLIANT"

// bucket gives the first patch bucket that holds, and why in words.
func (f patchFacts) bucket() (bucket, reason string) {
	switch {
	case f.unlisted == running:
		return statuses.Unmanaged, "SSM does not manage this EC2 instance"
	case f.unlisted != "":
		return statuses.Unknown, fmt.Sprintf("SSM does not list this EC2 instance, which is %s: whether SSM manages it can be told only while it is running", f.unlisted)
	case f.unread != "":
		return statuses.Unknown, f.unread
	case !f.reported:
		return statuses.NeverReported, "AWS has no patch state for it: no scan or installation has reported one"
	case f.failed > 0:
		return statuses.Failed, patches(f.failed, "failed to install")
	case f.missing > 0:
		return statuses.Missing, patches(f.missing, "missing")
	case f.rejected > 0:
		return statuses.Rejected, patches(f.rejected, "installed, but rejected by the baseline")
	case f.pendingReboot > 0:
		return statuses.PendingReboot, patches(f.pendingReboot, "installed, waiting for a reboot")
	case f.securityUpdate > 0:
		return f.securityBucket()
	case f.verdict == verdictNonCompliant:
		return statuses.Unknown, "Its patch counts say compliant, but AWS's compliance summary says NON_COMPLIANT"
	}
	return statuses.Compliant, "No patch is missing, failed, rejected or waiting for a reboot"
}

// securityBucket decides for a node whose only flaw is security updates that its baseline has not approved. AWS's verdict
// stands in for a baseline that could not be read.
func (f patchFacts) securityBucket() (bucket, reason string) {
	available := securityUpdates(f.securityUpdate)
	counts := f.verdict == verdictNonCompliant
	if f.securityCounts != nil {
		counts = *f.securityCounts
	} else if f.verdict == "" {
		return statuses.Unknown, fmt.Sprintf("%s; whether baseline %s counts that as noncompliant is not known", available, f.baseline)
	}
	if counts {
		return statuses.SecurityAvailable, available
	}
	switch {
	case f.verdict == verdictNonCompliant:
		return statuses.Unknown, available + "; the baseline counts that as compliant, but AWS's compliance summary says NON_COMPLIANT"
	case f.securityCounts == nil:
		return statuses.Compliant, available + "; AWS's compliance summary says " + f.verdict
	}
	return statuses.Compliant, available + "; the baseline counts that as compliant"
}

func securityUpdates(count int) string {
	if count == 1 {
		return "1 security update is available that the baseline has not approved"
	}
	return fmt.Sprintf("%d security updates are available that the baseline has not approved", count)
}

func patches(count int, how string) string {
	if count == 1 {
		return "1 patch " + how
	}
	return fmt.Sprintf("%d patches %s", count, how)
}
