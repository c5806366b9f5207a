package resource

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/jsontype"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// Query is what a panel asks of the fleet: the same JSON as FleetQuery in src/datasource/query.ts.
type Query struct {
	Resource string    `json:"resource"`
	View     View      `json:"view"`
	Scope    *Scope    `json:"scope,omitempty"`
	Filters  []Filter  `json:"filters,omitempty"`
	Columns  []string  `json:"columns,omitempty"`
	GroupBy  []string  `json:"groupBy,omitempty"`
	OrderBy  []OrderBy `json:"orderBy,omitempty"`
	Limit    *int      `json:"limit,omitempty"`
	NodeID   string    `json:"nodeId,omitempty"`
	ID       string    `json:"id,omitempty"`
	Partial  bool      `json:"partial,omitempty"`
	// Arguments are texts by the names of the resource's [schema.Argument]; an empty one is none.
	Arguments map[string]string `json:"arguments,omitempty"`
}

// View says whether rows are wanted or their number.
type View string

// The views.
const (
	TableView View = "table"
	CountView View = "count"
)

// Scope is a part of the fleet; an empty list means all that is configured.
type Scope struct {
	Accounts []string `json:"accounts,omitempty"` // ids or names
	Regions  []string `json:"regions,omitempty"`
}

// What conditions and orders are made of is declared with the resources, whose examples have them too.
type (
	Filter  schema.Filter
	OrderBy schema.OrderBy
)

// ParseQuery decodes a query and fills in what it leaves out. It checks types only; Compile checks the meaning.
func ParseQuery(raw []byte) (Query, error) {
	var q Query
	if err := json.Unmarshal(raw, &q); err != nil {
		if field, words, ok := jsontype.Mismatch(err); ok {
			return q, queryErrorf("The query's %s %s.", cmp.Or(field, "JSON"), words)
		}
		return q, queryErrorf("The query is not a JSON object: %v.", err)
	}
	if q.View == "" {
		q.View = TableView
	}
	if q.Scope != nil && len(q.Scope.Accounts) == 0 && len(q.Scope.Regions) == 0 {
		q.Scope = nil
	}
	return q, nil
}

// check finds the mistakes that need no knowledge of fields.
func (q Query) check(r schema.Resource) error {
	switch {
	case q.View != TableView && q.View != CountView:
		views := []string{string(CountView), string(TableView)}
		return queryErrorf("Unknown view %q.%s Views: %s.", q.View, didYouMean(string(q.View), views), strings.Join(views, ", "))
	case q.View == TableView && len(q.GroupBy) > 0:
		return queryErrorf("Group by goes with view count, but this query's view is table. Set the view to count, or leave the groups out.")
	case q.View == CountView && len(q.Columns) > 0:
		return queryErrorf("Columns go with view table, but this query's view is count. Set the view to table, or leave the columns out.")
	case len(q.GroupBy) > maxGroups:
		return queryErrorf("Group by has %d fields, and the most is %d.", len(q.GroupBy), maxGroups)
	case q.Limit != nil && *q.Limit < 1:
		return queryErrorf("Limit is %d. Give 1 or more, or leave it out for all rows.", *q.Limit)
	}
	if err := q.checkAbout(r); err != nil {
		return err
	}
	return q.checkArguments(r)
}

// checkArguments finds what is wrong with the query's arguments.
func (q Query) checkArguments(r schema.Resource) error {
	var names []string
	for _, a := range r.Arguments {
		names = append(names, a.Name)
		switch value := q.Arguments[a.Name]; {
		case value == "" && a.Required:
			return queryErrorf("Resource %s is asked for with %s, but the query gives none. Set arguments.%s to one such as %s.", r.Name, a.Words, a.Name, a.Example)
		case value != "" && !a.Fits(value):
			return queryErrorf("%q is not %s. Set arguments.%s to one such as %s.", value, a.Words, a.Name, a.Example)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(q.Arguments)) {
		switch {
		case slices.Contains(names, name):
		case len(names) == 0:
			return queryErrorf("Resource %s takes no arguments, but the query gives %q. Leave it out.", r.Name, name)
		default:
			return queryErrorf("Resource %s takes no argument %q.%s Arguments: %s.", r.Name, name, didYouMean(name, names), strings.Join(names, ", "))
		}
	}
	return nil
}

// checkAbout finds what is wrong with what the query is about.
func (q Query) checkAbout(r schema.Resource) error {
	about := schema.Namings[r.About]
	id := q.about(r)
	switch {
	case r.About != schema.Node && q.NodeID != "":
		return queryErrorf("Resource %s is not about one node. Filter on nodeId, or leave nodeId out.", r.Name)
	case (r.About == "" || r.About == schema.Node) && q.ID != "":
		return queryErrorf("Resource %s takes no id. Leave it out.", r.Name)
	case r.About == "":
		return nil
	case id == "":
		return queryErrorf("Resource %s is about %s, but the query names none. Set %s to an ID such as %s.", r.Name, about.Words, about.Key, about.Example)
	case !about.Fits(id):
		return queryErrorf("%q is not the ID of %s. Set %s to one such as %s.", id, about.Words, about.Key, about.Example)
	}
	return nil
}

// about gives the id of what the query is about, empty where it is about all of the fleet.
func (q Query) about(r schema.Resource) string {
	if r.About == schema.Node {
		return q.NodeID
	}
	return q.ID
}
