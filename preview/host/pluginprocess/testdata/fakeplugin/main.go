// A backend plugin that tells what it was told, for the tests of the process that runs it.
package main

import (
	"context"
	"encoding/json"
	"net/http"
	"os"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/datasource"
	"github.com/grafana/grafana-plugin-sdk-go/backend/instancemgmt"
	"github.com/grafana/grafana-plugin-sdk-go/data"
)

// instance counts its queries, so that it shows whether it was kept or made anew.
type instance struct {
	settings backend.DataSourceInstanceSettings
	queries  int64
}

func main() {
	factory := func(_ context.Context, settings backend.DataSourceInstanceSettings) (instancemgmt.Instance, error) {
		return &instance{settings: settings}, nil
	}
	if err := datasource.Manage("fake-datasource", factory, datasource.ManageOpts{}); err != nil {
		os.Exit(1)
	}
}

func (i *instance) QueryData(_ context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	i.queries++
	res := backend.NewQueryDataResponse()
	for _, q := range req.Queries {
		if q.QueryType == "fail" {
			res.Responses[q.RefID] = backend.ErrDataResponse(backend.StatusBadRequest, "asked to fail")
			continue
		}
		res.Responses[q.RefID] = backend.DataResponse{Frames: data.Frames{data.NewFrame("told",
			data.NewField("uid", nil, []string{i.settings.UID}),
			data.NewField("secret", nil, []string{i.settings.DecryptedSecureJSONData["secretKey"]}),
			data.NewField("user", nil, []string{req.PluginContext.User.Login}),
			data.NewField("from", nil, []int64{q.TimeRange.From.UnixMilli()}),
			data.NewField("queries", nil, []int64{i.queries}),
			data.NewField("home", nil, []string{os.Getenv("HOME")}),
		)}}
	}
	return res, nil
}

func (i *instance) CheckHealth(context.Context, *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	return &backend.CheckHealthResult{
		Status:      backend.HealthStatusOk,
		Message:     "fake " + i.settings.Name,
		JSONDetails: []byte(`{"message":"below"}`),
	}, nil
}

func (i *instance) CallResource(_ context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	if req.Path == "crash" {
		os.Exit(3)
	}
	told, err := json.Marshal(map[string]any{
		"method": req.Method, "url": req.URL, "body": string(req.Body), "pid": os.Getpid(),
	})
	if err != nil {
		return err
	}
	if err := sender.Send(&backend.CallResourceResponse{
		Status:  http.StatusAccepted,
		Headers: map[string][]string{"Content-Type": {"application/json"}},
		Body:    told,
	}); err != nil {
		return err
	}
	return sender.Send(&backend.CallResourceResponse{Status: http.StatusAccepted, Body: []byte("\n")})
}
