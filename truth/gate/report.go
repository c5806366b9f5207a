package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/truth/judge"
)

// shownFindings is how many of a run's findings are told in full.
const shownFindings = 4

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
	told := map[judge.Kind]int{}
	for _, alike := range r.alike() {
		f := alike[0]
		if told[f.Kind]++; told[f.Kind] > shownFindings {
			continue
		}
		others := ""
		if len(alike) > 1 {
			others = fmt.Sprintf(" (and %d like it)", len(alike)-1)
		}
		fmt.Fprintf(w, "         %s: %s%s\n                  %s\n", f.Kind, shortened(f.What), others, shortened(strings.TrimPrefix(f.Why, "; ")))
	}
	for _, kind := range []judge.Kind{judge.Wrong, judge.Silent, judge.Holed, judge.Leaked} {
		if more := told[kind] - shownFindings; more > 0 {
			fmt.Fprintf(w, "         %s: and %d more kinds of statements\n", kind, more)
		}
	}
	if r.oldAsOK > 0 {
		fmt.Fprintf(w, "         old facts were shown as good, of %s for one\n", r.oldest)
	}
	if r.unanswered > 0 {
		fmt.Fprintf(w, "         %d questions got no answer: %s\n", r.unanswered, shortened(r.whyUnanswered))
	}
}

// particular is what differs between statements that are alike: ids, Regions and numbers.
var particular = regexp.MustCompile(`\b(m?i-[0-9a-f]+|[a-z]{2}-[a-z]+-\d|\d+)\b`)

// alike brings together the findings that differ by a node, a place or a number only, the most first.
func (r *result) alike() [][]judge.Finding {
	kinds := map[string][]judge.Finding{}
	for f := range r.findings {
		kind := string(f.Kind) + particular.ReplaceAllString(f.What, "*")
		kinds[kind] = append(kinds[kind], f)
	}
	var all [][]judge.Finding
	for _, of := range kinds {
		slices.SortFunc(of, func(a, b judge.Finding) int {
			return cmp.Or(cmp.Compare(r.findings[b], r.findings[a]), strings.Compare(a.What, b.What))
		})
		all = append(all, of)
	}
	slices.SortFunc(all, func(a, b []judge.Finding) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a[0].What, b[0].What))
	})
	return all
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
