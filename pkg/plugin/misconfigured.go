package plugin

import (
	"context"
	"net/http"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/resource/httpadapter"
)

// misconfigured is a data source whose settings can't be used: it answers everything with what is wrong with them.
type misconfigured struct{ err error }

func (m misconfigured) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	response := backend.NewQueryDataResponse()
	for _, q := range req.Queries {
		response.Responses[q.RefID] = backend.ErrDataResponseWithSource(backend.StatusBadRequest, backend.ErrorSourceDownstream, m.told(ctx))
	}
	return response, nil
}

func (m misconfigured) CheckHealth(ctx context.Context, _ *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	return health(backend.HealthStatusError, "The settings are not valid", healthDetails{Message: m.told(ctx)}), nil
}

func (m misconfigured) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	refuse := func(w http.ResponseWriter, r *http.Request) {
		writeJSON(r.Context(), w, http.StatusBadRequest, routeError{m.err.Error()})
	}
	return httpadapter.New(http.HandlerFunc(refuse)).CallResource(ctx, req, sender)
}

func (m misconfigured) told(ctx context.Context) string { return viewerOf(ctx).told(m.err.Error()) }
