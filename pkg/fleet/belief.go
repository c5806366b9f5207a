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
	// nothing was read yet. A belief without it believes everything.
	missing func(before *E, found E) lack
	// less says the same of losses that are too small to be news: they are read again all the same. Optional.
	less func(before *E, found E) lack

	doubted *E
	loss    *loss[E]
}

// lack is what a reading lacks: how many items, and in words. Zero: nothing.
type lack struct {
	items int
	words string
}

// isMuch tells whether that is more than a tenth of what there should be, beside so many items that were found. A single one
// never is: machines come and go.
func (l lack) isMuch(found int) bool { return l.items > 1 && l.items > (found+l.items)/10 }

// loss is what a reading that was believed on second reading lacks, as long as that is new.
type loss[E evidence] struct {
	before *E
	lack   lack
	// much tells whether that was so much that somebody should see it before an answer goes by it.
	much  bool
	since time.Time
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
	case missing.items > 0 && b.agreed(found):
		if isNews {
			b.lost(good, missing, found)
		}
	case missing.items > 0:
		b.doubted = &found
		return b.doubt(missing)
	case b.loss != nil:
		// What came back is no longer news.
		if b.loss.lack = b.missing(b.loss.before, found); b.loss.lack.items == 0 {
			b.loss = nil
		}
	}
	b.doubted = nil
	return nil
}

// lacks says what a reading lacks, and whether that is news.
func (b *belief[E]) lacks(before *E, found E) (missing lack, isNews bool) {
	if missing = b.missing(before, found); missing.items > 0 || b.less == nil {
		return missing, true
	}
	return b.less(before, found), false
}

// lost takes down what is gone.
func (b *belief[E]) lost(before *E, missing lack, found E) {
	b.loss = &loss[E]{before, missing, missing.isMuch(found.size()), time.Now()}
}

// agreed tells whether the reading in doubt and this one have the same.
func (b *belief[E]) agreed(found E) bool {
	if b.doubted == nil {
		return false
	}
	lost, _ := b.lacks(b.doubted, found)
	won, _ := b.lacks(&found, *b.doubted)
	return lost.items == 0 && won.items == 0
}

// reconsiders tells what has come to speak against a reading since it was believed. The next reading is the second one:
// whatever it says is believed.
func (b *belief[E]) reconsiders(good E) error {
	if b.missing == nil {
		return nil
	}
	missing := b.missing(nil, good)
	if missing.items == 0 || b.loss != nil && b.loss.lack == missing {
		return nil
	}
	b.lost(nil, missing, good)
	return b.doubt(missing)
}

func (b *belief[E]) doubt(missing lack) error {
	return &doubtError{&awsapi.Error{Kind: awsapi.Doubtful, Operation: b.operation,
		Message: fmt.Sprintf("%s: %s; the list is read again before that is believed", b.operation.Action(), missing.words)}}
}

// news tells what is no longer listed, for as long as that is new.
func (b *belief[E]) news(now time.Time) News {
	if b.loss == nil || now.Sub(b.loss.since) > newsFor {
		return News{}
	}
	return News{Words: b.loss.lack.words, Since: b.loss.since, Much: b.loss.much}
}

// lostItems says how many items a list lost that should be there still.
func lostItems(before *table, found table, isThere func(id string) bool) lack {
	if before == nil {
		return lack{}
	}
	lost := len(idsThat(before.rows, func(id string) bool { return found.row(id) < 0 && isThere(id) }))
	return lack{lost, fmt.Sprintf("%d of the items that were there before are missing", lost)}
}

func always(string) bool { return true }

// lostTenth says where a list lost more than a tenth of its items.
func lostTenth(before, now int) lack {
	if before-now <= before/10 {
		return lack{}
	}
	return lack{before - now, fmt.Sprintf("%d items where there were %d", now, before)}
}

// namedGone is how many ids are named of what is gone.
const namedGone = 3

// notListed says that these are not listed, and what they are known by.
func notListed(ids []string, known string) lack {
	if len(ids) == 0 {
		return lack{}
	}
	noun, verb := "nodes", "are"
	if len(ids) == 1 {
		noun, verb = "node", "is"
	}
	named := strings.Join(ids[:min(len(ids), namedGone)], ", ")
	if len(ids) > namedGone {
		named += ", ..."
	}
	return lack{len(ids), fmt.Sprintf("%d %s %s %s not listed (%s)", len(ids), noun, known, verb, named)}
}
