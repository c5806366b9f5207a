package awsapi

import (
	"context"
	"sync"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
)

// course is how far a call got: a failure that only says that time is up is told by it.
type course struct {
	mu sync.Mutex
	// signable tells that there were credentials for it.
	signable bool
	// waiting is when the attempt that has no answer was sent; zero where none is out.
	waiting time.Time
}

func (c *course) change(to func(*course)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	to(c)
}

// lackedCredentials tells that the call ended before it had credentials; false where its course isn't known.
func (c *course) lackedCredentials() bool {
	if c == nil {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return !c.signable
}

// unansweredSince is when the attempt that the call ended with was sent; zero where that had its answer, or none was sent.
func (c *course) unansweredSince() time.Time {
	if c == nil {
		return time.Time{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.waiting
}

type courseKey struct{}

func withCourse(ctx context.Context, c *course) context.Context {
	return middleware.WithStackValue(ctx, courseKey{}, c)
}

// follow has the courses of a client's calls noted, and what is out without an answer counted.
func follow(stack *middleware.Stack, traffic *Traffic, account, region string) error {
	signable := func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		if c, ok := middleware.GetStackValue(ctx, courseKey{}).(*course); ok {
			c.change(func(c *course) { c.signable, c.waiting = true, time.Time{} })
		}
		return next.HandleFinalize(ctx, in)
	}
	sent := func(
		ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		now := time.Now()
		answered := traffic.unanswered.add(laneKey{account, region, awsmiddleware.GetOperationName(ctx)}, now)
		defer answered()
		c, ok := middleware.GetStackValue(ctx, courseKey{}).(*course)
		if ok {
			c.change(func(c *course) { c.waiting = now })
		}
		out, metadata, err := next.HandleFinalize(ctx, in)
		if ok && !timeIsUp(err) {
			c.change(func(c *course) { c.waiting = time.Time{} })
		}
		return out, metadata, err
	}
	// On both sides of the wait for the call's turn: behind the credentials, and when an attempt goes out.
	if err := stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("Signable", signable), "Regulate", middleware.Before); err != nil {
		return err
	}
	return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("Sent", sent), "Regulate", middleware.After)
}
