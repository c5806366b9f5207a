package resource

import (
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

// Plan is a query that has been understood: every name is known, every value has the right type.
type Plan struct {
	Resource Resource
	Query    Query
	// shown are the columns of a table.
	shown []Column
	// groups are the fields of a count.
	groups     []Column
	conditions []condition
	order      []orderKey
}

type orderKey struct {
	column Column
	desc   bool
}

// Options are what a plan depends on beside the query.
type Options struct {
	// TagColumns are the tag keys whose columns a table of a resource with tags shows by default.
	TagColumns []string
	// Now is what ages in the query are counted back from.
	Now time.Time
}

// Compile understands a query, or says as a [QueryError] what is wrong with it.
func Compile(q Query, options Options) (*Plan, error) {
	if q.Resource == "join" {
		return nil, queryErrorf("Resource join is made in the browser, with the viewer's rights: it works in panels and in Explore, " +
			"not in alert rules, recording rules, expressions or public dashboards. Use resource nodes here.")
	}
	r, err := Lookup(q.Resource)
	if err != nil {
		return nil, err
	}
	if err := q.check(r); err != nil {
		return nil, err
	}
	p := &Plan{Resource: r, Query: q}
	if p.conditions, err = compileFilters(r, q.Filters, options.Now); err != nil {
		return nil, err
	}
	if q.View == CountView {
		return p, p.compileCount()
	}
	return p, p.compileTable(options.TagColumns)
}

func compileFilters(r Resource, filters []Filter, now time.Time) ([]condition, error) {
	var conditions []condition
	for _, f := range filters {
		column, err := r.Field(f.Field)
		if err != nil {
			return nil, inContext("Filter", err)
		}
		c, err := newCondition(column, f, now)
		if err != nil {
			return nil, inContext("Filter on "+f.Field, err)
		}
		conditions = append(conditions, c)
	}
	return conditions, nil
}

func (p *Plan) compileTable(tagColumns []string) error {
	var err error
	if p.shown, err = p.fields("Columns", p.Query.Columns); err != nil {
		return err
	}
	if len(p.shown) == 0 {
		p.shown = p.Resource.defaultColumns(tagColumns)
	}
	for _, o := range p.Query.OrderBy {
		column, err := p.Resource.Field(o.Field)
		if err != nil {
			return inContext("Order by", err)
		}
		p.order = append(p.order, orderKey{column, o.Desc})
	}
	return nil
}

func (r Resource) defaultColumns(tagKeys []string) []Column {
	var shown []Column
	for _, c := range r.Columns {
		if c.Default {
			shown = append(shown, c)
		}
	}
	if r.Tags {
		for _, key := range tagKeys {
			shown = append(shown, r.TagColumn(key))
		}
	}
	return shown
}

// fields finds the columns of these names, each once: template variables may well name one twice.
func (p *Plan) fields(where string, names []string) ([]Column, error) {
	var found []Column
	for i, name := range names {
		column, err := p.Resource.Field(name)
		if err != nil {
			return nil, inContext(where, err)
		}
		if !slices.Contains(names[:i], name) {
			found = append(found, column)
		}
	}
	return found, nil
}

// Need gives what the plan needs to know of the fleet: the operations that its columns come from, and no other.
func (p *Plan) Need() fleet.Need {
	required, refining := p.apis()
	need := fleet.Need{APIs: append(required, refining...), Partial: p.Query.Partial}
	if p.Query.Scope != nil {
		need.Accounts, need.Regions = p.Query.Scope.Accounts, p.Query.Scope.Regions
	}
	return need
}

// apis gives the operations that the plan can't do without, and those that only refine what the first ones tell: a
// failure of these costs a warning, not the answer.
func (p *Plan) apis() (required, refining []string) {
	sources := []string{p.Resource.Source}
	for _, c := range p.touched() {
		sources = append(sources, c.Source)
	}
	if p.asksForUnmanaged() {
		required = append(required, "DescribeInstances")
	}
	for _, source := range sources {
		for i, api := range operationsIn(source) {
			if i == 0 && !slices.Contains(required, api) {
				required = append(required, api)
			} else if i > 0 && !slices.Contains(refining, api) {
				refining = append(refining, api)
			}
		}
	}
	refining = slices.DeleteFunc(refining, func(api string) bool { return slices.Contains(required, api) })
	return required, refining
}

// asksForUnmanaged tells whether the answer is about the EC2 instances that SSM doesn't manage, not merely with them: only
// EC2 knows these, and where it isn't asked their number is unknown, not zero.
func (p *Plan) asksForUnmanaged() bool {
	const managed = "managed"
	return slices.ContainsFunc(p.groups, func(c Column) bool { return c.Name == managed }) ||
		slices.ContainsFunc(p.conditions, func(c condition) bool { return c.column.Name == managed && !c.accepts("true") })
}

// TagAPIs gives the operations that the nodes and their tags come from.
func TagAPIs() []string {
	nodes := resources["nodes"]
	return operationsIn(nodes.Source + ", " + nodes.TagSource)
}

// touched gives every column that the answer depends on.
func (p *Plan) touched() []Column {
	touched := slices.Concat(p.shown, p.groups)
	for _, c := range p.conditions {
		touched = append(touched, c.column)
	}
	for _, o := range p.order {
		touched = append(touched, o.column)
	}
	return touched
}

// matching gives the rows for which all conditions hold.
func (p *Plan) matching(t *columns.Table) []int {
	tests := make([]func(int) bool, len(p.conditions))
	for i, c := range p.conditions {
		tests[i] = c.bind(t)
	}
	rows := make([]int, 0, t.Rows())
nextRow:
	for row := range t.Rows() {
		for _, test := range tests {
			if !test(row) {
				continue nextRow
			}
		}
		rows = append(rows, row)
	}
	return rows
}
