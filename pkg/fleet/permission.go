package fleet

import (
	"cmp"
	"context"
	"slices"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// permission is an operation that the account's credentials must be allowed, each by an IAM action of its own.
type permission struct {
	operation awsapi.Operation
	// lost says what isn't known without it.
	lost string
	// probe asks for as little as can be asked, to find out whether it is allowed; nil where it is tried with another.
	probe func(ctx context.Context, client *awsapi.Client) error
}

// permissions gives all that is read with, in the order of the IAM actions.
func permissions() []permission {
	var all []permission
	for _, f := range feeds {
		all = append(all, f.permissions()...)
	}
	for _, d := range drillDowns {
		all = append(all, d.permissions()...)
	}
	slices.SortFunc(all, func(a, b permission) int { return cmp.Compare(a.operation.Action(), b.operation.Action()) })
	return all
}

// Permission is an IAM action that the data source needs.
type Permission struct {
	Action string // "ssm:ListAssociations"
	// Lost says what isn't known without it.
	Lost string
}

// Permissions gives the IAM actions that everything that can be asked needs.
func Permissions() []Permission {
	var all []Permission
	for _, p := range permissions() {
		all = append(all, Permission{Action: p.operation.Action(), Lost: p.lost})
	}
	return all
}
