package awsapi

import (
	"context"
	"errors"
	"fmt"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
)

// Kind says what an error comes from, as far as the way out of it differs.
type Kind uint8

// The kinds of errors.
const (
	Other       Kind = iota // AWS's own word that fits no other kind, and what failed before a call was made
	Refused                 // a policy doesn't allow it
	Credentials             // AWS does not accept them, or there are none
	Throttled               // the account's rate limit is used up
	OverBudget              // the account's maxCallsPerHour is used up, and nothing was sent
	TimeUp                  // the caller's time was over before AWS answered
	Unreachable             // nothing answers at the address
	Foreign                 // what answers isn't AWS
	Doubtful                // AWS answered, and what else is known speaks against it
)

// Error is a call to AWS that failed, in words that a person can act on.
type Error struct {
	Kind Kind
	// Operation is what failed, which may be another one than was called: a role that can't be assumed. Zero where no call
	// was made.
	Operation Operation
	// Account is the id of the account, empty where it isn't known yet; Region is empty where it doesn't matter.
	Account, Region string
	// Message is the same wherever in an account a call fails for the same reason.
	Message string
	// Place says where it failed: "Account shop (111122223333), eu-west-1"; empty where the message names it.
	Place string
	cause error
}

// Action gives the IAM action that was refused, for instance "ssm:ListAssociations"; empty for errors of another kind.
func (e *Error) Action() string {
	if e.Kind != Refused {
		return ""
	}
	return e.Operation.Action()
}

// Same tells whether two errors have one cause: what mends the one mends the other.
func (e *Error) Same(other *Error) bool {
	return e.Account == other.Account && e.Kind == other.Kind && e.Operation == other.Operation && e.Message == other.Message
}

// Error gives the message with the place before it.
func (e *Error) Error() string {
	if e.Place == "" {
		return e.Message
	}
	return e.Place + ": " + e.Message
}

// Unwrap gives the SDK's own error.
func (e *Error) Unwrap() error { return e.cause }

func errorf(format string, args ...any) error { return &Error{Message: fmt.Sprintf(format, args...)} }

// Explain gives the [Error] in an error of a call, or makes one of what it is.
func Explain(err error) *Error {
	var explained *Error
	if errors.As(err, &explained) {
		return explained
	}
	return &Error{Message: sentence(err.Error()), cause: err}
}

// inWords turns what the SDK says of a call that failed into an [Error]. It comes after [Traffic.regulate].
func inWords(account Account, region string, traffic *Traffic, secrets *secrets) func(*middleware.Stack) error {
	explain := func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		course := &course{}
		out, metadata, err := next.HandleInitialize(withCourse(ctx, course), in)
		if err != nil {
			service, operation := awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx)
			err = describe(err, call{
				service: service, operation: operation, account: account, region: region,
				throttledSince: traffic.Counts(account.ID, region, operation).ThrottledSince,
				course:         course, now: time.Now(), secrets: secrets,
			})
		}
		return out, metadata, err
	}
	return func(stack *middleware.Stack) error {
		if err := follow(stack, traffic, account.ID, region); err != nil {
			return err
		}
		// After what tells the context which service and operation it is.
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("InWords", explain), middleware.After)
	}
}
