// Package plugins finds the plugins of a build: each folder with a plugin.json is one, the nested ones under their own id.
package plugins

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// Plugin is a built plugin.
type Plugin struct {
	ID   string
	Type string // "app", "datasource" or "panel"
	Name string
	// Dir is the folder of its plugin.json, whose files are served under /public/plugins/<ID>/.
	Dir string
	// Executable is the name of the server part's executable without platform; empty for a plugin without one.
	Executable string
	Version    string

	json map[string]any
}

// Find finds all plugins at or below folder.
func Find(folder string) ([]Plugin, error) {
	var found []Plugin
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.Name() != "plugin.json" || entry.IsDir() {
			return nil
		}
		plugin, err := read(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		found = append(found, plugin)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no plugin.json in %s: build the plugin first", folder)
	}
	return found, nil
}

func read(path string) (Plugin, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Plugin{}, err
	}
	var parsed struct {
		ID         string `json:"id"`
		Type       string `json:"type"`
		Name       string `json:"name"`
		Backend    bool   `json:"backend"`
		Executable string `json:"executable"`
		Info       struct {
			Version string `json:"version"`
		} `json:"info"`
	}
	var whole map[string]any
	if err := json.Unmarshal(text, &parsed); err != nil {
		return Plugin{}, err
	}
	if err := json.Unmarshal(text, &whole); err != nil {
		return Plugin{}, err
	}
	if parsed.ID == "" || parsed.Type == "" {
		return Plugin{}, fmt.Errorf("a plugin needs id and type, got id %q and type %q", parsed.ID, parsed.Type)
	}
	plugin := Plugin{
		ID: parsed.ID, Type: parsed.Type, Name: parsed.Name, Version: parsed.Info.Version,
		Dir: filepath.Dir(path), json: whole,
	}
	if parsed.Backend {
		plugin.Executable = parsed.Executable
	}
	return plugin, nil
}

// BaseURL is where the browser finds the plugin's files, without a slash at the start, as Grafana writes it.
func (p Plugin) BaseURL() string {
	return "public/plugins/" + p.ID
}

// Meta is the plugin as the browser knows it: its plugin.json, with the places of its module, files and logos.
func (p Plugin) Meta() map[string]any {
	meta := maps.Clone(p.json)
	meta["module"] = p.BaseURL() + "/module.js"
	meta["baseUrl"] = p.BaseURL()
	meta["signature"] = "unsigned"
	if info, ok := meta["info"].(map[string]any); ok {
		info = maps.Clone(info)
		if logos, ok := info["logos"].(map[string]any); ok {
			info["logos"] = p.logoURLs(logos)
		}
		meta["info"] = info
	}
	return meta
}

func (p Plugin) logoURLs(logos map[string]any) map[string]any {
	urls := map[string]any{}
	for size, path := range logos {
		urls[size] = fmt.Sprintf("%s/%s", p.BaseURL(), strings.TrimPrefix(fmt.Sprint(path), "/"))
	}
	return urls
}
