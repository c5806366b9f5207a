package fleet

import (
	"fmt"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// patchFacts is all that decides which patch bucket a node is in. docs/patch-buckets.md has the rules and their reasons.
type patchFacts struct {
	// unlisted: it is an EC2 instance that is not in the node list.
	unlisted bool
	// unread is why its patch state is not known, of an unlisted one why it isn't known whether SSM manages it; else empty.
	unread string
	// state is AWS's patch state of it; nil where AWS has none.
	state   *stateFacts
	verdict verdictFacts
}

// stateFacts is what a patch state tells. Its counts are [notCounted] where AWS gives none.
type stateFacts struct {
	failed, missing, rejected, pendingReboot, securityUpdate int
	// What AWS counts as noncompliant beside them.
	critical, security, other int
	// ended: it says when its operation ended.
	ended    bool
	baseline string
	rule     baselineRule
}

// verdictFacts is what AWS's compliance summary tells.
type verdictFacts struct {
	// given: there is one. It may be without any word.
	given bool
	word  string
	at    time.Time // zero where AWS doesn't say
	// nonCompliant and bySeverity are [notCounted] where AWS gives no count.
	nonCompliant int
	bySeverity   [len(severities)]int
	// unread is why it isn't known that there is none; empty where all verdicts were read. Pending: it will be, as nothing failed.
	unread  string
	pending bool
}

// severities are those of compliance items, the worst first.
var severities = [...]string{"critical", "high", "medium", "low", "informational", "unspecified"}

// AWS's words, of a node as of a baseline.
const (
	wordCompliant    = "COMPLIANT"
	wordNonCompliant = "NON_COMPLIANT"
)

// bucket gives the first patch bucket that holds, and why in words.
func (f patchFacts) bucket() (bucket, reason string) {
	switch {
	case f.unread != "":
		return statuses.Unknown, f.unread
	case f.unlisted:
		return statuses.Unmanaged, "SSM does not manage this EC2 instance"
	case f.state == nil:
		return f.verdict.bucket()
	}
	if bucket, reason := f.state.flaw(); bucket != "" {
		return bucket, reason + f.remarks()
	}
	if doubt := f.doubt(); doubt != "" {
		return statuses.Unknown, doubt
	}
	return statuses.Compliant, f.state.flawless()
}

// flaw gives the bucket of the worst that a patch state counts, and nothing where it counts nothing.
func (s *stateFacts) flaw() (bucket, reason string) {
	switch {
	case s.failed > 0:
		return statuses.Failed, patches(s.failed, "failed to install")
	case s.missing > 0:
		return statuses.Missing, patches(s.missing, "missing")
	case s.rejected > 0:
		return statuses.Rejected, patches(s.rejected, "installed, but rejected by the baseline")
	case s.pendingReboot > 0:
		return statuses.PendingReboot, patches(s.pendingReboot, "installed, waiting for a reboot")
	case s.securityUpdate > 0 && s.rule.counts == columns.True:
		return statuses.SecurityAvailable, securityUpdates(s.securityUpdate) + "; the baseline counts that as noncompliant"
	}
	return "", ""
}

// remarks says what else is to be known of a flaw.
func (f patchFacts) remarks() string {
	var remarks string
	if f.verdict.word == wordCompliant {
		remarks = "; " + f.verdict.source() + " says COMPLIANT"
	}
	if !f.state.ended {
		remarks += "; when that was is not known, as the patch state has no end time"
	}
	return remarks
}

// doubt says why a patch state that counts no flaw doesn't make its node compliant; nothing where it does. Green has to be
// earned.
func (f patchFacts) doubt() string {
	if f.state.securityUpdate > 0 && f.state.rule.counts == columns.Neither && f.verdict.word != wordCompliant {
		doubt := f.state.openQuestion()
		if f.verdict.given {
			doubt += ". " + f.verdict.sentence()
		}
		return doubt
	}
	if doubt := f.state.doubt(); doubt != "" {
		return doubt
	}
	if doubt := f.verdict.doubt(); doubt != "" {
		return f.state.flawless() + ", but " + doubt
	}
	return ""
}

// doubt says what a patch state that counts no flaw lacks to be believed.
func (s *stateFacts) doubt() string {
	var uncounted []string
	for _, c := range []struct {
		count int
		what  string
	}{{s.failed, "failed"}, {s.missing, "missing"}, {s.rejected, "rejected"}, {s.pendingReboot, "waiting for a reboot"}} {
		if c.count == notCounted {
			uncounted = append(uncounted, c.what)
		}
	}
	var noncompliant []string
	for _, c := range []struct {
		count int
		kind  string
	}{{s.critical, "critical"}, {s.security, "security"}, {s.other, "other"}} {
		if c.count > 0 {
			noncompliant = append(noncompliant, fmt.Sprintf("%d %s", c.count, c.kind))
		}
	}
	switch {
	case len(uncounted) > 0:
		return "Its patch state does not say how many patches are " + or(uncounted)
	case len(noncompliant) > 0:
		return fmt.Sprintf("AWS counts %s patches as noncompliant, but none as missing, failed, rejected or waiting for a reboot", strings.Join(noncompliant, " and "))
	case !s.ended:
		return "Its patch state has no end time, so how old it is is not known"
	}
	return ""
}

// flawless says what a patch state tells that counts no flaw.
func (s *stateFacts) flawless() string {
	switch {
	case s.securityUpdate <= 0:
		return "No patch is missing, failed, rejected or waiting for a reboot"
	case s.rule.counts == columns.False:
		return securityUpdates(s.securityUpdate) + "; the baseline counts that as compliant"
	}
	return s.openQuestion() + ". AWS's compliance summary says COMPLIANT"
}

// openQuestion says of available security updates why it isn't known whether they count.
func (s *stateFacts) openQuestion() string {
	return fmt.Sprintf("%s; whether baseline %s counts that as noncompliant is not known: %s", securityUpdates(s.securityUpdate), s.baseline, s.rule.unknown)
}

// bucket is for a node without a patch state: what scans it may report compliance items instead.
func (v verdictFacts) bucket() (bucket, reason string) {
	switch {
	case !v.given && v.unread != "":
		return statuses.Unknown, "AWS has no patch state for it, and whether there is a compliance verdict is not known: " + v.unread
	case !v.given:
		return statuses.NeverReported, "AWS has neither a patch state nor a patch compliance verdict for it: no scan or installation has reported one"
	case v.word == wordNonCompliant:
		return statuses.Missing, v.sentence() + without
	}
	if doubt := v.doubt(); doubt != "" {
		return statuses.Unknown, "AWS has no patch state for it, and " + doubt
	}
	if v.at.IsZero() {
		return statuses.Unknown, "AWS has no patch state for it. Its compliance summary says COMPLIANT, but not since when, so how old that is is not known"
	}
	return statuses.Compliant, v.sentence() + without
}

const without = "; the node has no patch state"

// doubt says why a verdict is no reason for green; nothing where it is one, or there is none.
func (v verdictFacts) doubt() string {
	switch {
	case v.pending:
		return v.unread
	case !v.given:
		return ""
	case v.word == "":
		return v.source() + " gives no verdict"
	case v.word != wordCompliant && v.word != wordNonCompliant:
		return fmt.Sprintf("%s says %.40q, which is neither COMPLIANT nor NON_COMPLIANT", v.source(), v.word)
	case v.word != wordCompliant || v.nonCompliant > 0:
		return v.source() + " says " + v.counted()
	}
	return ""
}

// sentence says what the summary says.
func (v verdictFacts) sentence() string {
	if doubt := v.doubt(); doubt != "" {
		return doubt
	}
	return v.source() + " says " + v.word
}

// source names the summary and its time.
func (v verdictFacts) source() string {
	if v.at.IsZero() {
		return "AWS's compliance summary"
	}
	return "AWS's compliance summary of " + v.at.UTC().Format("2006-01-02 15:04 UTC")
}

// counted is the word with what is noncompliant: "NON_COMPLIANT: 3 patches (1 critical, 2 high)".
func (v verdictFacts) counted() string {
	if v.nonCompliant <= 0 {
		return v.word
	}
	words := v.word + ": " + patches(v.nonCompliant, "noncompliant")
	var parts []string
	for i, count := range v.bySeverity {
		if count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count, severities[i]))
		}
	}
	if len(parts) > 0 {
		words += " (" + strings.Join(parts, ", ") + ")"
	}
	return words
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

// or lists words: "failed, missing or rejected".
func or(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
