// Package schema says what can be asked of a fleet: resources, their columns, and where each comes from. It holds no rows.
package schema

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// TagPrefix begins the name of a column that holds the values of a tag: tag:Owner.
const TagPrefix = "tag:"

// Resource is something that can be asked for: a kind of rows with its columns.
type Resource struct {
	Name        string
	Group       Group
	Label       string
	Description string
	// Sources are what its rows come from: the first can't be done without, the others add to it.
	Sources []Source
	// About is what it is about one of, which the query must name; empty: it is of all of the fleet.
	About About
	// Arguments are what else a query says to ask for it.
	Arguments []Argument
	// Span: it is of what happened, and its rows follow the question's time range; nil: it is of what is.
	Span *Span
	// Tags is where a column for every tag key comes from; nil where rows have no tags.
	Tags    *Source
	Columns []Column
	// Examples are what people ask most; the editor fills them in.
	Examples []Example
}

// Span says when what a resource is of happened.
type Span struct {
	// Start is the column of when it began.
	Start string
	// End is the column of when it ended; empty where there is none.
	End string
	// Over is the boolean column that says that it came to its end: what has not is in every range that ends after it began. Empty:
	// only its beginning counts.
	Over string
	// Kept is how far back AWS documents that it goes; zero where it doesn't.
	Kept time.Duration
}

// AllSources gives what its rows come from, then what its columns and its tags come from.
func (r Resource) AllSources() []Source {
	sources := slices.Clone(r.Sources)
	for _, c := range r.Columns {
		sources = append(sources, c.Sources...)
	}
	if r.Tags != nil {
		sources = append(sources, *r.Tags)
	}
	return sources
}

// Group is what people who ask for a resource are at.
type Group string

// The groups, in the order in which the editor offers them.
const (
	FleetGroup         Group = "fleet"
	PatchesGroup       Group = "patches"
	ConfigurationGroup Group = "configuration"
	OperationsGroup    Group = "operations"
	SetupGroup         Group = "setup"
)

// Column is one column of a resource.
type Column struct {
	Name        string // lowerCamelCase, stable
	Label       string
	Description string
	Kind        columns.Kind
	Unit        string        // Grafana's unit id; every number has one
	Set         *statuses.Set // all the values that there can be; nil: any
	Default     bool          // shown where a query names no columns
	// Sources are where it comes from: the first operation among them is the one that it can't do without, the others
	// refine it.
	Sources []Source
	// Derived: it is worked out from its sources.
	Derived bool
	// OnlyFrom has the values that one operation alone can tell of, [AnyValue] for all: where that isn't read, it is not known
	// how many rows have the value.
	OnlyFrom map[string]awsapi.Operation
}

// AnyValue stands for whatever value a row has.
const AnyValue = ""

// Source is where something comes from: members of what an AWS operation answers, or a place outside of AWS.
type Source struct {
	Operation awsapi.Operation
	// Members are the answer's members, nested ones as Overview.Status; empty: the whole answer counts.
	Members []string
	// Elsewhere names what is no reading of the fleet: "settings".
	Elsewhere string
}

// From is a source in AWS.
func From(operation awsapi.Operation, members ...string) Source {
	return Source{Operation: operation, Members: members}
}

// Elsewhere is a source that is no reading of the fleet.
func Elsewhere(name string) Source { return Source{Elsewhere: name} }

// OnePane is the source of what the server part knows of itself.
var OnePane = Elsewhere("One Pane")

// String writes a source as documents name it: "ssm:ListAssociations Overview.Status".
func (s Source) String() string {
	if s.Elsewhere != "" {
		return s.Elsewhere
	}
	return strings.Join(append([]string{s.Operation.Action()}, s.Members...), " ")
}

// Operations gives the operations among sources, each once, in their order.
func Operations(sources []Source) []awsapi.Operation {
	var operations []awsapi.Operation
	seen := map[awsapi.Operation]bool{{}: true}
	for _, s := range sources {
		if !seen[s.Operation] {
			seen[s.Operation] = true
			operations = append(operations, s.Operation)
		}
	}
	return operations
}

// Origin writes where a column comes from, in one text.
func (c Column) Origin() string {
	origin := Words(c.Sources)
	if c.Derived {
		return "derived from " + origin
	}
	return origin
}

// Words writes sources one after the other.
func Words(sources []Source) string {
	words := make([]string, len(sources))
	for i, s := range sources {
		words[i] = s.String()
	}
	return strings.Join(words, ", ")
}

// Members gives all the values that a group by this column can have, or nothing where any value is possible.
func (c Column) Members() []string {
	switch {
	case c.Kind == columns.Boolean:
		return []string{"false", "true"}
	case c.Set != nil:
		return c.Set.Values()
	}
	return nil
}

// TypeNames are what the kinds are called outside.
var TypeNames = map[columns.Kind]string{
	columns.String: "string", columns.Number: "number", columns.Boolean: "boolean", columns.Time: "time",
}

// MarshalJSON writes a column as the browser reads it: Column in src/schema/schema.ts.
func (c Column) MarshalJSON() ([]byte, error) {
	written := struct {
		Name        string   `json:"name"`
		Label       string   `json:"label"`
		Type        string   `json:"type"`
		Description string   `json:"description"`
		Source      string   `json:"source"`
		Unit        string   `json:"unit,omitempty"`
		Set         string   `json:"set,omitempty"`
		Values      []string `json:"values,omitempty"`
		Default     bool     `json:"default,omitempty"`
	}{c.Name, c.Label, TypeNames[c.Kind], c.Description, c.Origin(), c.Unit, "", nil, c.Default}
	if c.Set != nil {
		written.Set, written.Values = c.Set.Name, c.Set.Values()
	}
	return json.Marshal(written)
}

// MarshalJSON writes a resource as the browser reads it: ResourceSchema in src/schema/schema.ts.
func (r Resource) MarshalJSON() ([]byte, error) {
	var span Span
	if r.Span != nil {
		span = *r.Span
	}
	return json.Marshal(struct {
		Group       Group      `json:"group"`
		Label       string     `json:"label"`
		Description string     `json:"description"`
		Tags        bool       `json:"tags,omitempty"`
		About       About      `json:"about,omitempty"`
		Arguments   []Argument `json:"arguments,omitempty"`
		Time        string     `json:"time,omitempty"`
		TimeEnd     string     `json:"timeEnd,omitempty"`
		Examples    []Example  `json:"examples"`
		Columns     []Column   `json:"columns"`
	}{r.Group, r.Label, r.Description, r.Tags != nil, r.About, r.Arguments, span.Start, span.End, r.Examples, r.Columns})
}

// Written is how resources, by their names, and what drill-downs are about are written for the browser: src/schema/schema.json.
func Written(all []Resource) any {
	named := make(map[string]Resource, len(all))
	for _, r := range all {
		named[r.Name] = r
	}
	return map[string]any{"resources": named, "namings": Namings}
}

// TagColumn gives the column of a tag key.
func (r Resource) TagColumn(key string) Column {
	c := Column{Name: TagPrefix + key, Label: key, Description: "Tag " + key, Kind: columns.String}
	if r.Tags != nil {
		c.Sources = []Source{*r.Tags}
	}
	return c
}
