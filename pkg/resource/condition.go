package resource

import (
	"encoding/json"
	"errors"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

var operators = []string{"=", "!=", "in", "not in", "=~", "!~", "<", "<=", ">", ">=", "exists"}

var operatorsOf = map[columns.Kind][]string{
	columns.String:  {"=", "!=", "in", "not in", "=~", "!~", "exists"},
	columns.Number:  {"=", "!=", "in", "not in", "<", "<=", ">", ">=", "exists"},
	columns.Boolean: {"=", "!=", "in", "not in", "exists"},
	columns.Time:    {"=", "!=", "<", "<=", ">", ">=", "exists"},
}

// condition is a filter that has been understood.
//
// A string without a value counts as the empty string, as Prometheus does with labels that a series lacks: it differs
// from every value and is matched by a regular expression that matches nothing at all. A number, boolean or time
// without a value is matched by no condition except exists false: nothing can be said of it.
type condition struct {
	column schema.Column
	// accepts decides on a string, or on a boolean as "true" and "false"; nil for other kinds.
	accepts func(label string) bool
	// compares decides on a number, or on a time as epoch milliseconds; nil for other kinds.
	compares func(n float64) bool
	// acceptsEmpty decides on a row without a value.
	acceptsEmpty bool
}

// newCondition understands a filter on a column. Ages are counted back from now.
func newCondition(c schema.Column, f Filter, now time.Time) (condition, error) {
	fitting := operatorsOf[c.Kind]
	switch {
	case !slices.Contains(operators, f.Op):
		return condition{}, queryErrorf("unknown operator %q. Operators: %s.", f.Op, strings.Join(operators, ", "))
	case !slices.Contains(fitting, f.Op):
		return condition{}, queryErrorf("operator %q does not fit a %s. Use one of %s.", f.Op, schema.TypeNames[c.Kind], strings.Join(fitting, ", "))
	case f.Value == nil:
		return condition{}, queryErrorf("it has no value. Give one, or use exists.")
	}
	if err := checkValues(c, f); err != nil {
		return condition{}, err
	}
	result := condition{column: c}
	var err error
	switch {
	case f.Op == "exists":
		err = result.exists(f)
	case c.Kind == columns.String:
		result.accepts, err = stringTest(f)
		if err == nil {
			result.acceptsEmpty = result.accepts("")
		}
	case c.Kind == columns.Boolean:
		result.accepts, err = booleanTest(f)
	default:
		result.compares, err = numberTest(f, func(v any) (float64, error) {
			if c.Kind == columns.Number {
				return asNumber(v, c.Unit)
			}
			t, err := asTime(v, now)
			return float64(t.UnixMilli()), err
		})
	}
	return result, err
}

// checkValues refuses what can be no value, and what the column never has: a condition that nothing can meet reads like
// good news.
func checkValues(c schema.Column, f Filter) error {
	for _, v := range list(f) {
		switch v.(type) {
		case string, float64, bool:
		default:
			text, _ := json.Marshal(v) // it was JSON before
			return queryErrorf("%s is not a value. Give strings, numbers or booleans.", text)
		}
		literal := slices.Contains([]string{"=", "!=", "in", "not in"}, f.Op)
		if value := asString(v); literal && c.Set != nil && value != "" && !slices.Contains(c.Set.Values(), value) {
			return queryErrorf("there is no value %q.%s Values: %s.", value, didYouMean(value, c.Set.Values()), strings.Join(c.Set.Values(), ", "))
		}
	}
	return nil
}

func (c *condition) exists(f Filter) error {
	value, err := one(f)
	if err != nil {
		return err
	}
	wanted, err := asBool(value)
	if err != nil {
		return err
	}
	switch c.column.Kind {
	case columns.String, columns.Boolean:
		c.accepts = func(label string) bool { return (label != "") == wanted }
	default:
		c.compares = func(float64) bool { return wanted }
	}
	c.acceptsEmpty = !wanted
	return nil
}

func stringTest(f Filter) (func(string) bool, error) {
	switch f.Op {
	case "in", "not in":
		wanted := map[string]bool{}
		for _, v := range list(f) {
			wanted[asString(v)] = true
		}
		negated := f.Op == "not in"
		return func(s string) bool { return wanted[s] != negated }, nil
	}
	value, err := one(f)
	if err != nil {
		return nil, err
	}
	wanted := asString(value)
	switch f.Op {
	case "=":
		return func(s string) bool { return s == wanted }, nil
	case "!=":
		return func(s string) bool { return s != wanted }, nil
	}
	expression, err := anchored(wanted)
	if err != nil {
		return nil, queryErrorf("%q is not a regular expression (%s). Use RE2 syntax, matched against the whole value, for instance web-.*", wanted, regexpCause(err))
	}
	negated := f.Op == "!~"
	return func(s string) bool { return expression.MatchString(s) != negated }, nil
}

// anchored compiles an expression that must match a whole value, as Prometheus's label matchers do. It must be one by
// itself: `a)|(b` is one only within the anchors, and then matches parts.
func anchored(expression string) (*regexp.Regexp, error) {
	if _, err := regexp.Compile(expression); err != nil {
		return nil, err
	}
	return regexp.Compile("^(?s:" + expression + ")$")
}

func regexpCause(err error) string {
	var cause *syntax.Error
	if errors.As(err, &cause) {
		return cause.Code.String()
	}
	return err.Error()
}

func booleanTest(f Filter) (func(string) bool, error) {
	if f.Op != "in" && f.Op != "not in" {
		if _, err := one(f); err != nil {
			return nil, err
		}
	}
	negated := f.Op == "!=" || f.Op == "not in"
	wanted := map[string]bool{}
	for _, v := range list(f) {
		if _, err := asBool(v); err != nil {
			return nil, err
		}
		wanted[asString(v)] = true
	}
	return func(s string) bool { return wanted[s] != negated }, nil
}

func numberTest(f Filter, read func(any) (float64, error)) (func(float64) bool, error) {
	if f.Op == "in" || f.Op == "not in" {
		var wanted []float64
		for _, v := range list(f) {
			n, err := read(v)
			if err != nil {
				return nil, err
			}
			wanted = append(wanted, n)
		}
		negated := f.Op == "not in"
		return func(n float64) bool { return slices.Contains(wanted, n) != negated }, nil
	}
	value, err := one(f)
	if err != nil {
		return nil, err
	}
	bound, err := read(value)
	if err != nil {
		return nil, err
	}
	return map[string]func(float64) bool{
		"=":  func(n float64) bool { return n == bound },
		"!=": func(n float64) bool { return n != bound },
		"<":  func(n float64) bool { return n < bound },
		"<=": func(n float64) bool { return n <= bound },
		">":  func(n float64) bool { return n > bound },
		">=": func(n float64) bool { return n >= bound },
	}[f.Op], nil
}

// bind looks the column up in a table and gives the test of its rows.
func (c condition) bind(t *columns.Table) func(row int) bool {
	if c.accepts != nil {
		return c.bindLabels(labelsOf(t, c.column.Name))
	}
	number := numbersOf(t, c.column)
	return func(row int) bool {
		if n, ok := number(row); ok {
			return c.compares(n)
		}
		return c.acceptsEmpty
	}
}

// bindLabels decides on each distinct value once, and on each row by a look at what was decided.
func (c condition) bindLabels(l labels) func(row int) bool {
	accepted := make([]bool, len(l.values))
	for code, value := range l.values {
		accepted[code] = c.accepts(value)
	}
	return func(row int) bool {
		if code := l.code(row); code >= 0 {
			return accepted[code]
		}
		return c.acceptsEmpty
	}
}

// numbersOf gives each row's number, or its time as epoch milliseconds, and whether it has one. A column that the table
// lacks is empty in every row.
func numbersOf(t *columns.Table, c schema.Column) func(row int) (float64, bool) {
	column, ok := t.Column(c.Name)
	if !ok {
		return func(int) (float64, bool) { return 0, false }
	}
	number := column.Number
	if column.Kind() == columns.Time {
		number = func(row int) float64 { return float64(column.Time(row).UnixMilli()) }
	}
	return func(row int) (float64, bool) {
		if !column.Has(row) {
			return 0, false
		}
		return number(row), true
	}
}
