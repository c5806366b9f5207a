package fleet

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

const (
	// settleDoubtAfter is how soon a reading that isn't believed is followed by another.
	settleDoubtAfter = 5 * time.Second
	// newsFor is how long is told that something is gone.
	newsFor = time.Hour
)

// belief decides whether a good reading is the truth. A list can come to its end and lack half of what there is, when pages went
// missing on the way: what speaks against it is said, and it is believed when a second reading agrees.
type belief[E evidence] struct {
	operation awsapi.Operation
	// missing says what found lacks of what was known before it, and what other evidence says that there is; before is nil where
	// nothing was read yet. Empty: nothing. A belief without it believes everything.
	missing func(before *E, found E) string
	// less says the same of losses that are too small to be news: they are read again all the same. Optional.
	less func(before *E, found E) string

	doubted *E
	loss    *loss[E]
}

// loss is what a reading that was believed on second reading lacks, as long as that is new.
type loss[E evidence] struct {
	before *E
	words  string
	since  time.Time
}

// doubtError is what speaks against a reading.
type doubtError struct{ cause *awsapi.Error }

func (e *doubtError) Error() string { return e.cause.Error() }
func (e *doubtError) Unwrap() error { return e.cause }

func isDoubt(err error) bool {
	var doubt *doubtError
	return errors.As(err, &doubt)
}

// doubts tells what speaks against a reading; nil where it is to be believed.
func (b *belief[E]) doubts(good *E, found E) error {
	if b.missing == nil {
		return nil
	}
	if b.loss != nil && b.loss.before != nil && time.Since(b.loss.since) > newsFor {
		b.loss = nil // what was there before isn't kept for ever
	}
	missing, isNews := b.lacks(good, found)
	switch {
	case missing != "" && b.agreed(found):
		if isNews {
			b.loss = &loss[E]{good, missing, time.Now()}
		}
	case missing != "":
		b.doubted = &found
		return b.doubt(missing)
	case b.loss != nil:
		// What came back is no longer news.
		if b.loss.words = b.missing(b.loss.before, found); b.loss.words == "" {
			b.loss = nil
		}
	}
	b.doubted = nil
	return nil
}

// lacks says what a reading lacks, and whether that is news.
func (b *belief[E]) lacks(before *E, found E) (words string, isNews bool) {
	if words = b.missing(before, found); words != "" || b.less == nil {
		return words, true
	}
	return b.less(before, found), false
}

// agreed tells whether the reading in doubt and this one have the same.
func (b *belief[E]) agreed(found E) bool {
	if b.doubted == nil {
		return false
	}
	lost, _ := b.lacks(b.doubted, found)
	won, _ := b.lacks(&found, *b.doubted)
	return lost == "" && won == ""
}

// reconsiders tells what has come to speak against a reading since it was believed. The next reading is the second one:
// whatever it says is believed.
func (b *belief[E]) reconsiders(good E) error {
	if b.missing == nil {
		return nil
	}
	missing := b.missing(nil, good)
	if missing == "" || b.loss != nil && b.loss.words == missing {
		return nil
	}
	b.loss = &loss[E]{nil, missing, time.Now()}
	return b.doubt(missing)
}

func (b *belief[E]) doubt(missing string) error {
	return &doubtError{&awsapi.Error{Kind: awsapi.Doubtful, Operation: b.operation,
		Message: fmt.Sprintf("%s: %s; the list is read again before that is believed", b.operation.Action(), missing)}}
}

// news tells what is no longer listed, and since when, for as long as that is new.
func (b *belief[E]) news(now time.Time) (words string, since time.Time) {
	if b.loss == nil || now.Sub(b.loss.since) > newsFor {
		return "", time.Time{}
	}
	return b.loss.words, b.loss.since
}

// lostItems says how many items a list lost that should be there still.
func lostItems(before *table, found table, isThere func(id string) bool) string {
	if before == nil {
		return ""
	}
	lost := len(idsThat(before.rows, func(id string) bool { return found.row(id) < 0 && isThere(id) }))
	if lost == 0 {
		return ""
	}
	return fmt.Sprintf("%d of the items that were there before are missing", lost)
}

func always(string) bool { return true }

// lostTenth says where a list lost more than a tenth of its items.
func lostTenth(before, now int) string {
	if before-now <= before/10 {
		return ""
	}
	return fmt.Sprintf("%d items where there were %d", now, before)
}

// namedGone is how many ids are named of what is gone.
const namedGone = 3

// notListed says that these are not listed, and what they are known by; empty where there are none.
func notListed(ids []string, known string) string {
	if len(ids) == 0 {
		return ""
	}
	noun, verb := "nodes", "are"
	if len(ids) == 1 {
		noun, verb = "node", "is"
	}
	named := strings.Join(ids[:min(len(ids), namedGone)], ", ")
	if len(ids) > namedGone {
		named += ", ..."
	}
	return fmt.Sprintf("%d %s %s %s not listed (%s)", len(ids), noun, known, verb, named)
}
