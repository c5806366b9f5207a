package awsapi

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
)

const (
	attemptsAtThrottles = 10
	attemptsAtFaults    = 3
	longestBackoff      = 20 * time.Second
)

// patience is the SDK's standard retryer with two kinds of it: much for throttles, which pass, and little for everything
// else, so that an endpoint that is down is told with its cause before the question's time is up.
type patience struct{ *retry.Standard }

func newRetryer() aws.Retryer {
	return patience{retry.NewStandard(func(o *retry.StandardOptions) {
		o.MaxAttempts = attemptsAtThrottles
		o.MaxBackoff = longestBackoff
		// The calls' pace is the limiter's; a budget of retries beside it would end a reading that is only slow.
		o.RateLimiter = ratelimit.None
	})}
}

// RetryDelay gives the failure itself where it has been seen often enough, which ends the attempts.
func (p patience) RetryDelay(attempt int, failure error) (time.Duration, error) {
	if attempt >= attemptsAtFaults && !isThrottle(failure) {
		return 0, failure
	}
	return p.Standard.RetryDelay(attempt, failure)
}
