package plugin

import (
	"context"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"
)

// misconfigured is a data source whose settings can't be used: it answers everything with what is wrong with them.
type misconfigured struct{ err error }

func (m misconfigured) QueryData(_ context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	response := backend.NewQueryDataResponse()
	for _, q := range req.Queries {
		response.Responses[q.RefID] = backend.ErrDataResponseWithSource(backend.StatusBadRequest, backend.ErrorSourceDownstream, m.err.Error())
	}
	return response, nil
}

func (m misconfigured) CheckHealth(context.Context, *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	return health(backend.HealthStatusError, "The settings are not valid", m.err.Error(), ""), nil
}

func (m misconfigured) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	refuse := func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusBadRequest, routeError{m.err.Error()})
	}
	return httpadapter.New(http.HandlerFunc(refuse)).CallResource(ctx, req, sender)
}
