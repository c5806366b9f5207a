package plugin

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"
)

func TestSettingsThatCannotBeUsedAreNoFaultOfThePlugin(t *testing.T) {
	instance, err := New(context.Background(), backend.DataSourceInstanceSettings{JSONData: []byte(`{"authType": "default"}`)})
	require.NoError(t, err)

	answer := ask(t, instance.(backend.QueryDataHandler), map[string]string{"A": `{"resource": "nodes"}`})["A"]
	require.ErrorContains(t, answer.Error, "no Region is set")
	require.Equal(t, backend.StatusBadRequest, answer.Status)
	require.Equal(t, backend.ErrorSourceDownstream, answer.ErrorSource)

	result, err := instance.(backend.CheckHealthHandler).CheckHealth(context.Background(), &backend.CheckHealthRequest{})
	require.NoError(t, err)
	require.Equal(t, backend.HealthStatusError, result.Status)
	require.Equal(t, "The settings are not valid", result.Message)
	require.Contains(t, string(result.JSONDetails), "no Region is set")

	var response *backend.CallResourceResponse
	sender := backend.CallResourceResponseSenderFunc(func(r *backend.CallResourceResponse) error { response = r; return nil })
	require.NoError(t, instance.(backend.CallResourceHandler).CallResource(context.Background(), &backend.CallResourceRequest{Path: "regions", URL: "regions", Method: "GET"}, sender))
	require.Equal(t, 400, response.Status)
	var body routeError
	require.NoError(t, json.Unmarshal(response.Body, &body))
	require.Contains(t, body.Message, "no Region is set")
}

func TestDisposeGivesTheFleetUp(t *testing.T) {
	f := &fakeFleet{}
	newDatasource(f, nil).Dispose()
	require.True(t, f.closed)
}
