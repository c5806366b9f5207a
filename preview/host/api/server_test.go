package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/preview/host/api"
	"github.com/onepane/onepane-fleet-app/preview/host/plugins"
	"github.com/onepane/onepane-fleet-app/preview/host/provisioning"
)

// fakeBackend tells what it was asked, and fails where the query says so.
type fakeBackend struct{}

func (fakeBackend) QueryData(_ context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	res := backend.NewQueryDataResponse()
	for _, q := range req.Queries {
		switch q.QueryType {
		case "broken":
			return nil, errors.New("broken plugin")
		case "refused":
			res.Responses[q.RefID] = backend.ErrDataResponse(backend.StatusForbidden, "refused")
		default:
			settings := req.PluginContext.DataSourceInstanceSettings
			res.Responses[q.RefID] = backend.DataResponse{Frames: data.Frames{data.NewFrame(settings.UID,
				data.NewField("secret", nil, []string{settings.DecryptedSecureJSONData["key"]}),
				data.NewField("span", nil, []string{q.TimeRange.Duration().String()}),
				data.NewField("interval", nil, []string{q.Interval.String()}),
				data.NewField("points", nil, []int64{q.MaxDataPoints}),
				data.NewField("role", nil, []string{req.PluginContext.User.Role}),
				data.NewField("json", nil, []string{string(q.JSON)}),
			)}}
		}
	}
	return res, nil
}

func (fakeBackend) CheckHealth(_ context.Context, req *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	if req.PluginContext.DataSourceInstanceSettings.URL == "down" {
		return &backend.CheckHealthResult{Status: backend.HealthStatusError, Message: "down", JSONDetails: []byte(`{"verboseMessage":"why"}`)}, nil
	}
	return &backend.CheckHealthResult{Status: backend.HealthStatusOk, Message: "up"}, nil
}

func (fakeBackend) CallResource(_ context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	if req.Path == "broken" {
		return errors.New("broken plugin")
	}
	headers := map[string][]string{"Content-Type": {"text/plain"}, "Set-Cookie": {"a=b"}, "X-Told": {req.Method + " " + req.URL}}
	if err := sender.Send(&backend.CallResourceResponse{Status: http.StatusCreated, Headers: headers, Body: []byte("cookie=")}); err != nil {
		return err
	}
	return sender.Send(&backend.CallResourceResponse{Body: []byte(strings.Join(req.Headers["Cookie"], "") + " body=" + string(req.Body))})
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func config(t *testing.T) api.Config {
	t.Helper()
	dist, web := t.TempDir(), t.TempDir()
	write(t, filepath.Join(dist, "plugin.json"), `{"id":"my-app","type":"app","name":"My app","info":{"version":"1.0.0"}}`)
	write(t, filepath.Join(dist, "module.js"), "the app")
	write(t, filepath.Join(dist, "datasource/plugin.json"), `{"id":"my-datasource","type":"datasource","name":"Mine"}`)
	write(t, filepath.Join(dist, "datasource/module.js"), "the data source")
	write(t, filepath.Join(dist, "map/plugin.json"), `{"id":"my-panel","type":"panel","name":"Map"}`)
	write(t, filepath.Join(dist, "dashboards/one.json"), `{"uid":"one","title":"Fleet overview: all!"}`)
	team := t.TempDir()
	write(t, filepath.Join(team, "ours.json"), `{"uid":"ours","title":"Ours"}`)
	write(t, filepath.Join(web, "index.html"), "the page")
	write(t, filepath.Join(web, "app.js"), "the script")
	found, err := plugins.Find(dist)
	if err != nil {
		t.Fatal(err)
	}
	return api.Config{
		Plugins: found,
		Provisioned: provisioning.Provisioned{
			DataSources: []provisioning.DataSource{
				{Name: "Mine", UID: "mine", Type: "my-datasource", IsDefault: true, SecureJSONData: map[string]string{"key": "s3cret"}},
				{Name: "Clouds", UID: "clouds", Type: "cloudwatch", URL: "down", JSONData: map[string]any{"defaultRegion": "eu-west-1"}},
			},
			Apps:       []provisioning.App{{Type: "my-app", JSONData: map[string]any{"a": 1}}},
			Dashboards: []string{team},
		},
		Backends:   map[string]api.Backend{"my-datasource": fakeBackend{}, "cloudwatch": fakeBackend{}},
		StandIns:   map[string]string{"cloudwatch": "CloudWatch"},
		Dashboards: filepath.Join(dist, "dashboards"), UIImages: web, Web: web,
	}
}

// ask sends a request and returns status and body, which must never hold a secret unless the backend tells it.
type asker func(method, path, body string) (int, string)

func serve(t *testing.T) asker {
	t.Helper()
	handler, err := api.New(config(t))
	if err != nil {
		t.Fatal(err)
	}
	return func(method, path, body string) (int, string) {
		t.Helper()
		recorder := httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest(method, path, strings.NewReader(body)))
		return recorder.Code, recorder.Body.String()
	}
}

