package resource

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// english writes numbers with grouped digits.
var english = message.NewPrinter(language.English)

// IncompleteError says that an answer would not be whole, and what is missing: better none than one over half a fleet.
type IncompleteError struct {
	message string
	// TimedOut tells that reading had not come to its end, so that asking again may help.
	TimedOut bool
}

func (e *IncompleteError) Error() string { return e.message }

// incomplete gives the error of an answer that must be whole and is not.
func (e evidence) incomplete(now time.Time) error {
	if failed, _ := e.failed(); len(failed) > 0 {
		return &IncompleteError{message: fmt.Sprintf("%s could not be read: %s", e.share(failed), failures(failed).words(now))}
	}
	if loading := e.loading(); len(loading) > 0 {
		return &IncompleteError{
			message:  fmt.Sprintf("%s could not be read in time: %s", e.share(loading), remarks(loading, holdUpAt(now)).words(now)),
			TimedOut: true,
		}
	}
	return nil
}

// notices say what isn't whole. Grafana shows one of each severity, so each has everything of its severity in one text.
func (e evidence) notices(cut *truncated, now time.Time) []data.Notice {
	var errors, warnings, infos []string
	failed, unrefined := e.failed()
	unrefined, same := alreadyTold(failed, unrefined)
	failed = append(failed, same...)
	if len(failed) > 0 {
		errors = append(errors, fmt.Sprintf("%s could not be read, so their data is missing here: %s", e.share(failed), failures(failed).words(now)))
	}
	if len(unrefined) > 0 {
		warnings = append(warnings, fmt.Sprintf("%s could not be read, so what they would add is unknown here: %s", e.share(unrefined), failures(unrefined).words(now)))
	}
	if stale := e.inState(fleet.Stale); len(stale) > 0 {
		warnings = append(warnings, fmt.Sprintf("%s stale: %s The last good reading is used instead.", e.shareBeing(stale), failures(stale).words(now)))
	}
	if noted := e.noted(); len(noted) > 0 {
		warnings = append(warnings, fmt.Sprintf("%s incomplete: %s", e.shareBeing(noted), remarks(noted, noteOf).words(now)))
	}
	if cut != nil {
		warnings = append(warnings, english.Sprintf("Showing %d of %d rows: the query's limit leaves out the rest.", cut.Shown, cut.Total))
	}
	if loading := e.loading(); len(loading) > 0 {
		p := e.meta().Progress
		infos = append(infos, english.Sprintf("Still reading %s: %d of %d items so far. Counts grow until everything is read.", e.share(loading), p.Read, p.Expected))
		if held := slices.DeleteFunc(loading, isNotThrottled); len(held) > 0 {
			infos = append(infos, fmt.Sprintf("%s slowed down: %s", e.shareBeing(held), remarks(held, holdUpAt(now)).words(now)))
		}
	}
	var notices []data.Notice
	for _, n := range []struct {
		severity data.NoticeSeverity
		texts    []string
	}{{data.NoticeSeverityError, errors}, {data.NoticeSeverityWarning, warnings}, {data.NoticeSeverityInfo, infos}} {
		if len(n.texts) > 0 {
			notices = append(notices, data.Notice{Severity: n.severity, Text: strings.Join(n.texts, " ")})
		}
	}
	return notices
}

// throttled is what holds up a reading that AWS throttles.
const throttled = "AWS throttles the calls, as the account's rate limit is shared with other callers: they are tried again until AWS answers"

// slowAnswer is how long a call may be out before it counts as one that hangs: AWS answers within some seconds.
const slowAnswer = 10 * time.Second

// holdUpAt gives what says what holds up a target that is on its way, and since when; nothing where it is simply being read. A
// call that hangs isn't throttled, though one before it was.
func holdUpAt(now time.Time) func(fleet.TargetStatus) (words string, since time.Time) {
	return func(t fleet.TargetStatus) (words string, since time.Time) {
		switch {
		case isNotThrottled(t):
			return "", time.Time{}
		case !t.UnansweredSince.IsZero() && now.Sub(t.UnansweredSince) >= slowAnswer:
			return fmt.Sprintf("AWS throttled the calls at first, and has not answered the one that it was sent at %s: "+
				"it is tried again until AWS answers", clock(t.UnansweredSince, now)), t.ThrottledSince
		}
		return throttled, t.ThrottledSince
	}
}

// loading gives the targets that are on their way. What is held up comes first: the rest may only wait for it.
func (e evidence) loading() []fleet.TargetStatus {
	loading := e.inState(fleet.Loading)
	slices.SortStableFunc(loading, func(a, b fleet.TargetStatus) int { return cmp.Compare(heldUp(b), heldUp(a)) })
	return loading
}

func heldUp(t fleet.TargetStatus) int { return asInt(!isNotThrottled(t)) }

func isNotThrottled(t fleet.TargetStatus) bool { return t.ThrottledSince.IsZero() }

// noted gives the targets whose good reading can't tell everything.
func (e evidence) noted() []fleet.TargetStatus {
	return slices.DeleteFunc(slices.Clone(e.targets), func(t fleet.TargetStatus) bool { return t.Note == "" || t.Failure != nil })
}

func noteOf(t fleet.TargetStatus) (words string, since time.Time) { return t.Note, time.Time{} }

// alreadyTold parts off the targets that failed by the very cause by which others in their place did: what is said of those
// says it all.
func alreadyTold(said, more []fleet.TargetStatus) (news, same []fleet.TargetStatus) {
	for _, t := range more {
		if causedBy(said, t) {
			same = append(same, t)
		} else {
			news = append(news, t)
		}
	}
	return news, same
}

// share says "3 of 42 targets".
func (e evidence) share(some []fleet.TargetStatus) string {
	noun := "targets"
	if len(e.targets) == 1 {
		noun = "target"
	}
	return fmt.Sprintf("%d of %d %s", len(some), len(e.targets), noun)
}

// shareBeing says "3 of 42 targets are".
func (e evidence) shareBeing(some []fleet.TargetStatus) string {
	if len(some) == 1 {
		return e.share(some) + " is"
	}
	return e.share(some) + " are"
}
