package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
)

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// built makes a build of an app with a nested data source that has a server part, and a provisioning folder for it.
func built(t *testing.T) flags {
	t.Helper()
	f := flags{listen: "127.0.0.1:0", dist: t.TempDir(), web: t.TempDir(), provisioning: t.TempDir()}
	write(t, filepath.Join(f.web, "index.html"), "the page")
	write(t, filepath.Join(f.dist, "plugin.json"), `{"id":"fake-app","type":"app","name":"Fake"}`)
	write(t, filepath.Join(f.dist, "datasource/plugin.json"),
		`{"id":"fake-datasource","type":"datasource","name":"Fake","backend":true,"executable":"gpx_fake"}`)
	write(t, filepath.Join(f.provisioning, "datasources/all.yaml"), `
datasources:
  - {name: Fake, uid: fake, type: fake-datasource, isDefault: true}
  - {name: Prometheus, uid: prom, type: prometheus, url: "http://127.0.0.1:1"}
  - {name: CloudWatch, uid: cw, type: cloudwatch, jsonData: {endpoint: "${ONEPANE_TEST_UNSET}"}}
`)
	executable := pluginprocess.ExecutablePath(filepath.Join(f.dist, "datasource"), "gpx_fake")
	if out, err := exec.Command("go", "build", "-o", executable, "./pluginprocess/testdata/fakeplugin").CombinedOutput(); err != nil {
		t.Fatalf("building the fake plugin: %v\n%s", err, out)
	}
	return f
}

func TestRunServesUntilItIsEnded(t *testing.T) {
	f := built(t)
	ctx, end := context.WithCancel(t.Context())
	defer end()
	output, stdout := io.Pipe()
	var stderr bytes.Buffer
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, f, stdout, &stderr)
		stdout.CloseWithError(err)
		ended <- err
	}()
	line, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address, ok := strings.CutPrefix(strings.TrimSpace(line), "listening on ")
	if !ok {
		t.Fatalf("got %q", line)
	}

	get := func(path string) (int, string) {
		t.Helper()
		res, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	if _, body := get("/"); body != "the page" {
		t.Errorf("the page is %q", body)
	}
	if status, body := get("/api/datasources/uid/prom/health"); status != http.StatusBadRequest || !strings.Contains(body, "connection refused") {
		t.Errorf("the stand-in says %d %s", status, body)
	}
	if status, body := get("/api/datasources/uid/fake/health"); status != http.StatusOK || !strings.Contains(body, "fake Fake") {
		t.Errorf("the plugin says %d %s", status, body)
	}
	_, body := get("/api/datasources/uid/fake/resources/x")
	var told struct{ PID int }
	if err := json.Unmarshal([]byte(body), &told); err != nil || syscall.Kill(told.PID, 0) != nil {
		t.Fatalf("the plugin's process: %v in %s", err, body)
	}

	end()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(20 * time.Second):
		t.Fatal("the host doesn't end")
	}
	if err := syscall.Kill(told.PID, 0); !errors.Is(err, syscall.ESRCH) {
		t.Errorf("the plugin's process outlives the host: %v", err)
	}
	if !strings.Contains(stderr.String(), "not set: ONEPANE_TEST_UNSET") {
		t.Errorf("said %q", stderr.String())
	}
}

func TestRunSaysWhatIsMissing(t *testing.T) {
	f := built(t)
	for name, c := range map[string]struct {
		without string
		want    string
	}{
		"the page":       {filepath.Join(f.web, "index.html"), "the preview's page isn't built"},
		"the executable": {pluginprocess.ExecutablePath(filepath.Join(f.dist, "datasource"), "gpx_fake"), "gpx_fake"},
	} {
		t.Run(name, func(t *testing.T) {
			kept := c.without + ".kept"
			if err := os.Rename(c.without, kept); err != nil {
				t.Fatal(err)
			}
			defer os.Rename(kept, c.without)
			if err := run(t.Context(), f, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
