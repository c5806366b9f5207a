package main

import (
	"fmt"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

const introduction = `# Resources and columns

What can be asked of the data source. This page is made from the declarations in ` + "`pkg/fleet`" + ` by ` + "`go generate ./pkg/fleet`" + `.

A column's source names the AWS operations that it comes from. The first is the one that it can't do without: where that
one can't be read, an answer that must be whole (an alert rule's, for instance) is an error. The others refine it: where
one of these can't be read, the answer carries a warning.

## Filters

All filters of a query must hold.

| Type | Operators | Values |
|---|---|---|
| string | ` + "`=` `!=` `in` `not in` `=~` `!~` `exists`" + ` | Regular expressions are RE2 and must match the whole value, as in Prometheus |
| number | ` + "`=` `!=` `in` `not in` `<` `<=` `>` `>=` `exists`" + ` | Numbers; where the unit is seconds also durations such as ` + "`30d`" + ` |
| boolean | ` + "`=` `!=` `in` `not in` `exists`" + ` | true, false |
| time | ` + "`=` `!=` `<` `<=` `>` `>=` `exists`" + ` | Epoch milliseconds, RFC 3339, an age (` + "`< 30d`" + ` is longer than 30 days ago), or a time to come as Grafana's time ranges write it: ` + "`< now+30d`" + ` is before 30 days from now |

A string without a value, such as a tag that a node does not have, counts as the empty string, as in Prometheus: ` + "`=`" + ` with
nothing finds it, and it differs from every other value, so ` + "`!=`, `not in` and `!~`" + ` find it too. A number, a boolean or a
time without a value is found by ` + "`exists` false" + ` and by nothing else.

Where a column can only have certain values, ` + "`=` `!=` `in` and `not in`" + ` take no others: a rule on a misspelt status would never fire.

## Order

Columns with a closed set of values are ordered as the set is written here, all others by value. Rows without a value come
last either way. A count is ordered by its count, the most first, unless the query says otherwise.
`

// columnsPage is docs/columns.md.
func columnsPage() string {
	var out strings.Builder
	out.WriteString(introduction)
	for _, r := range fleet.Resources() {
		fmt.Fprintf(&out, "\n## %s (`%s`)\n\n%s. Rows come from %s.\n\n", r.Label, r.Name, r.Description, schema.Words(r.Sources))
		if about, ok := schema.Namings[r.About]; ok {
			fmt.Fprintf(&out, "A query names %s in `%s`.\n\n", about.Words, about.Key)
		}
		for _, a := range r.Arguments {
			fmt.Fprintf(&out, "%s in `arguments.%s`%s: %s, for instance %s.\n\n", a.Label, a.Name, orNone(a), a.Description, a.Example)
		}
		out.WriteString("| Column | Label | Type | Unit | What it says | Source |\n|---|---|---|---|---|---|\n")
		for _, c := range r.Columns {
			writeRow(&out, c)
		}
		if r.Tags != nil {
			c := r.TagColumn("<key>")
			c.Description = "The value of this tag; one column for every tag key"
			writeRow(&out, c)
		}
		out.WriteString("\nColumns in bold are shown where a query names none.\n\n| Example | Query |\n|---|---|\n")
		for _, e := range r.Examples {
			fmt.Fprintf(&out, "| %s | %s |\n", e.Title, queryOf(e))
		}
	}
	return out.String()
}

func orNone(a schema.Argument) string {
	if a.Required {
		return ""
	}
	return ", or none"
}

// queryOf writes an example's query in one line.
func queryOf(e schema.Example) string {
	var parts []string
	for _, f := range e.Filters {
		parts = append(parts, fmt.Sprintf("`%s %s %s`", f.Field, f.Op, written(f.Value)))
	}
	if e.GroupBy != nil {
		parts = append(parts, fmt.Sprintf("counted by `%s`", strings.Join(e.GroupBy, "`, `")))
	}
	if e.Columns != nil {
		parts = append(parts, fmt.Sprintf("columns `%s`", strings.Join(e.Columns, "`, `")))
	}
	for _, o := range e.OrderBy {
		direction := "ascending"
		if o.Desc {
			direction = "descending"
		}
		parts = append(parts, fmt.Sprintf("ordered by `%s`, %s", o.Field, direction))
	}
	return strings.Join(parts, "; ")
}

func writeRow(out *strings.Builder, c schema.Column) {
	name := "`" + c.Name + "`"
	if c.Default {
		name = "**" + name + "**"
	}
	says := c.Description
	if c.Set != nil {
		says += ": `" + strings.Join(c.Set.Values(), "` `") + "`"
	}
	fmt.Fprintf(out, "| %s | %s | %s | %s | %s | %s |\n", name, c.Label, schema.TypeNames[c.Kind], c.Unit, says, c.Origin())
}
