package fleet

import (
	"cmp"
	"context"
	"slices"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// permission is an operation that the account's credentials must be allowed, each by an IAM action of its own.
type permission struct {
	operation awsapi.Operation
	layer     Layer
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
	// Resource is what it is needed on: an ARN, or * where IAM takes nothing else or everything is asked for.
	Resource string
	Layer    Layer
	// Lost says what isn't known without it.
	Lost string
	// Lists are the labels of the resources whose rows come from it, and which can't be shown without it; Columns those of
	// resources that only have columns from it.
	Lists, Columns []string
}

// Permissions gives the IAM actions that everything that can be asked needs, in their order.
func Permissions() []Permission {
	var all []Permission
	for _, p := range permissions() {
		all = append(all, p.described())
	}
	return all
}

func (p permission) described() Permission {
	d := Permission{Action: p.operation.Action(), Resource: p.operation.Resource(), Layer: p.layer, Lost: p.lost}
	for _, r := range Resources() {
		if rows := schema.Operations(r.Sources); len(rows) > 0 && rows[0] == p.operation {
			d.Lists = append(d.Lists, r.Label)
		} else if slices.Contains(schema.Operations(r.AllSources()), p.operation) {
			d.Columns = append(d.Columns, r.Label)
		}
	}
	return d
}
