package fleet

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

var reportedAt = time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)

// stateWith is a patch state without a flaw, but for what is changed.
func stateWith(change func(*stateFacts)) *stateFacts {
	s := &stateFacts{
		securityUpdate: notCounted, critical: notCounted, security: notCounted, other: notCounted,
		ended: true, baseline: "pb-1", rule: baselineRule{unknown: "the baseline has not been read yet"},
	}
	change(s)
	return s
}

// verdictWith is a verdict as AWS gives it, with one critical and two unspecified patches where it is NON_COMPLIANT.
func verdictWith(word string) verdictFacts {
	v := verdictFacts{given: true, word: word, at: reportedAt}
	if word == wordNonCompliant {
		v.nonCompliant, v.bySeverity = 3, [len(severities)]int{1, 0, 0, 0, 0, 2}
	}
	return v
}

func TestPatchBucket(t *testing.T) {
	counts, doesNot := baselineRule{counts: columns.True}, baselineRule{counts: columns.False}
	facts := func(verdict verdictFacts, change func(*stateFacts)) patchFacts {
		return patchFacts{state: stateWith(change), verdict: verdict}
	}
	none, compliant, nonCompliant := verdictFacts{}, verdictWith(wordCompliant), verdictWith(wordNonCompliant)
	asIs := func(*stateFacts) {}
	security := func(rule baselineRule) func(*stateFacts) {
		return func(s *stateFacts) { s.securityUpdate, s.rule = 5, rule }
	}
	for _, test := range []struct {
		name         string
		facts        patchFacts
		want, reason string
	}{
		{"not listed, running", patchFacts{unlisted: true}, statuses.Unmanaged, "SSM does not manage"},
		{"not listed, undecided", patchFacts{unlisted: true, unread: "it is stopped"}, statuses.Unknown, "it is stopped"},
		{"not read", patchFacts{unread: "not read yet"}, statuses.Unknown, "not read yet"},
		{"not read, with a verdict", patchFacts{unread: "not read yet", verdict: compliant}, statuses.Unknown, "not read yet"},

		{"neither channel", patchFacts{}, statuses.NeverReported, "neither a patch state nor a patch compliance verdict"},
		{"no state, verdicts not read", patchFacts{verdict: verdictFacts{unread: "they are down"}}, statuses.Unknown, "whether there is a compliance verdict is not known: they are down"},
		{"no state, verdict bad", patchFacts{verdict: nonCompliant}, statuses.Missing,
			"AWS's compliance summary of 2026-02-03 04:05 UTC says NON_COMPLIANT: 3 patches noncompliant (1 critical, 2 unspecified); the node has no patch state"},
		{"no state, verdict bad without counts", patchFacts{verdict: verdictFacts{given: true, word: wordNonCompliant}}, statuses.Missing,
			"AWS's compliance summary says NON_COMPLIANT; the node has no patch state"},
		{"no state, verdict good", patchFacts{verdict: compliant}, statuses.Compliant, "AWS's compliance summary of 2026-02-03 04:05 UTC says COMPLIANT; the node"},
		{"no state, verdict good, but when", patchFacts{verdict: verdictFacts{given: true, word: wordCompliant}}, statuses.Unknown, "but not since when"},
		{"no state, verdict good, counts bad", patchFacts{verdict: verdictFacts{given: true, word: wordCompliant, at: reportedAt, nonCompliant: 1}}, statuses.Unknown,
			"says COMPLIANT: 1 patch noncompliant"},
		{"no state, verdict without a word", patchFacts{verdict: verdictWith("")}, statuses.Unknown, "gives no verdict"},
		{"no state, verdict of another word", patchFacts{verdict: verdictWith("compliant")}, statuses.Unknown, `says "compliant", which is neither`},

		{"nothing wrong", facts(none, asIs), statuses.Compliant, "No patch is missing"},
		{"failed before all", facts(none, func(s *stateFacts) {
			s.failed, s.missing, s.rejected, s.pendingReboot, s.securityUpdate, s.rule = 1, 2, 3, 4, 5, counts
		}), statuses.Failed, "1 patch failed"},
		{"missing before rejected", facts(none, func(s *stateFacts) { s.missing, s.rejected, s.pendingReboot = 2, 3, 4 }), statuses.Missing, "2 patches missing"},
		{"rejected before reboot", facts(none, func(s *stateFacts) { s.rejected, s.pendingReboot = 3, 4 }), statuses.Rejected, "3 patches"},
		{"reboot before security", facts(none, func(s *stateFacts) { s.pendingReboot, s.securityUpdate, s.rule = 4, 5, counts }), statuses.PendingReboot, "4 patches"},
		{"a flaw beside what isn't counted", facts(none, func(s *stateFacts) { s.failed, s.missing = notCounted, 2 }), statuses.Missing, "2 patches missing"},
		{"a flaw without an end time", facts(none, func(s *stateFacts) { s.missing, s.ended = 2, false }), statuses.Missing, "no end time"},

		{"no end time", facts(compliant, func(s *stateFacts) { s.ended = false }), statuses.Unknown, "no end time"},
		{"one count is none", facts(compliant, func(s *stateFacts) { s.rejected = notCounted }), statuses.Unknown, "does not say how many patches are rejected"},
		{"no counts", facts(compliant, func(s *stateFacts) {
			s.failed, s.missing, s.rejected, s.pendingReboot = notCounted, notCounted, notCounted, notCounted
		}), statuses.Unknown, "failed, missing, rejected or waiting for a reboot"},
		{"noncompliant all the same", facts(compliant, func(s *stateFacts) { s.critical, s.other = 3, 1 }), statuses.Unknown, "AWS counts 3 critical and 1 other patches as noncompliant, but none as missing"},
		{"noncompliant by advisory", facts(none, func(s *stateFacts) { s.security = 2 }), statuses.Unknown, "2 security patches"},

		{"security counts", facts(none, security(counts)), statuses.SecurityAvailable, "5 security updates are available"},
		{"security counts, AWS counts it, too", facts(nonCompliant, func(s *stateFacts) { security(counts)(s); s.security = 5 }), statuses.SecurityAvailable, ""},
		{"security does not count", facts(none, func(s *stateFacts) { s.securityUpdate, s.rule = 1, doesNot }), statuses.Compliant,
			"1 security update is available that the baseline has not approved; the baseline counts that as compliant"},
		{"security does not count, AWS says it does", facts(nonCompliant, security(doesNot)), statuses.Unknown, "counts that as compliant, but AWS's compliance summary of"},
		{"security does not count, AWS counts it", facts(none, func(s *stateFacts) { security(doesNot)(s); s.critical = 1 }), statuses.Unknown, "AWS counts 1 critical"},
		{"security, baseline not known", facts(none, security(baselineRule{unknown: "it is gone"})), statuses.Unknown, "baseline pb-1 counts that as noncompliant is not known: it is gone"},
		{"security, baseline not known, AWS agrees", facts(compliant, security(baselineRule{unknown: "it is gone"})), statuses.Compliant, "baseline pb-1 counts that as noncompliant is not known: it is gone. AWS's compliance summary says COMPLIANT"},
		{"security, baseline not known, AWS does not", facts(nonCompliant, security(baselineRule{unknown: "it is gone"})), statuses.Unknown, "it is gone. AWS's compliance summary of"},
		{"security, baseline not known, AWS says nothing", facts(verdictWith(""), security(baselineRule{})), statuses.Unknown, "gives no verdict"},

		{"AWS disagrees", facts(nonCompliant, asIs), statuses.Unknown, "but AWS's compliance summary of 2026-02-03 04:05 UTC says NON_COMPLIANT: 3 patches noncompliant"},
		{"AWS has another word", facts(verdictWith("PENDING"), asIs), statuses.Unknown, `"PENDING"`},
		{"AWS's word in other letters", facts(verdictWith("Compliant"), asIs), statuses.Unknown, `"Compliant"`},
		{"AWS has no word", facts(verdictWith(""), asIs), statuses.Unknown, "gives no verdict"},
		{"AWS contradicts itself", facts(verdictFacts{given: true, word: wordCompliant, nonCompliant: 2}, asIs), statuses.Unknown, "says COMPLIANT: 2 patches noncompliant"},
		{"AWS agrees", facts(compliant, asIs), statuses.Compliant, "No patch is missing"},
		{"verdicts that can't be read", facts(verdictFacts{unread: "they are down"}, asIs), statuses.Compliant, "No patch is missing"},
		{"verdicts not read yet", facts(verdictFacts{unread: "they are being read", pending: true}, asIs), statuses.Unknown, "but they are being read"},
		{"worse than AWS says", facts(compliant, func(s *stateFacts) { s.missing = 1 }), statuses.Missing, "1 patch missing; AWS's compliance summary of 2026-02-03 04:05 UTC says COMPLIANT"},
	} {
		t.Run(test.name, func(t *testing.T) {
			bucket, reason := test.facts.bucket()
			if bucket != test.want || !strings.Contains(reason, test.reason) || reason == "" {
				t.Errorf("got %s (%s), want %s (%s)", bucket, reason, test.want, test.reason)
			}
		})
	}
}

