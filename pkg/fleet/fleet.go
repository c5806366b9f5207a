package fleet

import (
	"context"
	"errors"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// Fleet answers a data source's questions. Its snapshot is shared with every other fleet of this process that reads the
// same account and Region with the same credentials, so that it outlives a change of the data source's settings.
type Fleet struct {
	settings awsapi.Settings
}

// UserError is a question that cannot be answered as it was asked; asking again won't help. Every other error of this
// package comes from AWS or from the way there.
type UserError struct{ Message string }

func (e *UserError) Error() string { return e.Message }

// New makes a fleet; nothing is read before the first question. The context carries Grafana's configuration (which AWS
// authentication it allows); its end doesn't end the fleet, Close does.
func New(ctx context.Context, settings awsapi.Settings) *Fleet {
	return &Fleet{settings: settings}
}

// Close gives up the fleet's share of the snapshot. What nobody else holds is dropped a few minutes later.
func (f *Fleet) Close() {}

// Accounts gives the accounts that are read. An account that the settings don't name has its id once AWS has told it.
func (f *Fleet) Accounts() []awsapi.Account { return f.settings.Accounts }

// Nodes gives a row for each managed node and for each EC2 instance that SSM doesn't manage, with every column of the
// resource `nodes` and a column `tag:<Key>` for every tag key seen. The end of the context is no error: the targets'
// states say what is missing. It fails with a [UserError] for an account or a Region that isn't configured.
func (f *Fleet) Nodes(ctx context.Context, need Need) (Reading, error) {
	return Reading{}, errors.ErrUnsupported
}

// Associations gives a row for each State Manager association. As [Fleet.Nodes] otherwise.
func (f *Fleet) Associations(ctx context.Context, need Need) (Reading, error) {
	return Reading{}, errors.ErrUnsupported
}

// Activations gives a row for each hybrid activation. As [Fleet.Nodes] otherwise.
func (f *Fleet) Activations(ctx context.Context, need Need) (Reading, error) {
	return Reading{}, errors.ErrUnsupported
}

// TargetStatuses gives a row for each target in scope; it reads nothing and waits for nothing.
func (f *Fleet) TargetStatuses(need Need) (Reading, error) {
	return Reading{}, errors.ErrUnsupported
}

// Patches asks AWS for the patches of one node. It fails with a [UserError] for an id that is none, or that no account
// and Region in scope knows, and with an [awsapi.Error] where AWS does not answer.
func (f *Fleet) Patches(ctx context.Context, nodeID string) (Reading, error) {
	return Reading{}, errors.ErrUnsupported
}

// NodeAssociations asks AWS for the State Manager associations of one node. Errors as [Fleet.Patches].
func (f *Fleet) NodeAssociations(ctx context.Context, nodeID string) (Reading, error) {
	return Reading{}, errors.ErrUnsupported
}

// Software asks AWS for the software inventory of one node. Errors as [Fleet.Patches].
func (f *Fleet) Software(ctx context.Context, nodeID string) (Reading, error) {
	return Reading{}, errors.ErrUnsupported
}
