// Package resource answers queries: it checks them against what can be asked, filters, groups and orders rows, and makes data
// frames of them. It knows nothing of AWS; rows come from package fleet.
package resource

import (
	"maps"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

var resources = byName(fleet.Resources())

func byName(all []schema.Resource) map[string]schema.Resource {
	named := map[string]schema.Resource{}
	for _, r := range all {
		named[r.Name] = r
	}
	return named
}

// Names gives the names of all resources in alphabetical order.
func Names() []string { return slices.Sorted(maps.Keys(resources)) }

// Lookup finds a resource by its name; the error names the resources that there are.
func Lookup(name string) (schema.Resource, error) {
	if r, ok := resources[name]; ok {
		return r, nil
	}
	all := strings.Join(Names(), ", ")
	if name == "" {
		return schema.Resource{}, queryErrorf("The query names no resource. Resources: %s.", all)
	}
	return schema.Resource{}, queryErrorf("Unknown resource %q.%s Resources: %s.", name, didYouMean(name, Names()), all)
}

// findColumn finds a resource's column by its name, or makes the one of a tag.
func findColumn(r schema.Resource, name string) (schema.Column, error) {
	if key, isTag := strings.CutPrefix(name, schema.TagPrefix); isTag {
		switch {
		case r.Tags == nil:
			return schema.Column{}, queryErrorf("resource %s has no tags, so it has no field %q.%s", r.Name, name, fieldList(r))
		case key == "":
			return schema.Column{}, queryErrorf("%q names no tag key. Write the key after the colon, for instance tag:Owner.", name)
		}
		return r.TagColumn(key), nil
	}
	for _, c := range r.Columns {
		if c.Name == name {
			return c, nil
		}
	}
	if name == "" {
		return schema.Column{}, queryErrorf("it names no field. Choose one of resource %s, or leave it out.", r.Name)
	}
	if hint := didYouMean(name, fieldNames(r)); hint != "" {
		return schema.Column{}, queryErrorf("resource %s has no field %q.%s", r.Name, name, hint)
	}
	return schema.Column{}, queryErrorf("resource %s has no field %q.%s", r.Name, name, fieldList(r))
}

func fieldNames(r schema.Resource) []string {
	names := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		names[i] = c.Name
	}
	slices.Sort(names)
	return names
}

func fieldList(r schema.Resource) string {
	return " Fields: " + strings.Join(fieldNames(r), ", ") + "."
}
