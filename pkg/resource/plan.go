package resource

import (
	"maps"
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// Plan is a query that has been understood: every name is known, every value has the right type.
type Plan struct {
	Resource schema.Resource
	Query    Query
	// shown are the columns of a table.
	shown []schema.Column
	// groups are the fields of a count.
	groups     []schema.Column
	conditions []condition
	order      []orderKey
	oldest     float64
	within     Range
}

type orderKey struct {
	column schema.Column
	desc   bool
}

// Options are what a plan depends on beside the query.
type Options struct {
	// TagColumns are the tag keys whose columns a table of a resource with tags shows by default.
	TagColumns []string
	// OldestIntervals is how many refresh intervals old the facts of an answer that must be whole may be; 0: there is no bound.
	OldestIntervals float64
	// Within is the time range of the question.
	Within Range
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
	p := &Plan{Resource: r, Query: q, oldest: options.OldestIntervals, within: options.Within}
	if p.conditions, err = compileFilters(r, q.Filters, options.Now); err != nil {
		return nil, err
	}
	if q.View == CountView {
		return p, p.compileCount()
	}
	return p, p.compileTable(options.TagColumns)
}

func compileFilters(r schema.Resource, filters []Filter, now time.Time) ([]condition, error) {
	var conditions []condition
	for _, f := range filters {
		column, err := findColumn(r, f.Field)
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
		p.shown = defaultColumns(p.Resource, tagColumns)
	}
	for _, o := range p.Query.OrderBy {
		column, err := findColumn(p.Resource, o.Field)
		if err != nil {
			return inContext("Order by", err)
		}
		p.order = append(p.order, orderKey{column, o.Desc})
	}
	return nil
}

func defaultColumns(r schema.Resource, tagKeys []string) []schema.Column {
	var shown []schema.Column
	for _, c := range r.Columns {
		if c.Default {
			shown = append(shown, c)
		}
	}
	if r.Tags != nil {
		for _, key := range tagKeys {
			shown = append(shown, r.TagColumn(key))
		}
	}
	return shown
}

// fields finds the columns of these names, each once: template variables may well name one twice.
func (p *Plan) fields(where string, names []string) ([]schema.Column, error) {
	var found []schema.Column
	for i, name := range names {
		column, err := findColumn(p.Resource, name)
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
	need := fleet.Need{APIs: append(required, refining...), ID: p.Query.about(p.Resource), Arguments: p.Query.Arguments, Partial: p.Query.Partial, Since: p.within.From}
	if p.Query.Scope != nil {
		need.Accounts, need.Regions = p.Query.Scope.Accounts, p.Query.Scope.Regions
	}
	return need
}

// apis gives the operations that the plan can't do without, and those that only refine what the first ones tell: a
// failure of these costs a warning, not the answer.
func (p *Plan) apis() (required, refining []string) {
	for _, operation := range p.decisive() {
		required = with(required, operation.Name)
	}
	sources := [][]schema.Source{p.Resource.Sources}
	for _, c := range p.touched() {
		sources = append(sources, c.Sources)
	}
	for _, each := range sources {
		for i, operation := range schema.Operations(each) {
			if i == 0 {
				required = with(required, operation.Name)
			} else {
				refining = with(refining, operation.Name)
			}
		}
	}
	refining = slices.DeleteFunc(refining, func(api string) bool { return slices.Contains(required, api) })
	return required, refining
}

// decisive gives the operations that alone can tell of values that the answer is about, and does not merely show: by which
// rows are counted, or which a condition lets through.
func (p *Plan) decisive() []awsapi.Operation {
	var found []awsapi.Operation
	for _, c := range p.touched() {
		for _, value := range slices.Sorted(maps.Keys(c.OnlyFrom)) {
			if p.asksFor(c, value) {
				found = append(found, c.OnlyFrom[value])
			}
		}
	}
	return found
}

func (p *Plan) asksFor(c schema.Column, value string) bool {
	grouped := slices.ContainsFunc(p.groups, func(g schema.Column) bool { return g.Name == c.Name })
	filtered := slices.ContainsFunc(p.conditions, func(other condition) bool { return other.column.Name == c.Name })
	return (grouped || filtered) && (value == schema.AnyValue || p.allows(c, value))
}

// TagAPIs gives the operations that a resource's rows and their tags come from.
func TagAPIs(r schema.Resource) []string {
	var apis []string
	for _, operation := range schema.Operations(append(slices.Clone(r.Sources), *r.Tags)) {
		apis = append(apis, operation.Name)
	}
	return apis
}

// with adds to a list what it doesn't have yet.
func with(list []string, other string) []string {
	if slices.Contains(list, other) {
		return list
	}
	return append(list, other)
}

// touched gives every column that the answer depends on.
func (p *Plan) touched() []schema.Column {
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
	if happened := p.happened(t); happened != nil {
		tests = append(tests, happened)
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
