package plugins_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/onepane/onepane-fleet-app/preview/host/plugins"
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

func TestFind(t *testing.T) {
	folder := write(t, map[string]string{
		"plugin.json": `{"id":"my-app","type":"app","name":"My app","info":{"version":"1.2.3"}}`,
		"datasource/plugin.json": `{"id":"my-datasource","type":"datasource","name":"Mine","backend":true,"executable":"gpx_mine",
			"info":{"version":"1.2.3","logos":{"small":"img/logo.svg"}}}`,
	})
	found, err := plugins.Find(folder)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]plugins.Plugin{}
	for _, p := range found {
		byID[p.ID] = p
	}
	if len(byID) != 2 || byID["my-app"].Executable != "" || byID["my-app"].Version != "1.2.3" {
		t.Errorf("got %+v", found)
	}
	nested := byID["my-datasource"]
	if nested.Executable != "gpx_mine" || nested.Dir != filepath.Join(folder, "datasource") {
		t.Errorf("got %+v", nested)
	}
	want := map[string]any{
		"id": "my-datasource", "type": "datasource", "name": "Mine", "backend": true, "executable": "gpx_mine",
		"module": "public/plugins/my-datasource/module.js", "baseUrl": "public/plugins/my-datasource", "signature": "unsigned",
		"info": map[string]any{"version": "1.2.3", "logos": map[string]any{"small": "public/plugins/my-datasource/img/logo.svg"}},
	}
	if diff := cmp.Diff(want, nested.Meta()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, nested.Meta()); diff != "" {
		t.Errorf("asked again: %s", diff)
	}
}

func TestFindSaysWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"nothing built": {"", "build the plugin first"},
		"no JSON":       {"{", "plugin.json"},
		"no id":         {`{"type":"app"}`, `needs id and type`},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{}
			if c.text != "" {
				files["a/plugin.json"] = c.text
			}
			if _, err := plugins.Find(write(t, files)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}
