package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/truth/judge"
)

// shownFindings is how many of a run's findings are told in full.
const shownFindings = 6

// result is what became of a run.
type result struct {
	scenario    string
	temperature temperature
	// nodes are those of the last answer, fewest those of the shortest while the trouble lasted; -1: none was seen.
	nodes, fewest int
	// findings are the statements that must not be, and how often each was made.
	findings map[judge.Finding]int
	rules    map[judge.Verdict]int
	oldAsOK  time.Duration
	// oldest is the target of which old facts were shown as good.
	oldest                 string
	lastPanel              time.Time
	firstWhole, wholeAfter time.Duration
	calls, throttles       int
	panels, health         int
	unanswered             int
	whyUnanswered          string
	// notes are what else makes it fail: that it never became whole, that the process ended.
	notes []string
}

// add counts a statement; the same one with another reason is no new one.
func (r *result) add(f judge.Finding) {
	for known := range r.findings {
		if known.Kind == f.Kind && known.What == f.What {
			r.findings[known]++
			return
		}
	}
	r.findings[f] = 1
}

func (r *result) count(kind judge.Kind) (n int) {
	for f := range r.findings {
		if f.Kind == kind {
			n++
		}
	}
	return n
}

func (r *result) passed() bool { return len(r.findings) == 0 && len(r.notes) == 0 }

// heading names what stands in a line.
func heading() string {
	return fmt.Sprintf("%-6s %-46s %-4s %9s %6s %6s %-18s %7s %7s %6s %9s %6s", "", "scenario", "", "nodes", "wrong", "silent", "rules", "old, s", "whole", "calls", "throttles", "leaks")
}

// line is a run in one line.
func (r *result) line() string {
	word := "ok"
	if !r.passed() {
		word = "FAILED"
	}
	nodes := fmt.Sprint(r.nodes)
	if r.fewest >= 0 && r.fewest != r.nodes {
		nodes = fmt.Sprintf("%d..%d", r.fewest, r.nodes)
	}
	rules := fmt.Sprintf("%d ok %d error %d HOLED", r.rules[judge.Whole], r.rules[judge.Errors], r.rules[judge.Hole])
	whole := "-"
	if r.wholeAfter > 0 {
		whole = fmt.Sprintf("%.0f s", r.wholeAfter.Seconds())
	}
	return fmt.Sprintf("%-6s %-46s %-4s %9s %6d %6d %-18s %7.0f %7s %6d %9d %6d", word, r.scenario, r.temperature, nodes, r.count(judge.Wrong), r.count(judge.Silent),
		rules, r.oldAsOK.Seconds(), whole, r.calls, r.throttles, r.count(judge.Leaked))
}

// explain tells what a run failed by, the statements of each kind that were made most often first.
func (r *result) explain(w io.Writer) {
	for _, note := range r.notes {
		fmt.Fprintf(w, "         %s\n", shortened(note))
	}
	all := make([]judge.Finding, 0, len(r.findings))
	for f := range r.findings {
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b judge.Finding) int {
		return cmp.Or(cmp.Compare(r.findings[b], r.findings[a]), strings.Compare(a.What, b.What))
	})
	told := map[judge.Kind]int{}
	for _, f := range all {
		if told[f.Kind]++; told[f.Kind] > shownFindings {
			continue
		}
		fmt.Fprintf(w, "         %s, %d times: %s\n                  %s\n", f.Kind, r.findings[f], shortened(f.What), shortened(f.Why))
	}
	for _, kind := range []judge.Kind{judge.Wrong, judge.Silent, judge.Holed, judge.Leaked} {
		if more := told[kind] - shownFindings; more > 0 {
			fmt.Fprintf(w, "         %s: and %d more\n", kind, more)
		}
	}
	if r.oldAsOK > 0 {
		fmt.Fprintf(w, "         old facts were shown as good, of %s for one\n", r.oldest)
	}
	if r.unanswered > 0 {
		fmt.Fprintf(w, "         %d questions got no answer: %s\n", r.unanswered, shortened(r.whyUnanswered))
	}
}

// shortened keeps a line readable.
func shortened(text string) string {
	const most = 400
	text = strings.ReplaceAll(text, "\n", " ")
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + " ..."
	}
	return text
}
