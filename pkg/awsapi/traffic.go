package awsapi

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go/middleware"
)

// mostInFlight bounds the calls of this process that wait for an answer at one time.
const mostInFlight = 128

// Traffic is what this process sends to AWS. Whoever asks, an operation in one Region of one account has one limiter and
// one count, as it has one rate limit at AWS.
type Traffic struct {
	inFlight   chan struct{}
	unanswered unanswered
	clock      theirClock

	mu       sync.Mutex
	lanes    map[laneKey]*lane
	accounts map[string]*spent // by id
}

type laneKey struct{ account, region, operation string }

type lane struct {
	limiter                  *limiter
	spent                    spent
	calls, throttles, errors atomic.Int64
	// throttledSince is the first throttle since AWS last answered; nil where it answered last.
	throttledSince atomic.Pointer[time.Time]
}

// Counts are the calls to some operations since the process started. A call that is tried three times counts three.
type Counts struct {
	Calls, Throttles, Errors int64 // Errors without the throttles
	// ThrottledSince is when AWS began to throttle one of the operations and has not answered it since; zero where it does.
	ThrottledSince time.Time
	// UnansweredSince is when the oldest call that AWS hasn't answered yet was sent; zero where none is out.
	UnansweredSince time.Time
}

// NewTraffic makes the account of what is sent; a process needs one.
func NewTraffic() *Traffic {
	return &Traffic{inFlight: make(chan struct{}, mostInFlight), lanes: map[laneKey]*lane{}, accounts: map[string]*spent{}}
}

// Counts adds up the calls to these operations in one Region of one account.
func (t *Traffic) Counts(account, region string, operations ...string) Counts {
	t.mu.Lock()
	defer t.mu.Unlock()
	var sum Counts
	for _, operation := range operations {
		key := laneKey{account, region, operation}
		if l, ok := t.lanes[key]; ok {
			sum.UnansweredSince = earlier(sum.UnansweredSince, t.unanswered.since(key))
			sum.Calls += l.calls.Load()
			sum.Throttles += l.throttles.Load()
			sum.Errors += l.errors.Load()
			if since := l.throttledSince.Load(); since != nil {
				sum.ThrottledSince = earlier(sum.ThrottledSince, *since)
			}
		}
	}
	return sum
}

func (t *Traffic) lane(key laneKey, perSecond float64) *lane {
	t.mu.Lock()
	defer t.mu.Unlock()
	l, ok := t.lanes[key]
	if !ok {
		l = &lane{limiter: newLimiter(perSecond)}
		t.lanes[key] = l
	}
	return l
}

// regulate makes every attempt of a client's calls, the retries too, wait for its turn, holds it to the account's budget, and
// counts how it went. STS is asked in any case: without it nothing is known.
func (t *Traffic) regulate(account, region string, quota Quota) func(*middleware.Stack) error {
	spentByAccount := t.spentBy(account)
	attempt := func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		operation := awsmiddleware.GetOperationName(ctx)
		perSecond := quota.rate(operation)
		l := t.lane(laneKey{account, region, operation}, perSecond)
		l.limiter.allow(perSecond)
		if err := l.limiter.wait(ctx); err != nil {
			current, full := l.limiter.rate()
			return middleware.FinalizeOutput{}, middleware.Metadata{}, &noTurnError{perSecond: current, full: full, cause: err}
		}
		select {
		case t.inFlight <- struct{}{}:
			defer func() { <-t.inFlight }()
		case <-ctx.Done():
			return middleware.FinalizeOutput{}, middleware.Metadata{}, ctx.Err()
		}
		perHour := quota.PerHour
		if isBeyondBudget(ctx) || awsmiddleware.GetServiceID(ctx) == sts.ServiceID {
			perHour = 0
		}
		sent := time.Now()
		if !spentByAccount.take(perHour, sent) {
			return middleware.FinalizeOutput{}, middleware.Metadata{}, &overBudgetError{spentByAccount.budget(perHour, sent)}
		}
		l.spent.take(0, sent)
		l.calls.Add(1)
		out, metadata, err := next.HandleFinalize(ctx, in)
		l.ended(err)
		if err == nil {
			notedOf(ctx).answered(sent)
		}
		return out, metadata, err
	}
	return func(stack *middleware.Stack) error {
		// Behind the credentials, since a call that finds none is not sent; before the signature, since it ages while it waits.
		return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("Regulate", attempt), "Signing", middleware.Before)
	}
}

// noTurnError is a call that was not sent because its turn came too late.
type noTurnError struct {
	perSecond, full float64 // now, and when nothing is throttled
	cause           error
}

func (e *noTurnError) Error() string {
	text := fmt.Sprintf("time ran out before its turn came, at %.3g calls a second", e.perSecond)
	if e.perSecond < e.full {
		text += fmt.Sprintf(", down from %.3g since AWS throttled", e.full)
	}
	return text
}

func (e *noTurnError) Unwrap() error { return e.cause }

func (l *lane) ended(err error) {
	switch {
	case err == nil:
		l.throttledSince.Store(nil)
		l.limiter.answered(time.Now())
	case isThrottle(err):
		now := time.Now()
		l.throttles.Add(1)
		l.throttledSince.CompareAndSwap(nil, &now)
		l.limiter.throttled(now)
	default:
		l.errors.Add(1)
	}
}

func isThrottle(err error) bool {
	return retry.IsErrorThrottles(retry.DefaultThrottles).IsErrorThrottle(err) == aws.TrueTernary
}
