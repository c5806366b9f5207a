package awsapi

import (
	"context"
	"errors"
	"net"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
)

const (
	attemptsAtThrottles = 10
	attemptsAtFaults    = 3
	// An answer that didn't come in callTimeout isn't waited for many times over.
	attemptsAtSilence = 2
	longestBackoff    = 20 * time.Second
)

// patience is the SDK's standard retryer with several kinds of it: much for throttles, which pass, and little for everything
// else, so that an endpoint that is down is told with its cause before the question's time is up. A role's session that is
// refused is given up for a new one.
type patience struct {
	*retry.Standard
	renew func() bool
}

func newRetryer(renew func() bool) aws.Retryer {
	return patience{
		Standard: retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts = attemptsAtThrottles
			o.MaxBackoff = longestBackoff
			// The calls' pace is the limiter's; a budget of retries beside it would end a reading that is only slow.
			o.RateLimiter = ratelimit.None
		}),
		renew: renew,
	}
}

// IsErrorRetryable also takes a refused session for a fault, whose end is a new session, and EC2's word for a clock that is off,
// which the SDK sets right by the answer. A role that could not be assumed has been tried often enough.
func (p patience) IsErrorRetryable(failure error) bool {
	if operationOf(failure, "STS") != nil {
		return false
	}
	return p.Standard.IsErrorRetryable(failure) || isRefusedSession(failure) || timeIsTheCode(failure)
}

// RetryDelay gives the failure itself where it has been seen often enough, which ends the attempts.
func (p patience) RetryDelay(attempt int, failure error) (time.Duration, error) {
	switch {
	case isThrottle(failure):
	case timeIsTheCode(failure), isRefusedSession(failure) && !p.Standard.IsErrorRetryable(failure):
		// Once: what was wrong is mended then, or something else is.
		if attempt > 1 || !timeIsTheCode(failure) && !p.renew() {
			return 0, failure
		}
		return 0, nil
	case attempt >= attemptsAtFaults, attempt >= attemptsAtSilence && isSilence(failure):
		return 0, failure
	}
	return p.Standard.RetryDelay(attempt, failure)
}

// sessionCodes are AWS's words for a session that has ended, or that it no longer knows.
var sessionCodes = slices.Concat(expiredCodes, []string{"UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "AuthFailure"})

func isRefusedSession(failure error) bool {
	var api smithy.APIError
	return errors.As(failure, &api) && slices.Contains(sessionCodes, api.ErrorCode())
}

// isSilence tells of an attempt that nothing answered in its time.
func isSilence(failure error) bool {
	var network net.Error
	return errors.Is(failure, context.DeadlineExceeded) || errors.As(failure, &network) && network.Timeout()
}
