// Package provisioning reads a provisioning folder as Grafana does: data sources, apps and dashboard folders from YAML, with $VAR and
// ${VAR} in values taken from the environment.
package provisioning

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// DataSource is an entry of provisioning/datasources/*.yaml.
type DataSource struct {
	Name           string            `yaml:"name"`
	UID            string            `yaml:"uid"`
	Type           string            `yaml:"type"`
	Access         string            `yaml:"access"`
	URL            string            `yaml:"url"`
	IsDefault      bool              `yaml:"isDefault"`
	JSONData       map[string]any    `yaml:"jsonData"`
	SecureJSONData map[string]string `yaml:"secureJsonData"`
}

// App is an entry of provisioning/plugins/*.yaml.
type App struct {
	Type     string         `yaml:"type"`
	Disabled bool           `yaml:"disabled"`
	JSONData map[string]any `yaml:"jsonData"`
}

// Provisioned is what a provisioning folder holds, in the order of its files and their entries.
type Provisioned struct {
	DataSources []DataSource
	Apps        []App
	// Dashboards are folders with dashboards as JSON.
	Dashboards []string
	// Unset names the variables that values refer to and the environment lacks; as in Grafana they read as empty.
	Unset []string
}

// Read reads the folders datasources, plugins and dashboards in this one. A subfolder that isn't there provisions nothing.
func Read(folder string, environment func(string) (string, bool)) (Provisioned, error) {
	var result Provisioned
	unset := map[string]bool{}
	lookup := func(name string) string {
		value, ok := environment(name)
		if !ok {
			unset[name] = true
		}
		return value
	}

	var sources struct {
		DataSources []DataSource `yaml:"datasources"`
	}
	err := eachFile(filepath.Join(folder, "datasources"), lookup, func(node *yaml.Node) error {
		sources.DataSources = nil
		if err := node.Decode(&sources); err != nil {
			return err
		}
		for _, d := range sources.DataSources {
			if d.Name == "" || d.UID == "" || d.Type == "" {
				return fmt.Errorf("data source %q needs name, uid and type", d.Name+d.UID)
			}
		}
		result.DataSources = append(result.DataSources, sources.DataSources...)
		return nil
	})
	if err != nil {
		return Provisioned{}, err
	}

	var apps struct {
		Apps []App `yaml:"apps"`
	}
	err = eachFile(filepath.Join(folder, "plugins"), lookup, func(node *yaml.Node) error {
		apps.Apps = nil
		if err := node.Decode(&apps); err != nil {
			return err
		}
		result.Apps = append(result.Apps, apps.Apps...)
		return nil
	})
	if err != nil {
		return Provisioned{}, err
	}

	var providers struct {
		Providers []struct {
			Options struct {
				Path string `yaml:"path"`
			} `yaml:"options"`
		} `yaml:"providers"`
	}
	err = eachFile(filepath.Join(folder, "dashboards"), lookup, func(node *yaml.Node) error {
		providers.Providers = nil
		if err := node.Decode(&providers); err != nil {
			return err
		}
		for _, provider := range providers.Providers {
			result.Dashboards = append(result.Dashboards, provider.Options.Path)
		}
		return nil
	})
	if err != nil {
		return Provisioned{}, err
	}

	for name := range unset {
		result.Unset = append(result.Unset, name)
	}
	slices.Sort(result.Unset)
	return result, nil
}

func eachFile(folder string, lookup func(string) string, use func(*yaml.Node) error) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if ext := filepath.Ext(entry.Name()); ext != ".yaml" && ext != ".yml" {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var node yaml.Node
		if err := yaml.Unmarshal(text, &node); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		expand(&node, lookup)
		if err := use(&node); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return nil
}

// expand replaces variables in values after the YAML is parsed, so that no value of a variable can change its structure.
// $$ stands for a dollar sign. Keys are left as they are.
func expand(node *yaml.Node, lookup func(string) string) {
	switch node.Kind {
	case yaml.ScalarNode:
		if node.Tag == "!!str" && strings.Contains(node.Value, "$") {
			node.Value = os.Expand(node.Value, func(name string) string {
				if name == "$" {
					return "$"
				}
				return lookup(name)
			})
		}
	case yaml.MappingNode:
		for i := 1; i < len(node.Content); i += 2 {
			expand(node.Content[i], lookup)
		}
	default:
		for _, child := range node.Content {
			expand(child, lookup)
		}
	}
}
