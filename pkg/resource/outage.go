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

// outage is one reason why targets of an account can't be used, however many of them that hits: a role that can't be
// assumed is one outage, not one for each operation in each Region.
type outage struct {
	account  string
	cause    string
	apis     []string
	regions  []string
	since    time.Time // when it began; zero where nothing failed yet
	lastRead time.Time // oldest good reading that stands in for the missing one; zero where there is none
	targets  int
}

type outages []*outage

func outagesOf(targets []fleet.TargetStatus) outages {
	var found outages
	for _, t := range targets {
		cause := causeOf(t, targets)
		i := slices.IndexFunc(found, func(o *outage) bool { return o.account == accountWords(t) && o.cause == cause })
		if i < 0 {
			i = len(found)
			found = append(found, &outage{account: accountWords(t), cause: cause})
		}
		found[i].add(t, t.Error == cause)
	}
	return found
}

// causeOf gives the words of the error that a target's own error goes back to. What waits for something that failed
// quotes its error at the end.
func causeOf(t fleet.TargetStatus, targets []fleet.TargetStatus) string {
	cause := t.Error
	for _, other := range targets {
		if other.Account == t.Account && other.Region == t.Region && other.Error != "" && strings.HasSuffix(cause, other.Error) {
			cause = other.Error
		}
	}
	return cause
}

func (o *outage) add(t fleet.TargetStatus, direct bool) {
	o.targets++
	if direct && !slices.Contains(o.apis, t.API) {
		o.apis = append(o.apis, t.API)
	}
	if !slices.Contains(o.regions, t.Region) {
		o.regions = append(o.regions, t.Region)
	}
	if !t.ErrorSince.IsZero() && (o.since.IsZero() || t.ErrorSince.Before(o.since)) {
		o.since = t.ErrorSince
	}
	if !t.AsOf.IsZero() && (o.lastRead.IsZero() || t.AsOf.Before(o.lastRead)) {
		o.lastRead = t.AsOf
	}
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
		texts = append(texts, fmt.Sprintf("and %d more, which resource targets lists", rest))
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
