package fleet

import (
	"context"
	"errors"
)

// AccountCheck is what a health check found out about one account.
type AccountCheck struct {
	ID      string // empty where AWS did not tell it
	Name    string
	ARN     string // who AWS takes us for; empty where it did not tell
	Err     error  // why it did not: an [awsapi.Error]
	Regions []RegionCheck
	// Refused has an error for each IAM action that is missing beyond what Regions tell; each is an [awsapi.Error] with
	// its Action.
	Refused []error
}

// RegionCheck says whether SSM answers in a Region.
type RegionCheck struct {
	Region string
	Err    error // nil: it answers
}

// Check asks every account who we are and every Region for a first node, and tries every other operation once where
// there is an answer. The accounts stand in the settings' order. The error is nil unless the context ended before
// anything was found out.
func (f *Fleet) Check(ctx context.Context) ([]AccountCheck, error) {
	return nil, errors.ErrUnsupported
}
