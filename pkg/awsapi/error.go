package awsapi

// Error is a call to AWS that failed, in words that a person can act on.
type Error struct {
	Message string
	// Action is the IAM action that was refused, for instance "ssm:ListAssociations"; empty for other errors.
	Action string
	cause  error
}

func (e *Error) Error() string { return e.Message }

// Unwrap gives the SDK's own error.
func (e *Error) Unwrap() error { return e.cause }
