package pluginprocess_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
)

func startFake(t *testing.T) *pluginprocess.Process {
	t.Helper()
	executable := pluginprocess.ExecutablePath(t.TempDir(), "gpx_fake")
	if out, err := exec.Command("go", "build", "-o", executable, "./testdata/fakeplugin").CombinedOutput(); err != nil {
		t.Fatalf("building the fake plugin: %v\n%s", err, out)
	}
	p, err := pluginprocess.Start(pluginprocess.Options{Executable: executable})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return p
}

func pluginContext(updated time.Time) backend.PluginContext {
	return backend.PluginContext{
		OrgID:    1,
		PluginID: "fake-datasource",
		User:     &backend.User{Login: "viewer", Role: "Viewer"},
		DataSourceInstanceSettings: &backend.DataSourceInstanceSettings{
			ID: 1, UID: "fake", Name: "Fake", JSONData: []byte(`{}`),
			DecryptedSecureJSONData: map[string]string{"secretKey": "s3cret"},
			Updated:                 updated,
		},
	}
}

func TestProcess(t *testing.T) {
	p := startFake(t)
	ctx := t.Context()
	saved := time.UnixMilli(1000)

	query := func(updated time.Time, queryType string) backend.DataResponse {
		t.Helper()
		res, err := p.QueryData(ctx, &backend.QueryDataRequest{
			PluginContext: pluginContext(updated),
			Queries: []backend.DataQuery{{
				RefID: "A", QueryType: queryType, JSON: []byte(`{}`),
				TimeRange: backend.TimeRange{From: time.UnixMilli(5000), To: time.UnixMilli(6000)},
			}},
		})
		if err != nil {
			t.Fatal(err)
		}
		return res.Responses["A"]
	}

	t.Run("a query carries settings, secrets, user and time range, and nothing of the host's environment", func(t *testing.T) {
		frame := query(saved, "").Frames[0]
		var got []string
		for _, f := range frame.Fields {
			got = append(got, fmt.Sprint(f.Name, "=", f.At(0)))
		}
		if want := "uid=fake secret=s3cret user=viewer from=5000 queries=1 home="; strings.Join(got, " ") != want {
			t.Errorf("got %v, want %s", got, want)
		}
	})
	t.Run("an instance is kept until its settings are saved again", func(t *testing.T) {
		if n := query(saved, "").Frames[0].Fields[4].At(0); n != int64(2) {
			t.Errorf("unchanged settings: query number %v, want 2", n)
		}
		if n := query(saved.Add(time.Second), "").Frames[0].Fields[4].At(0); n != int64(1) {
			t.Errorf("saved settings: query number %v, want 1", n)
		}
	})
	t.Run("a failed query keeps its status and words", func(t *testing.T) {
		res := query(saved, "fail")
		if res.Error == nil || res.Error.Error() != "asked to fail" || res.Status != backend.StatusBadRequest {
			t.Errorf("got %v with status %d", res.Error, res.Status)
		}
	})
	t.Run("health", func(t *testing.T) {
		res, err := p.CheckHealth(ctx, &backend.CheckHealthRequest{PluginContext: pluginContext(saved)})
		if err != nil {
			t.Fatal(err)
		}
		if res.Status != backend.HealthStatusOk || res.Message != "fake Fake" || string(res.JSONDetails) != `{"message":"below"}` {
			t.Errorf("got %+v", res)
		}
	})
	t.Run("a resource's pieces come in order", func(t *testing.T) {
		status, body, err := call(ctx, p, "a/b")
		if err != nil {
			t.Fatal(err)
		}
		var told struct{ Body, Method, URL string }
		if err := json.Unmarshal([]byte(body), &told); err != nil {
			t.Fatal(err)
		}
		if status != 202 || told.Body != "in" || told.Method != "POST" || told.URL != "a/b?x=1" || !strings.HasSuffix(body, "}\n") {
			t.Errorf("got %d %q", status, body)
		}
	})
	t.Run("a process that dies is started again", func(t *testing.T) {
		if _, _, err := call(ctx, p, "crash"); err == nil {
			t.Fatal("a plugin that died in a call gave no error")
		}
		deadline := time.Now().Add(20 * time.Second)
		for {
			if _, _, err := call(ctx, p, "again"); err == nil {
				return
			} else if time.Now().After(deadline) {
				t.Fatalf("not answering again: %v", err)
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
	t.Run("a stopped process stays stopped", func(t *testing.T) {
		p.Stop()
		if _, _, err := call(ctx, p, "late"); err == nil || !strings.Contains(err.Error(), "is stopped") {
			t.Errorf("got %v", err)
		}
	})
}

func TestStartSaysWhichExecutableIsMissing(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "gpx_none")
	if _, err := pluginprocess.Start(pluginprocess.Options{Executable: missing}); err == nil || !strings.Contains(err.Error(), missing) {
		t.Errorf("got %v", err)
	}
}

func call(ctx context.Context, p *pluginprocess.Process, path string) (int, string, error) {
	var body bytes.Buffer
	status := 0
	err := p.CallResource(ctx, &backend.CallResourceRequest{
		PluginContext: pluginContext(time.UnixMilli(1000)),
		Path:          path, Method: "POST", URL: path + "?x=1", Body: []byte("in"),
	}, backend.CallResourceResponseSenderFunc(func(res *backend.CallResourceResponse) error {
		status = res.Status
		body.Write(res.Body)
		return nil
	}))
	return status, body.String(), err
}