func parse(t *testing.T, text string) map[string]any {
	t.Helper()
	var parsed map[string]any
	if err := json.Unmarshal([]byte(text), &parsed); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return parsed
}

func TestBoot(t *testing.T) {
	ask := serve(t)
	status, body := ask("GET", "/api/preview/boot", "")
	if status != http.StatusOK {
		t.Fatal(status, body)
	}
	boot := parse(t, body)
	mine := boot["datasources"].(map[string]any)["Mine"].(map[string]any)
	want := map[string]any{
		"id": 1.0, "uid": "mine", "type": "my-datasource", "name": "Mine", "url": "/api/datasources/proxy/uid/mine", "access": "proxy",
		"isDefault": true, "jsonData": map[string]any{}, "readOnly": false, "module": "public/plugins/my-datasource/module.js",
		"meta": map[string]any{
			"id": "my-datasource", "type": "datasource", "name": "Mine", "signature": "unsigned",
			"module": "public/plugins/my-datasource/module.js", "baseUrl": "public/plugins/my-datasource",
		},
	}
	if diff := cmp.Diff(want, mine); diff != "" {
		t.Error(diff)
	}
	clouds := boot["datasources"].(map[string]any)["Clouds"].(map[string]any)
	if clouds["module"] != "core:plugin/cloudwatch" || clouds["meta"].(map[string]any)["name"] != "CloudWatch" {
		t.Errorf("stand-in: %v", clouds)
	}
	wantLinks := []any{
		map[string]any{"uid": "one", "title": "Fleet overview: all!", "path": "/d/one/fleet-overview-all"},
		map[string]any{"uid": "ours", "title": "Ours", "path": "/d/ours/ours"},
	}
	if diff := cmp.Diff(wantLinks, boot["dashboards"]); diff != "" {
		t.Error(diff)
	}
	app := boot["apps"].(map[string]any)["my-app"].(map[string]any)
	if app["path"] != "public/plugins/my-app/module.js" || boot["panels"].(map[string]any)["my-panel"] == nil || boot["defaultDatasource"] != "Mine" {
		t.Errorf("got %v", boot)
	}
}

