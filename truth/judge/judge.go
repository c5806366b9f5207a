// Package judge holds what the data source answers against what was true of the simulated world at that time. It knows nothing
// of how the server part works: only what each column means, which operations it comes from, and what an answer says of itself.
package judge

import (
	"fmt"
	"time"
)

// Kind is what is the matter with a statement.
type Kind string

// What can be wrong with answers. All of them fail a scenario.
const (
	// Wrong: it contradicts everything that was true since the evidence was read.
	Wrong Kind = "wrong"
	// Silent: something is missing, and nothing says so.
	Silent Kind = "silent"
	// Holed: an alert rule got a number that lacks nodes, or one made of facts older than the bound.
	Holed Kind = "holed"
	// Leaked: a secret in a text that leaves the server part.
	Leaked Kind = "leaked"
)

// Finding is one statement that must not be. The same statement, made again, is the same finding.
type Finding struct {
	Kind Kind
	// What is the statement without times, so that it can be told whether it was made before.
	What string
	// Why is the evidence of its first time.
	Why string
}

// Judge judges the answers about one world.
type Judge struct {
	History *History
	// Recent is what it has seen of the nodes.
	Recent *Recent
	// Interval is how often everything is read again, by the data source's settings.
	Interval time.Duration
	// Withheld: AWS itself doesn't tell some of the values, so that nobody can say more of them than that they are unknown.
	Withheld bool
	// Also gives what else may be shown in a column of a node, as AWS says both; nil: nothing.
	Also func(column, right string) string
	// Off is by how much ages may be off, as AWS's clock, by which it dates things, has just been put off or right; nil: not at all.
	Off func() time.Duration
}

// overdueAfter is how old a reading may be before its target must say that it is late, in intervals; boundOfRules is the age
// beyond which an alert rule gets an error.
const (
	overdueAfter = 1.5
	boundOfRules = 2
)

// readingTakes is what a reading may take on top, on a busy machine.
const readingTakes = 3 * time.Second

func (j Judge) allowedAge() time.Duration {
	return time.Duration(overdueAfter*float64(j.Interval)) + readingTakes
}

func (j Judge) bound() time.Duration {
	return time.Duration(boundOfRules*float64(j.Interval)) + readingTakes
}

// since gives the time from which on whatever was true may still be said by an answer, of what comes from some operations in a
// place: the allowed age, or the time that the answer itself gives for its evidence. Evidence without such a time may be as
// old as the world.
func (j Judge) since(a Answer, p Place, operations []string) time.Time {
	since := a.Answered.Add(-j.allowedAge())
	for _, operation := range operations {
		t, found := a.target(p, operation)
		if !found {
			continue
		}
		if t.AsOf == nil {
			return j.History.began()
		}
		if asOf := time.UnixMilli(*t.AsOf); asOf.Before(since) {
			since = asOf
		}
	}
	return since
}

// OldShownAsOK tells whether an answer shows evidence as good that is older than allowed, and whose.
func (j Judge) OldShownAsOK(a Answer) (which string, old bool) {
	for _, t := range a.said.Targets {
		if t.State == "ok" && t.AsOf != nil && a.Asked.Sub(time.UnixMilli(*t.AsOf)) > j.allowedAge() {
			return fmt.Sprintf("%s in %s of %s", t.API, t.Region, t.Account), true
		}
	}
	return "", false
}

// evidenceWords says what an answer says of the evidence for something.
func evidenceWords(a Answer, p Place, operations []string) string {
	words := ""
	for _, operation := range operations {
		t, found := a.target(p, operation)
		switch {
		case !found:
			continue
		case t.AsOf == nil:
			words += fmt.Sprintf("; %s is %s, never read", operation, t.State)
		default:
			words += fmt.Sprintf("; %s is %s, read %.1f s ago", operation, t.State, a.Answered.Sub(time.UnixMilli(*t.AsOf)).Seconds())
		}
	}
	return words
}
