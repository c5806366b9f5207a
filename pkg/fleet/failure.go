package fleet

import (
	"errors"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// Failure is why a target's last reading failed.
type Failure struct {
	Cause *awsapi.Error
	// WaitsFor is the operation of the target whose failure, by the same cause, keeps this one from being read; empty where
	// the cause is its own.
	WaitsFor string
	// Doubt: the reading came to its end, and isn't believed yet. Accused: it was believed, until other evidence came.
	Doubt, Accused bool
	Since          time.Time // since when it fails
}

// Message says why in words a person can act on, the same in every place of an account; empty where nothing failed.
func (f *Failure) Message() string {
	switch {
	case f == nil:
		return ""
	case f.WaitsFor != "":
		return "waits for " + f.WaitsFor + ": " + f.Cause.Message
	}
	return f.Cause.Message
}

// Began tells since when it fails; the zero time where nothing failed.
func (f *Failure) Began() time.Time {
	if f == nil {
		return time.Time{}
	}
	return f.Since
}

// Action gives the IAM action that was refused; empty for other failures, and where nothing failed.
func (f *Failure) Action() string {
	if f == nil {
		return ""
	}
	return f.Cause.Action()
}

// waitsError is a reading that can't begin, as what it builds on has failed.
type waitsError struct {
	operation string
	cause     *awsapi.Error
}

func (e *waitsError) Error() string { return "waits for " + e.operation + ": " + e.cause.Message }
func (e *waitsError) Unwrap() error { return e.cause }

// failureOf keeps of an error what it came from.
func failureOf(err error, since time.Time) *Failure {
	f := &Failure{Cause: awsapi.Explain(err), Doubt: isDoubt(err), Since: since}
	var waits *waitsError
	if errors.As(err, &waits) {
		f.WaitsFor = waits.operation
	}
	return f
}
