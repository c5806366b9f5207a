package plugin

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/resource"
)

func get(t *testing.T, f *fakeFleet, url string) (int, string) {
	t.Helper()
	recorder := httptest.NewRecorder()
	newDatasource(f, []string{"Owner"}).routes().ServeHTTP(recorder, httptest.NewRequest("GET", url, nil))
	require.Equal(t, "application/json", recorder.Header().Get("Content-Type"))
	return recorder.Code, recorder.Body.String()
}

func TestRoutes(t *testing.T) {
	written, err := os.ReadFile("../../src/schema/schema.json")
	require.NoError(t, err)
	for url, want := range map[string]string{
		"/accounts": `{"accounts": [{"id": "111122223333", "name": "production"}, {"id": "222233334444", "name": "222233334444"}]}`,
		"/regions":  `{"regions": ["eu-west-1", "us-east-1"]}`,
		"/tag-keys": `{"keys": ["Environment", "Owner"]}`,
		"/schema":   string(written),
		"/field-values?resource=nodes&field=name":                          `{"values": [{"value": "SQLPRD07", "count": 1}, {"value": "web-prd-001", "count": 1}, {"value": "web-prd-002", "count": 1}], "total": 3}`,
		"/field-values?resource=nodes&field=name&search=WEB&offset=1":      `{"values": [{"value": "web-prd-002", "count": 1}], "total": 2}`,
		"/field-values?resource=nodes&field=name&limit=1&offset=2":         `{"values": [{"value": "web-prd-002", "count": 1}], "total": 3}`,
		"/field-values?resource=nodes&field=name&offset=9":                 `{"values": [], "total": 3}`,
		"/field-values?resource=nodes&field=tag:Owner":                     `{"values": [{"value": "data", "count": 1}, {"value": "web", "count": 1}], "total": 2}`,
		"/field-values?resource=nodes&field=tag:Nobody":                    `{"values": [], "total": 0}`,
		"/field-values?resource=nodes&field=pingStatus":                    `{"values": [{"value": "Online", "count": 2}, {"value": "Inactive", "count": 1}, {"value": "ConnectionLost", "count": 0}, {"value": "Unknown", "count": 0}], "total": 4}`,
		"/field-values?resource=patches&field=title&nodeId=i-0123456789ab": `{"message": "\"i-0123456789ab\" is not the ID of a managed node. Set nodeId to one such as i-0123456789abcdef0 or mi-0123456789abcdef0."}`,
	} {
		t.Run(url, func(t *testing.T) {
			_, body := get(t, &fakeFleet{targets: []fleet.TargetStatus{nodeTarget(fleet.OK)}}, url)
			require.JSONEq(t, want, body)
		})
	}
}

func TestFieldsEndWithTheTagsThatWereSeen(t *testing.T) {
	status, body := get(t, &fakeFleet{}, "/fields?resource=nodes")
	require.Equal(t, 200, status)
	var answer struct {
		Fields []struct {
			Name    string
			Default bool
		}
	}
	require.NoError(t, json.Unmarshal([]byte(body), &answer))
	nodes, err := resource.Lookup("nodes")
	require.NoError(t, err)
	require.Len(t, answer.Fields, len(nodes.Columns)+2)
	environment, owner := answer.Fields[len(nodes.Columns)], answer.Fields[len(nodes.Columns)+1]
	require.Equal(t, "tag:Environment", environment.Name)
	require.False(t, environment.Default)
	require.Equal(t, "tag:Owner", owner.Name)
	require.True(t, owner.Default, "it is one of the data source's tag columns")

	status, body = get(t, &fakeFleet{}, "/fields?resource=activations")
	require.Equal(t, 200, status)
	require.NotContains(t, body, "tag:")
}

func TestRoutesRefuseInWords(t *testing.T) {
	for url, want := range map[string]struct {
		status  int
		message string
	}{
		"/fields?resource=node":                                {400, `Unknown resource "node". Did you mean "nodes"? Resources: ` + strings.Join(resource.Names(), ", ") + "."},
		"/field-values?resource=nodes&field=nme":               {400, `Field values: resource nodes has no field "nme". Did you mean "name"?`},
		"/field-values?resource=nodes&field=missingCount":      {400, `Field values: missingCount is a number, and only the values of strings and booleans can be listed.`},
		"/field-values?resource=nodes&field=name&limit=0":      {400, `Parameter limit is "0". Give a whole number, 1 or more.`},
		"/field-values?resource=nodes&field=name&offset=first": {400, `Parameter offset is "first". Give a whole number, 0 or more.`},
		"/nodes": {404, `There is no GET /nodes. Routes: GET accounts, regions, schema, fields, tag-keys, field-values.`},
	} {
		t.Run(url, func(t *testing.T) {
			status, body := get(t, &fakeFleet{}, url)
			require.Equal(t, want.status, status)
			var answer routeError
			require.NoError(t, json.Unmarshal([]byte(body), &answer))
			require.Equal(t, want.message, answer.Message)
		})
	}
}
