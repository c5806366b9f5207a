package provisioning_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onepane/onepane-fleet-app/preview/host/provisioning"
)

func write(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func environment(variables map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := variables[name]
		return value, ok
	}
}

func TestRead(t *testing.T) {
	folder := write(t, map[string]string{
		"datasources/a.yaml": `
apiVersion: 1
datasources:
  - name: One
    uid: one
    type: cloudwatch
    isDefault: true
    url: $ADDRESS
    jsonData: &shared
      endpoint: ${ADDRESS}/aws
      nested: {list: ["$ADDRESS", 7], cost: "$$5"}
      yamlIsNotInjected: $HOSTILE
    secureJsonData: {secretKey: $MISSING}
  - name: Two
    uid: two
    type: cloudwatch
    jsonData:
      <<: *shared
      endpoint: other
`,
		"datasources/notes.txt": "not YAML: [",
		"plugins/apps.yaml":     "apps: [{type: my-app, disabled: true}]",
		"dashboards/team.yaml":  "providers: [{name: Team, options: {path: /team}}]",
	})
	got, err := provisioning.Read(folder, environment(map[string]string{"ADDRESS": "http://x", "HOSTILE": "a: [b"}))
	if err != nil {
		t.Fatal(err)
	}
	nested := map[string]any{"list": []any{"http://x", 7}, "cost": "$5"}
	want := provisioning.Provisioned{
		DataSources: []provisioning.DataSource{{
			Name: "One", UID: "one", Type: "cloudwatch", IsDefault: true, URL: "http://x",
			JSONData:       map[string]any{"endpoint": "http://x/aws", "nested": nested, "yamlIsNotInjected": "a: [b"},
			SecureJSONData: map[string]string{"secretKey": ""},
		}, {
			Name: "Two", UID: "two", Type: "cloudwatch",
			JSONData: map[string]any{"endpoint": "other", "nested": nested, "yamlIsNotInjected": "a: [b"},
		}},
		Apps:       []provisioning.App{{Type: "my-app", Disabled: true}},
		Dashboards: []string{"/team"},
		Unset:      []string{"MISSING"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReadNamesTheFileThatIsWrong(t *testing.T) {
	for name, text := range map[string]string{
		"no YAML": "datasources: [",
		"no uid":  "datasources: [{name: One, type: cloudwatch}]",
	} {
		t.Run(name, func(t *testing.T) {
			folder := write(t, map[string]string{"datasources/wrong.yaml": text})
			_, err := provisioning.Read(folder, environment(nil))
			if err == nil || !strings.Contains(err.Error(), "wrong.yaml") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestReadTheDemosFolder(t *testing.T) {
	got, err := provisioning.Read("../../../provisioning", environment(map[string]string{
		"SIMULATOR_URL": "http://127.0.0.1:4566", "PROMETHEUS_URL": "http://127.0.0.1:9090",
		"SIMULATOR_ACCESS_KEY": "key", "SIMULATOR_SECRET_KEY": "secret",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Unset) > 0 || len(got.DataSources) == 0 || len(got.Apps) == 0 {
		t.Errorf("unset %v, %d data sources, %d apps", got.Unset, len(got.DataSources), len(got.Apps))
	}
}
