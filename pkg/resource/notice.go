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
	if lacking := e.lacking(); len(lacking) > 0 {
		return &IncompleteError{message: fmt.Sprintf("%s not whole: %s", e.shareBeing(lacking), remarks(lacking, lackOf).words(now))}
	}
	if shrunk := e.shrunk(now); len(shrunk) > 0 {
		return &IncompleteError{message: fmt.Sprintf("%s much shorter than before, which an answer that must be whole goes by after %g refresh intervals: %s",
			e.shareBeing(shrunk), e.oldest, remarks(shrunk, newsOf).words(now))}
	}
	if old := e.olderThan(e.oldest, now); len(old) > 0 {
		return &IncompleteError{message: fmt.Sprintf("The facts of %s are too old for an answer that must be whole, more than %g refresh intervals: %s",
			e.share(old), e.oldest, remarks(old, superseded(now)).words(now))}
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
	if late := e.inState(fleet.Late); len(late) > 0 {
		warnings = append(warnings, fmt.Sprintf("%s late: %s The last good reading is used instead.", e.shareBeing(late), remarks(late, superseded(now)).words(now)))
	}
	if lacking := slices.DeleteFunc(slices.Clone(e.targets), isComplete); len(lacking) > 0 {
		warnings = append(warnings, fmt.Sprintf("%s not whole: %s", e.shareBeing(lacking), remarks(lacking, lackOf).words(now)))
	}
	if noted := e.noted(); len(noted) > 0 {
		warnings = append(warnings, fmt.Sprintf("%s incomplete: %s", e.shareBeing(noted), remarks(noted, noteOf).words(now)))
	}
	warnings = append(warnings, e.short()...)
	if e.clock != "" {
		warnings = append(warnings, strings.ToUpper(e.clock[:1])+e.clock[1:]+".")
	}
	if cut != nil {
		warnings = append(warnings, english.Sprintf("Showing %d of %d rows: the query's limit leaves out the rest.", cut.Shown, cut.Total))
	}
	if loading := e.loading(); len(loading) > 0 {
		p := e.meta().Progress
		infos = append(infos, english.Sprintf("Still reading %s: %d of %d items so far. Counts grow until everything is read.", e.share(loading), p.Read, p.Expected))
		isFree := func(t fleet.TargetStatus) bool { return holdUpAt(now)(t).words == "" }
		if held := slices.DeleteFunc(loading, isFree); len(held) > 0 {
			infos = append(infos, fmt.Sprintf("%s slowed down: %s", e.shareBeing(held), remarks(held, holdUpAt(now)).words(now)))
		}
	}
	if e.forgotten != "" {
		infos = append(infos, e.forgotten)
	}
	fresh, known := e.news(now)
	if len(fresh) > 0 {
		warnings = append(warnings, e.shorter(fresh, now))
	}
	if len(known) > 0 {
		infos = append(infos, e.shorter(known, now))
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

// short says of the accounts whose targets are looked at that their budgets are, once for each.
func (e evidence) short() []string {
	var texts []string
	for _, t := range e.watched {
		if words := t.Budget.Words(); words != "" {
			if text := fmt.Sprintf("%s: %s.", accountWords(t), words); !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	return texts
}

// throttled is what holds up a reading that AWS throttles.
const throttled = "AWS throttles the calls, as the account's rate limit is shared with other callers: they are tried again until AWS answers"

// slowAnswer is how long a call may be out before it counts as one that hangs: AWS answers within some seconds.
const slowAnswer = 10 * time.Second

// holdUpAt gives what says what holds up a target that is on its way, and since when; nothing where it is simply being read. A
// call that hangs isn't throttled, though one before it was.
func holdUpAt(now time.Time) func(fleet.TargetStatus) remark {
	return func(t fleet.TargetStatus) remark {
		hangs := !t.UnansweredSince.IsZero() && now.Sub(t.UnansweredSince) >= slowAnswer
		switch {
		case t.Failure != nil:
			return remark{words: t.Failure.Message(), since: t.Failure.Since}
		case hangs && isNotThrottled(t):
			return remark{words: "AWS has not answered the call that it was sent: it is tried again", since: t.UnansweredSince}
		case isNotThrottled(t) && t.GivesWay:
			return remark{words: t.Budget.Waiting()}
		case isNotThrottled(t):
			return remark{}
		case hangs:
			return remark{since: t.ThrottledSince, words: fmt.Sprintf("AWS throttled the calls at first, and has not answered the one that it was sent at %s: "+
				"it is tried again until AWS answers", clock(t.UnansweredSince, now))}
		}
		return remark{words: throttled, since: t.ThrottledSince}
	}
}

// superseded gives what says why a target whose reading is overdue isn't read, and how old what it has is.
func superseded(now time.Time) func(fleet.TargetStatus) remark {
	return func(t fleet.TargetStatus) remark {
		r := holdUpAt(now)(t)
		r.lastRead = t.AsOf
		return r
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

func noteOf(t fleet.TargetStatus) remark { return remark{words: t.Note} }

// lacking gives the targets that the answer can't do without, and that are known to lack some of what there is.
func (e evidence) lacking() []fleet.TargetStatus {
	return slices.DeleteFunc(slices.Clone(e.targets), func(t fleet.TargetStatus) bool {
		return isComplete(t) || e.isRefining(t)
	})
}

func isComplete(t fleet.TargetStatus) bool { return t.Lacking == "" }
func lackOf(t fleet.TargetStatus) remark   { return remark{words: t.Lacking} }

// shrunk gives the targets that the answer can't do without, and whose list has lost much of what it had so recently that nobody
// may have seen it yet.
func (e evidence) shrunk(now time.Time) []fleet.TargetStatus {
	fresh, _ := e.news(now)
	return slices.DeleteFunc(fresh, func(t fleet.TargetStatus) bool { return !t.News.Much || e.isRefining(t) })
}

// news gives the targets whose list has lost items: those that did so within the refresh intervals that the facts of a rule may
// be old, and the others.
func (e evidence) news(now time.Time) (fresh, known []fleet.TargetStatus) {
	for _, t := range e.targets {
		switch {
		case t.News.Words == "":
		case now.Sub(t.News.Since) <= time.Duration(e.oldest*float64(t.Interval)):
			fresh = append(fresh, t)
		default:
			known = append(known, t)
		}
	}
	return fresh, known
}

func (e evidence) shorter(some []fleet.TargetStatus, now time.Time) string {
	return fmt.Sprintf("%s shorter than before, as a second reading agreed: %s", e.shareBeing(some), remarks(some, newsOf).words(now))
}

func (e evidence) isRefining(t fleet.TargetStatus) bool { return !slices.Contains(e.required, t.API) }

func newsOf(t fleet.TargetStatus) remark { return remark{words: t.News.Words, since: t.News.Since} }

// olderThan gives the targets whose reading was superseded so many refresh intervals ago: what refines an answer is a part of
// it once it was read. No number: none.
func (e evidence) olderThan(intervals float64, now time.Time) []fleet.TargetStatus {
	return slices.DeleteFunc(slices.Clone(e.targets), func(t fleet.TargetStatus) bool {
		return intervals == 0 || t.AsOf.IsZero() || now.Sub(t.AsOf) <= time.Duration(intervals*float64(t.Interval))
	})
}

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
