package resource

import (
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// FieldValue is a value of a field and the number of rows that have it.
type FieldValue struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// CompileFieldValues makes the plan that counts the rows by one field, over the part of the fleet that the query names.
func CompileFieldValues(q Query, field string) (*Plan, error) {
	r, err := Lookup(q.Resource)
	if err != nil {
		return nil, err
	}
	column, err := findColumn(r, field)
	if err != nil {
		return nil, inContext("Field values", err)
	}
	if kind := column.Kind; kind != columns.String && kind != columns.Boolean {
		return nil, queryErrorf("Field values: %s is a %s, and only the values of strings and booleans can be listed.", field, schema.TypeNames[kind])
	}
	q.View, q.GroupBy = CountView, []string{field}
	return Compile(q, Options{})
}

// FieldValues gives the values that contain the search text, in any case, the most frequent first. All members of a
// closed set are among them, be they of no row; rows without a value are not counted.
func (p *Plan) FieldValues(t *columns.Table, search string) []FieldValue {
	search = strings.ToLower(search)
	values := []FieldValue{}
	for _, g := range p.count(t, true, nil) {
		if label := g.labels[0]; label != "" && strings.Contains(strings.ToLower(label), search) {
			values = append(values, FieldValue{label, g.count})
		}
	}
	return values
}
