package resource

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// namedOutages is how many outages a notice describes before it only counts the rest.
const namedOutages = 3

// outage is one reason why targets of an account can't be used, or not fully, however many of them that hits: a role that
// can't be assumed is one outage, not one for each operation in each Region.
type outage struct {
	account string
	cause   string // in words; empty where there is nothing to say
	is      func(fleet.TargetStatus) bool
	apis    []string
	regions []string
	since   time.Time // when it began; zero where nothing failed yet
	// lastRead is the oldest good reading that stands in for the missing one; zero where there is none.
	lastRead time.Time
	targets  int
}

type outages []*outage

// failures brings together the targets that failed, by their causes.
func failures(of []fleet.TargetStatus) outages {
	var all outages
	for _, t := range of {
		o := all.find(func(o *outage) bool { return o.is(t) })
		if o == nil {
			o = &outage{account: accountWords(t), cause: t.Failure.Cause.Message, is: func(other fleet.TargetStatus) bool {
				return other.Account == t.Account && other.Failure.Cause.Same(t.Failure.Cause)
			}}
			all = append(all, o)
		}
		// One that waits for another is a consequence: the cause is told at the other.
		o.add(t, t.Failure.WaitsFor == "" || !causedBy(of, t), t.Failure.Since, t.AsOf)
	}
	return all
}

// causedBy tells whether the cause by which a target failed is told at one of the others in its place: one that failed by it
// itself, or the one that this target waits for.
func causedBy(others []fleet.TargetStatus, t fleet.TargetStatus) bool {
	return slices.ContainsFunc(others, func(o fleet.TargetStatus) bool {
		tells := o.Failure.WaitsFor == "" || o.API == t.Failure.WaitsFor
		return tells && o.Account == t.Account && o.Region == t.Region && o.Failure.Cause.Same(t.Failure.Cause)
	})
}

// remark is something to be said of a target that is no failure, since when it is so, and when the target was last read; what is
// not to be said is zero.
type remark struct {
	words           string
	since, lastRead time.Time
}

// remarks brings together targets by the words that are to be said of them.
func remarks(of []fleet.TargetStatus, say func(fleet.TargetStatus) remark) outages {
	var all outages
	for _, t := range of {
		r := say(t)
		o := all.find(func(o *outage) bool { return o.account == accountWords(t) && o.cause == r.words })
		if o == nil {
			o = &outage{account: accountWords(t), cause: r.words}
			all = append(all, o)
		}
		o.add(t, true, r.since, r.lastRead)
	}
	return all
}

func (all outages) find(is func(*outage) bool) *outage {
	if i := slices.IndexFunc(all, is); i >= 0 {
		return all[i]
	}
	return nil
}

func (o *outage) add(t fleet.TargetStatus, direct bool, since, lastRead time.Time) {
	o.targets++
	if direct && !slices.Contains(o.apis, t.API) {
		o.apis = append(o.apis, t.API)
	}
	if !slices.Contains(o.regions, t.Region) {
		o.regions = append(o.regions, t.Region)
	}
	o.since, o.lastRead = earlier(o.since, since), earlier(o.lastRead, lastRead)
}

// earlier gives the earlier of two times, of which the zero time is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// words describes the outages in one or more sentences.
func (all outages) words(now time.Time) string {
	var texts []string
	rest := 0
	for i, o := range all {
		if i < namedOutages {
			texts = append(texts, o.words(now))
		} else {
			rest += o.targets
		}
	}
	if rest > 0 {
		texts = append(texts, fmt.Sprintf("and %d more; resource targets lists them all", rest))
	}
	return strings.Join(texts, "; ") + "."
}

func (o *outage) words(now time.Time) string {
	text := fmt.Sprintf("%s in %s of %s", strings.Join(o.apis, ", "), strings.Join(o.regions, ", "), o.account)
	if !o.since.IsZero() {
		text += " since " + clock(o.since, now)
	}
	if !o.lastRead.IsZero() {
		text += ", last read " + clock(o.lastRead, now)
	}
	if o.cause != "" {
		text += ": " + strings.TrimRight(o.cause, ". ")
	}
	return text
}

func accountWords(t fleet.TargetStatus) string {
	switch t.AccountName {
	case "": // nothing has told yet which it is
		return "the account of the data source's credentials"
	case t.Account:
		return t.Account
	default:
		return fmt.Sprintf("%s (%s)", t.AccountName, t.Account)
	}
}

// clock gives a time as a reader needs it beside now: without the day where it is the same one.
func clock(t, now time.Time) string {
	t, now = t.UTC(), now.UTC()
	if t.Truncate(24 * time.Hour).Equal(now.Truncate(24 * time.Hour)) {
		return t.Format("15:04 UTC")
	}
	return t.Format("2006-01-02 15:04 UTC")
}
