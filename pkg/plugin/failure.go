package plugin

import (
	"context"
	"errors"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/resource"
)

// statusOf gives the HTTP status of an error, and whether it is the plugin's own fault: what the user asked wrongly and
// what AWS refused or did not answer is not.
func statusOf(err error) (backend.Status, backend.ErrorSource) {
	var (
		query      *resource.QueryError
		user       *fleet.UserError
		incomplete *resource.IncompleteError
		aws        *awsapi.Error
	)
	switch {
	case errors.As(err, &query), errors.As(err, &user):
		return backend.StatusBadRequest, backend.ErrorSourceDownstream
	case errors.As(err, &incomplete):
		if incomplete.TimedOut {
			return backend.StatusTimeout, backend.ErrorSourceDownstream
		}
		return backend.StatusBadGateway, backend.ErrorSourceDownstream
	case errors.As(err, &aws):
		if aws.Kind == awsapi.Refused {
			return backend.StatusForbidden, backend.ErrorSourceDownstream
		}
		return backend.StatusBadGateway, backend.ErrorSourceDownstream
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return backend.StatusTimeout, backend.ErrorSourceDownstream
	}
	return backend.StatusInternal, backend.ErrorSourcePlugin
}