// Whatever the facts, green needs evidence for each of its claims; here they are written down once more.
func TestGreenIsEarnedWhateverTheFacts(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	oneOf := func(values ...int) int { return values[random.IntN(len(values))] }
	count := func() int { return oneOf(0, 0, 0, 0, 0, 0, notCounted, 1) }
	words := []string{wordCompliant, wordCompliant, wordNonCompliant, "", "compliant", "Compliant ", "PENDING", "Status"}
	found := map[string]int{}
	for range 200_000 {
		var f patchFacts
		if random.IntN(20) == 0 {
			f.unlisted = true
		}
		if random.IntN(20) == 0 {
			f.unread = "not read"
		}
		if random.IntN(3) > 0 {
			f.state = &stateFacts{
				failed: count(), missing: count(), rejected: count(), pendingReboot: count(), securityUpdate: count(),
				critical: count(), security: count(), other: count(), ended: random.IntN(8) > 0,
				rule: baselineRule{counts: []columns.Truth{columns.Neither, columns.False, columns.True}[random.IntN(3)]},
			}
		}
		if random.IntN(2) == 0 {
			f.verdict = verdictFacts{given: true, word: words[random.IntN(len(words))], nonCompliant: count()}
			if random.IntN(4) > 0 {
				f.verdict.at = reportedAt
			}
		} else if random.IntN(2) == 0 {
			f.verdict.unread = "not read"
		}

		bucket, reason := f.bucket()
		found[bucket]++
		if reason == "" || bucket == "" {
			t.Fatalf("%q without a reason: %+v", bucket, f)
		}
		says := f.verdict.word == wordCompliant && f.verdict.given && f.verdict.nonCompliant <= 0
		green := !f.unlisted && f.unread == ""
		if s := f.state; s == nil {
			green = green && says && !f.verdict.at.IsZero()
		} else {
			zero := s.failed == 0 && s.missing == 0 && s.rejected == 0 && s.pendingReboot == 0
			believed := s.critical <= 0 && s.security <= 0 && s.other <= 0 && s.ended
			settled := s.securityUpdate <= 0 || s.rule.counts == columns.False || s.rule.counts == columns.Neither && says
			green = green && zero && believed && settled && (says || !f.verdict.given)
		}
		if (bucket == statuses.Compliant) != green {
			t.Fatalf("%s (%s), although green is %v: %s", bucket, reason, green, fmt.Sprintf("%+v, state %+v", f, f.state))
		}
	}
	for _, bucket := range statuses.PatchBucket.Values() {
		if found[bucket] == 0 && bucket != statuses.Unmanaged {
			t.Errorf("no facts made a node %s", bucket)
		}
	}
}
