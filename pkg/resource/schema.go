// Package resource is what can be asked of a fleet: the table of resources and columns, the query, and the answer as a
// data frame. It knows nothing of AWS; rows come from package fleet.
package resource

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// TagPrefix begins the name of a column that holds the values of a tag: tag:Owner.
const TagPrefix = "tag:"

// schemaJSON is the one table of resources and columns: the editor, the documentation and the checks here are made from it.
//
//go:generate go run ./columnsdoc
//go:embed schema.json
var schemaJSON []byte

// SchemaJSON gives the table of resources and columns as it is written.
func SchemaJSON() json.RawMessage { return schemaJSON }

// Resource is something that can be asked for: a kind of rows with its columns.
type Resource struct {
	Name        string
	Description string
	Label       string
	Source      string // where its rows come from
	NeedsNode   bool   // it is about one node, which the query must name
	Tags        bool   // it has a column for every tag key: tag:<key>
	TagSource   string // where these come from
	Columns     []Column
}

// Column is one column of a resource.
type Column struct {
	Name        string   `json:"name"`
	Label       string   `json:"label"`
	Type        string   `json:"type"` // string, number, boolean or time
	Description string   `json:"description"`
	Source      string   `json:"source"`           // where it comes from: its first operation is the one that it can't do without
	Unit        string   `json:"unit,omitempty"`   // Grafana's unit id
	Values      []string `json:"values,omitempty"` // all the values that there can be, in their order; empty: any
	Default     bool     `json:"default,omitempty"`
}

var resources = mustParseSchema(schemaJSON)

func mustParseSchema(raw []byte) map[string]Resource {
	var schema struct{ Resources map[string]Resource }
	if err := json.Unmarshal(raw, &schema); err != nil {
		panic(fmt.Sprintf("resource: schema.json: %v", err))
	}
	for name, r := range schema.Resources {
		r.Name = name
		schema.Resources[name] = r
	}
	return schema.Resources
}

// Names gives the names of all resources in alphabetical order.
func Names() []string { return slices.Sorted(maps.Keys(resources)) }

// Lookup finds a resource by its name; the error names the resources that there are.
func Lookup(name string) (Resource, error) {
	if r, ok := resources[name]; ok {
		return r, nil
	}
	all := strings.Join(Names(), ", ")
	if name == "" {
		return Resource{}, queryErrorf("The query names no resource. Resources: %s.", all)
	}
	return Resource{}, queryErrorf("Unknown resource %q.%s Resources: %s.", name, didYouMean(name, Names()), all)
}

// Field finds a column by its name, or makes the one of a tag.
func (r Resource) Field(name string) (Column, error) {
	if key, isTag := strings.CutPrefix(name, TagPrefix); isTag {
		switch {
		case !r.Tags:
			return Column{}, queryErrorf("resource %s has no tags, so it has no field %q.%s", r.Name, name, r.fieldList())
		case key == "":
			return Column{}, queryErrorf("%q names no tag key. Write the key after the colon, for instance tag:Owner.", name)
		}
		return r.TagColumn(key), nil
	}
	for _, c := range r.Columns {
		if c.Name == name {
			return c, nil
		}
	}
	if name == "" {
		return Column{}, queryErrorf("it names no field. Choose one of resource %s, or leave it out.", r.Name)
	}
	if hint := didYouMean(name, r.fieldNames()); hint != "" {
		return Column{}, queryErrorf("resource %s has no field %q.%s", r.Name, name, hint)
	}
	return Column{}, queryErrorf("resource %s has no field %q.%s", r.Name, name, r.fieldList())
}

// TagColumn gives the column of a tag key.
func (r Resource) TagColumn(key string) Column {
	return Column{Name: TagPrefix + key, Label: key, Type: "string", Description: "Tag " + key, Source: r.TagSource}
}

func (r Resource) fieldNames() []string {
	names := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		names[i] = c.Name
	}
	slices.Sort(names)
	return names
}

func (r Resource) fieldList() string { return " Fields: " + strings.Join(r.fieldNames(), ", ") + "." }

// Kind gives the kind of the column's values.
func (c Column) Kind() columns.Kind {
	switch c.Type {
	case "number":
		return columns.Number
	case "boolean":
		return columns.Boolean
	case "time":
		return columns.Time
	default:
		return columns.String
	}
}

// closedSet gives all the values that a group by this column can have, or nothing where any value is possible.
func (c Column) closedSet() []string {
	if c.Kind() == columns.Boolean {
		return []string{"false", "true"}
	}
	return c.Values
}

var operation = regexp.MustCompile(`\b[a-z0-9]+:([A-Z][A-Za-z]+)`)

// operationsIn gives the AWS operations that a source names, in their order. The identity of an account is no reading
// of the fleet.
func operationsIn(source string) []string {
	var apis []string
	for _, match := range operation.FindAllStringSubmatch(source, -1) {
		if api := match[1]; api != "GetCallerIdentity" && !slices.Contains(apis, api) {
			apis = append(apis, api)
		}
	}
	return apis
}
