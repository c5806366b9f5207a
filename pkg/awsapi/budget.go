package awsapi

import (
	"context"
	"fmt"
	"sync"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// Budget is how many calls an account may be sent in an hour, over all its Regions and operations, and how much of that is used.
type Budget struct {
	PerHour int // the setting maxCallsPerHour; 0: any number
	Calls   int // of the last hour
	// FreeAt is when the next call is free again where all are used up; zero where they are not.
	FreeAt time.Time
}

// tellFrom is the used share from which a budget is told to be short: while something can still be done about it.
const tellFrom = 0.8

// Used gives the share of the budget that is used, 0 to 1 and a little more where calls went beyond it.
func (b Budget) Used() float64 {
	if b.PerHour == 0 {
		return 0
	}
	return float64(b.Calls) / float64(b.PerHour)
}

// wayOut is what can be done about a budget that is too small.
const wayOut = "raise maxCallsPerHour in the data source's settings, read fewer Regions, or set longer refresh intervals"

// Words say that the budget is short or used up, and what can be done about it, without the account; empty where it is neither.
func (b Budget) Words() string {
	in := message.NewPrinter(language.English) // groups digits
	switch {
	case b.PerHour == 0 || b.Used() < tellFrom:
		return ""
	case b.FreeAt.IsZero():
		return in.Sprintf("%d of the %d calls that maxCallsPerHour allows in an hour are made: what costs most, and what is asked for least, "+
			"is read less often, and nothing once they are used up: ", b.Calls, b.PerHour) + wayOut
	}
	return in.Sprintf("all of the %d calls that maxCallsPerHour allows in an hour are made, and AWS is asked nothing more: calls are free again at %s; ",
		b.PerHour, clock(b.FreeAt)) + wayOut
}

// Waiting says why a reading that gives way is late.
func (b Budget) Waiting() string {
	return message.NewPrinter(language.English).Sprintf("it is read less often, as %d of the %d calls that maxCallsPerHour allows the account in an hour are made",
		b.Calls, b.PerHour)
}

// Budget tells how much of an account's budget is used now.
func (t *Traffic) Budget(account string, quota Quota) Budget {
	return t.spentBy(account).budget(quota.PerHour, time.Now())
}

// Weight gives how much the calls of some operations in one Region of an account were in the last hour, beside those of the
// operation that was called most in one of its Regions: 0 to 1.
func (t *Traffic) Weight(account, region string, operations ...string) float64 {
	now, sum, most := time.Now(), 0, 0
	t.mu.Lock()
	defer t.mu.Unlock()
	for key, l := range t.lanes {
		if key.account == account {
			most = max(most, l.spent.lastHour(now))
		}
	}
	for _, operation := range operations {
		if l, ok := t.lanes[laneKey{account, region, operation}]; ok {
			sum += l.spent.lastHour(now)
		}
	}
	if most == 0 {
		return 0
	}
	return min(1, float64(sum)/float64(most))
}

// spentBy gives the count of an account's calls.
func (t *Traffic) spentBy(account string) *spent {
	t.mu.Lock()
	defer t.mu.Unlock()
	s, ok := t.accounts[account]
	if !ok {
		s = &spent{}
		t.accounts[account] = s
	}
	return s
}

type beyondKey struct{}

// BeyondBudget lets a context's calls be sent though the budget is used up: they count all the same. It is for what finds out what
// is wrong.
func BeyondBudget(ctx context.Context) context.Context {
	return context.WithValue(ctx, beyondKey{}, true)
}

func isBeyondBudget(ctx context.Context) bool { return ctx.Value(beyondKey{}) != nil }

// inWindow is how many minutes are counted apart: an hour, the one that is under way with them.
const inWindow = 60

// spent counts calls of the last hour by the minute. Its zero value has counted none.
type spent struct {
	mu     sync.Mutex
	calls  [inWindow]int // by minute, in a ring
	newest int64         // the minute that was counted last, since 1970
}

// take counts a call, unless so many have been made in the last hour; 0: however many. A call that is not sent counts nothing.
func (s *spent) take(perHour int, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.advance(now)
	if perHour > 0 && s.sum() >= perHour {
		return false
	}
	s.calls[s.newest%inWindow]++
	return true
}

func (s *spent) lastHour(now time.Time) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.advance(now)
	return s.sum()
}

func (s *spent) budget(perHour int, now time.Time) Budget {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.advance(now)
	b := Budget{PerHour: perHour, Calls: s.sum()}
	if perHour > 0 && b.Calls >= perHour {
		b.FreeAt = s.freeAt(perHour)
	}
	return b
}

// advance needs the lock. It forgets what is older than an hour. A clock that was put back changes nothing.
func (s *spent) advance(now time.Time) {
	minute := now.Unix() / 60
	for forget := max(s.newest+1, minute-inWindow+1); forget <= minute; forget++ {
		s.calls[forget%inWindow] = 0
	}
	s.newest = max(s.newest, minute)
}

// sum needs the lock.
func (s *spent) sum() int {
	sum := 0
	for _, calls := range s.calls {
		sum += calls
	}
	return sum
}

// freeAt needs the lock. It gives the first moment at which fewer calls than these will have been made in the hour before.
func (s *spent) freeAt(perHour int) time.Time {
	left := s.sum()
	minute := s.newest - inWindow + 1
	for ; minute < s.newest; minute++ {
		if left -= s.calls[minute%inWindow]; left < perHour {
			break
		}
	}
	return time.Unix((minute+inWindow)*60, 0)
}

// overBudgetError is a call that was not sent because the account's budget is used up.
type overBudgetError struct{ budget Budget }

func (e *overBudgetError) Error() string { return fmt.Sprintf("not sent: %s", e.budget.Words()) }