func TestNewRefusesWhatItCannotServe(t *testing.T) {
	for name, c := range map[string]struct {
		source provisioning.DataSource
		want   string
	}{
		"unknown type": {provisioning.DataSource{Name: "X", UID: "x", Type: "graphite"}, `"X": the preview has no data source of type "graphite"`},
		"uid twice":    {provisioning.DataSource{Name: "X", UID: "mine", Type: "cloudwatch"}, `uid "mine" is provisioned twice`},
	} {
		t.Run(name, func(t *testing.T) {
			config := config(t)
			config.Provisioned.DataSources = append(config.Provisioned.DataSources, c.source)
			if _, err := api.New(config); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestQuery(t *testing.T) {
	ask := serve(t)
	query := func(refID, uid, queryType string) string {
		return `{"refId":"` + refID + `","queryType":"` + queryType + `","datasource":{"uid":"` + uid + `"},"intervalMs":2500,"maxDataPoints":7}`
	}
	body := func(queries ...string) string {
		return `{"from":"1795216020123","to":"1795219620123","queries":[` + strings.Join(queries, ",") + `]}`
	}

	t.Run("each query goes to its own data source", func(t *testing.T) {
		status, text := ask("POST", "/api/ds/query", body(query("A", "mine", ""), query("B", "clouds", "")))
		if status != http.StatusOK {
			t.Fatal(status, text)
		}
		var got backend.QueryDataResponse
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		frame := got.Responses["A"].Frames[0]
		var values []any
		for _, field := range frame.Fields {
			values = append(values, field.At(0))
		}
		want := []any{"s3cret", "1h0m0s", "2.5s", int64(7), "Viewer", query("A", "mine", "")}
		if diff := cmp.Diff(want, values); diff != "" {
			t.Error(diff)
		}
		if got.Responses["B"].Frames[0].Name != "clouds" {
			t.Error(text)
		}
	})
	t.Run("one failure makes 400 and keeps the other's frames", func(t *testing.T) {
		status, text := ask("POST", "/api/ds/query", body(query("A", "mine", ""), query("B", "mine", "refused")))
		results := parse(t, text)["results"].(map[string]any)
		if status != http.StatusBadRequest || results["A"].(map[string]any)["frames"] == nil {
			t.Error(status, text)
		}
		if b := results["B"].(map[string]any); b["error"] != "refused" || b["status"] != 403.0 {
			t.Error(text)
		}
	})
	t.Run("a plugin that fails as a whole", func(t *testing.T) {
		status, text := ask("POST", "/api/ds/query", body(query("A", "mine", "broken")))
		if status != http.StatusInternalServerError || parse(t, text)["messageId"] != "plugin.requestFailureError" {
			t.Error(status, text)
		}
		status, text = ask("POST", "/api/ds/query", body(query("A", "mine", "broken"), query("B", "clouds", "")))
		results := parse(t, text)["results"].(map[string]any)
		if status != http.StatusBadRequest || results["A"].(map[string]any)["error"] != "broken plugin" || results["B"].(map[string]any)["frames"] == nil {
			t.Error(status, text)
		}
	})
	t.Run("requests that make no sense", func(t *testing.T) {
		for text, want := range map[string]string{
			`{`:                            "bad request data",
			`{"from":"now-1h","to":"now"}`: "no queries found",
			body(query("A", "gone", "")):   `query A: data source with uid \"gone\" not found`,
			`{"from":"x","to":"now","queries":[` + query("A", "mine", "") + `]}`: `from \"x\" is no time`,
		} {
			if status, got := ask("POST", "/api/ds/query", text); status != http.StatusBadRequest || !strings.Contains(got, want) {
				t.Errorf("%s: %d %s", text, status, got)
			}
		}
	})
}

func TestSettings(t *testing.T) {
	ask := serve(t)
	const uid = "/api/datasources/uid/mine"
	secret := func() string {
		t.Helper()
		_, text := ask("POST", "/api/ds/query", `{"from":"now-1h","to":"now","queries":[{"refId":"A","datasource":{"uid":"mine"}}]}`)
		var got backend.QueryDataResponse
		if err := json.Unmarshal([]byte(text), &got); err != nil {
			t.Fatal(err)
		}
		return got.Responses["A"].Frames[0].Fields[0].At(0).(string)
	}
	steps := []struct{ name, put, secret, fields string }{
		{"as provisioned", "", "s3cret", `"secureJsonFields":{"key":true},"version":1`},
		{"a secret that isn't sent is kept", `{"name":"Mine","jsonData":{"x":1}}`, "s3cret", `"jsonData":{"x":1},"secureJsonFields":{"key":true},"version":2`},
		{"a new secret", `{"secureJsonData":{"key":"n3w"}}`, "n3w", `"secureJsonFields":{"key":true},"version":3`},
		{"a reset secret is gone", `{"secureJsonData":{"key":""}}`, "", `"secureJsonFields":{},"version":4`},
	}
	for _, step := range steps {
		t.Run(step.name, func(t *testing.T) {
			if step.put != "" {
				if status, text := ask("PUT", uid, step.put); status != http.StatusOK || parse(t, text)["message"] != "Datasource updated" || strings.Contains(text, "n3w") {
					t.Fatal(status, text)
				}
			}
			if got := secret(); got != step.secret {
				t.Errorf("the plugin gets %q, want %q", got, step.secret)
			}
			status, text := ask("GET", uid, "")
			if status != http.StatusOK || !strings.Contains(text, step.fields) {
				t.Errorf("got %d %s, want %s", status, text, step.fields)
			}
			for _, path := range []string{uid, "/api/datasources", "/api/preview/boot"} {
				if _, text := ask("GET", path, ""); strings.Contains(text, "s3cret") || strings.Contains(text, "n3w") {
					t.Errorf("%s tells a secret: %s", path, text)
				}
			}
		})
	}
	if status, text := ask("PUT", uid, "{"); status != http.StatusBadRequest {
		t.Error(status, text)
	}
}

func TestHealth(t *testing.T) {
	ask := serve(t)
	for path, c := range map[string]struct {
		status int
		want   string
	}{
		"/api/datasources/uid/mine/health":   {200, `{"message":"up","status":"OK"}`},
		"/api/datasources/uid/clouds/health": {400, `{"details":{"verboseMessage":"why"},"message":"down","status":"ERROR"}`},
		"/api/datasources/2/health":          {400, `{"details":{"verboseMessage":"why"},"message":"down","status":"ERROR"}`},
		"/api/datasources/uid/gone/health":   {404, `{"message":"Data source not found","statusCode":404}`},
		"/api/datasources/9/health":          {404, `{"message":"Data source not found","statusCode":404}`},
	} {
		if status, text := ask("GET", path, ""); status != c.status || text != c.want {
			t.Errorf("%s: %d %s, want %d %s", path, status, text, c.status, c.want)
		}
	}
}

func TestResources(t *testing.T) {
	handler, err := api.New(config(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, prefix := range []string{"/api/datasources/uid/mine", "/api/datasources/1"} {
		recorder := httptest.NewRecorder()
		req := httptest.NewRequest("PATCH", prefix+"/resources/a/b?x=1", bytes.NewReader([]byte("in")))
		req.Header.Set("Cookie", "session=1")
		handler.ServeHTTP(recorder, req)
		res := recorder.Result()
		body, _ := io.ReadAll(res.Body)
		if res.StatusCode != http.StatusCreated || string(body) != "cookie= body=in" || res.Header.Get("X-Told") != "PATCH a/b?x=1" {
			t.Errorf("%s: %d %s %v", prefix, res.StatusCode, body, res.Header)
		}
		if res.Header.Get("Set-Cookie") != "" || res.Header.Get("Content-Security-Policy") != "sandbox" {
			t.Errorf("%s: headers %v", prefix, res.Header)
		}
	}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest("GET", "/api/datasources/uid/mine/resources/broken", nil))
	if recorder.Code != http.StatusInternalServerError {
		t.Errorf("broken: %d", recorder.Code)
	}
}

func TestFilesAndPages(t *testing.T) {
	ask := serve(t)
	for path, want := range map[string]string{
		"/":                                "the page",
		"/d/one/fleet?var-node=a.b":        "the page",
		"/app.js":                          "the script",
		"/public/plugins/my-app/module.js": "the app",
		"/public/plugins/my-datasource/module.js": "the data source",
		"/public/build/img/app.js":                "the script",
		"/public/img/app.js":                      "the script",
	} {
		if status, text := ask("GET", path, ""); status != http.StatusOK || text != want {
			t.Errorf("%s: %d %q, want %q", path, status, text, want)
		}
	}
	if status, text := ask("GET", "/public/plugins/my-app/none.js", ""); status != http.StatusNotFound {
		t.Error(status, text)
	}
	if status, text := ask("GET", "/api/annotations", ""); status != http.StatusNotFound || !strings.Contains(text, "can't be shown in the preview") {
		t.Error(status, text)
	}
}

func TestDashboardsAndPlugins(t *testing.T) {
	ask := serve(t)
	_, text := ask("GET", "/api/dashboards/uid/one", "")
	got := parse(t, text)
	if got["dashboard"].(map[string]any)["title"] != "Fleet overview: all!" || got["meta"].(map[string]any)["url"] != "/d/one/fleet-overview-all" {
		t.Error(text)
	}
	if status, text := ask("GET", "/api/dashboards/uid/ours", ""); status != http.StatusOK {
		t.Errorf("a provisioned dashboard: %d %s", status, text)
	}
	_, text = ask("GET", "/api/plugins/my-app/settings", "")
	if settings := parse(t, text); settings["enabled"] != true || settings["jsonData"].(map[string]any)["a"] != 1.0 {
		t.Error(text)
	}
	for _, path := range []string{"/api/dashboards/uid/two", "/api/plugins/none/settings"} {
		if status, text := ask("GET", path, ""); status != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, status, text)
		}
	}
}

func TestOtherSitesMayNotAsk(t *testing.T) {
	handler, err := api.New(config(t))
	if err != nil {
		t.Fatal(err)
	}
	recorder := httptest.NewRecorder()
	req := httptest.NewRequest("PUT", "/api/datasources/uid/mine", strings.NewReader("{}"))
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	handler.ServeHTTP(recorder, req)
	if recorder.Code != http.StatusForbidden {
		t.Errorf("got %d", recorder.Code)
	}
}
