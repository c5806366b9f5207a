package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// browserSchema is src/schema/schema.json: a line an example, a column and a naming, so that a change shows as what it is.
func browserSchema() string {
	var out strings.Builder
	out.WriteString("{\n  \"resources\": {")
	for i, r := range fleet.Resources() {
		examples, columns := r.Examples, r.Columns
		r.Examples, r.Columns = []schema.Example{}, []schema.Column{}
		fmt.Fprintf(&out, "%s\n    %q: %s", separator(i), r.Name, strings.TrimSuffix(written(r), `],"columns":[]}`))
		writeLines(&out, examples)
		out.WriteString("\n    ],\"columns\":[")
		writeLines(&out, columns)
		out.WriteString("\n    ]}")
	}
	out.WriteString("\n  },\n  \"namings\": {")
	for i, about := range slices.Sorted(maps.Keys(schema.Namings)) {
		fmt.Fprintf(&out, "%s\n    %q: %s", separator(i), about, written(schema.Namings[about]))
	}
	out.WriteString("\n  }\n}\n")
	return out.String()
}

// browserResources is src/schema/resource.ts.
func browserResources() string {
	var names []string
	for _, r := range fleet.Resources() {
		names = append(names, "'"+r.Name+"'")
	}
	return "// Made from the declarations in pkg/fleet by `go generate ./pkg/fleet`.\n\n" +
		"/** What can be asked of the server part. */\n// prettier-ignore\nexport type Resource =\n  | " + strings.Join(names, "\n  | ") + ";\n"
}

// browserStatuses is src/statuses.json.
func browserStatuses() string {
	var out strings.Builder
	out.WriteString("{")
	for i, set := range statuses.All() {
		fmt.Fprintf(&out, "%s\n  %q: [", separator(i), set.Name)
		for j, member := range set.Members {
			fmt.Fprintf(&out, "%s\n    %s", separator(j), written(member))
		}
		out.WriteString("\n  ]")
	}
	out.WriteString("\n}\n")
	return out.String()
}

func writeLines[T any](out *strings.Builder, values []T) {
	for i, value := range values {
		fmt.Fprintf(out, "%s\n      %s", separator(i), written(value))
	}
}

func separator(index int) string {
	if index == 0 {
		return ""
	}
	return ","
}

func written(value any) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err) // of strings and lists
	}
	return strings.TrimSpace(out.String())
}
