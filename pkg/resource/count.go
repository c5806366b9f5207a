package resource

import (
	"cmp"
	"slices"
	"strings"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

const (
	maxGroups   = 3
	countColumn = "count"
	// mostZeros is how many rows a count may have because they are zero: beyond that they are left to who asks for less.
	mostZeros = 10_000
)

// groupKey holds the labels of one group, as indexes into the labels of each of its fields.
type groupKey [maxGroups]int32

// group is one row of a count.
type group struct {
	labels []string
	count  int
}

func (p *Plan) compileCount() error {
	var err error
	if p.groups, err = p.fields("Group by", p.Query.GroupBy); err != nil {
		return err
	}
	names := []string{}
	for _, c := range p.groups {
		if kind := c.Kind; kind != columns.String && kind != columns.Boolean {
			return queryErrorf("Group by: %s is a %s, and only strings and booleans can be grouped by. Filter on it instead.", c.Name, schema.TypeNames[kind])
		}
		names = append(names, c.Name)
	}
	for _, o := range p.Query.OrderBy {
		if o.Field != countColumn && !slices.Contains(names, o.Field) {
			return queryErrorf("Order by: a count can be ordered by count or by one of its groups (%s), not by %q.", strings.Join(names, ", "), o.Field)
		}
	}
	return nil
}

// placeFields are the fields that tell a place: all that they can be is known from the targets in scope.
var placeFields = map[string]func(fleet.Target) string{
	"account":     func(t fleet.Target) string { return t.Account },
	"accountName": func(t fleet.Target) string { return t.AccountName },
	"region":      func(t fleet.Target) string { return t.Region },
}

// count counts the rows by group. Where everything has been read, every member of a closed set and every account and Region in
// scope has its row, be it zero, so that a rule gets a number of what there is none of: except those that the query's own
// conditions on the field leave out.
func (p *Plan) count(t *columns.Table, whole bool, targets []fleet.TargetStatus) []group {
	fields := make([]*groupField, len(p.groups))
	for i, c := range p.groups {
		fields[i] = newGroupField(t, c)
	}
	counts := map[groupKey]int{}
	if len(fields) == 0 {
		counts[groupKey{}] = 0
	}
	for _, row := range p.matching(t) {
		var key groupKey
		for i, f := range fields {
			key[i] = f.group(row)
		}
		counts[key]++
	}
	if whole {
		p.addZeros(counts, fields, p.seeds(fields, targets))
	}
	groups := make([]group, 0, len(counts))
	for key, n := range counts {
		g := group{labels: make([]string, len(fields)), count: n}
		for i, f := range fields {
			g.labels[i] = f.labels[key[i]]
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, p.groupOrder())
	return groups
}

// seeds gives the combinations of places in scope that have a row whatever is counted; none where a group is by what may have
// any value.
func (p *Plan) seeds(fields []*groupField, targets []fleet.TargetStatus) map[groupKey]bool {
	seeds := map[groupKey]bool{}
	members, byPlace := 1, false
	for _, c := range p.groups {
		switch {
		case len(c.Members()) > 0:
			members *= len(c.Members())
		case placeFields[c.Name] != nil && p.Resource.About == "":
			byPlace = true
		default:
			return seeds
		}
	}
	if !byPlace {
		seeds[groupKey{}] = true
		return seeds
	}
	for _, t := range targets {
		if t.Account == "" || !p.inQuestion(t.Target) {
			continue
		}
		var key groupKey
		for i, c := range p.groups {
			if label := placeFields[c.Name]; label != nil {
				key[i] = fields[i].intern(label(t.Target))
			}
		}
		seeds[key] = true
	}
	if len(seeds)*members > mostZeros {
		return map[groupKey]bool{}
	}
	return seeds
}

// inQuestion tells whether the query's conditions let rows of a place through.
func (p *Plan) inQuestion(t fleet.Target) bool {
	for _, c := range p.conditions {
		if label := placeFields[c.column.Name]; label != nil && !c.accepts(label(t)) {
			return false
		}
	}
	return true
}

// addZeros completes the closed sets within each of these combinations, and each of the other fields' that was seen.
func (p *Plan) addZeros(counts map[groupKey]int, fields []*groupField, combinations map[groupKey]bool) {
	for key := range counts {
		for i, c := range p.groups {
			if len(c.Members()) > 0 {
				key[i] = 0
			}
		}
		combinations[key] = true
	}
	for i, c := range p.groups {
		var members []int32
		for _, label := range c.Members() {
			if p.allows(c, label) {
				members = append(members, fields[i].intern(label))
			}
		}
		if len(c.Members()) == 0 {
			continue
		}
		completed := map[groupKey]bool{}
		for key := range combinations {
			for _, member := range members {
				key[i] = member
				completed[key] = true
			}
		}
		combinations = completed
	}
	for key := range combinations {
		counts[key] += 0
	}
}

// allows tells whether the query's conditions on a field let this label through.
func (p *Plan) allows(field schema.Column, label string) bool {
	for _, c := range p.conditions {
		if c.column.Name == field.Name && !c.accepts(label) {
			return false
		}
	}
	return true
}

// groupOrder is what the query says, then the most first, then the labels' own order, so that every answer has one order.
func (p *Plan) groupOrder() func(a, b group) int {
	byCount := func(a, b group) int { return cmp.Compare(a.count, b.count) }
	byLabel := make([]func(a, b group) int, len(p.groups))
	for i, c := range p.groups {
		compare := labelOrder(c.Members())
		byLabel[i] = func(a, b group) int { return compare(a.labels[i], b.labels[i]) }
	}
	var keys []func(a, b group) int
	for _, o := range p.Query.OrderBy {
		compare := byCount
		if i := slices.IndexFunc(p.groups, func(c schema.Column) bool { return c.Name == o.Field }); i >= 0 {
			compare = byLabel[i]
		}
		if o.Desc {
			keys = append(keys, func(a, b group) int { return compare(b, a) })
		} else {
			keys = append(keys, compare)
		}
	}
	keys = append(keys, func(a, b group) int { return byCount(b, a) })
	keys = append(keys, byLabel...)
	return func(a, b group) int {
		for _, compare := range keys {
			if order := compare(a, b); order != 0 {
				return order
			}
		}
		return 0
	}
}

// groupField gives each row the index of its label in one field of a count. Rows without a value share the empty label.
type groupField struct {
	labels  []string
	indexes map[string]int32
	column  labels
	byCode  []int32
	empty   int32
}

func newGroupField(t *columns.Table, c schema.Column) *groupField {
	f := &groupField{indexes: map[string]int32{}, column: labelsOf(t, c.Name)}
	f.byCode = make([]int32, len(f.column.values))
	for code, value := range f.column.values {
		f.byCode[code] = f.intern(value)
	}
	f.empty = f.intern("")
	return f
}

func (f *groupField) group(row int) int32 {
	if code := f.column.code(row); code >= 0 {
		return f.byCode[code]
	}
	return f.empty
}

func (f *groupField) intern(label string) int32 {
	index, known := f.indexes[label]
	if !known {
		index = int32(len(f.labels))
		f.indexes[label] = index
		f.labels = append(f.labels, label)
	}
	return index
}
