package fleet

import (
	"slices"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// patchAges are the ages of the patch results that buckets are made from, at the moment of a question.
type patchAges struct {
	buckets columns.Dictionary
	age     columns.Age
	older   columns.Older
}

// status is the column of patch buckets in which only those compliant nodes stay compliant whose evidence is young: that is
// what may be shown as green. docs/patch-buckets.md says why stale is no bucket.
func (a patchAges) status() columns.Dictionary {
	isGreen := a.isGreen()
	return exceptWhere(
		exceptWhere(a.buckets, statuses.Stale, func(row int) bool { return isGreen(row) && a.older.Bool(row) }),
		statuses.Unknown, func(row int) bool { return isGreen(row) && !a.age.Has(row) },
	)
}

// reason is the column of reasons in which those say so whose status is unknown for want of an age.
func (a patchAges) reason(reasons columns.Dictionary) columns.Dictionary {
	isGreen := a.isGreen()
	return exceptWhere(reasons, "Its patch result is dated in the future, so how old it is is not known: check the clocks of the node and of Grafana's server",
		func(row int) bool { return isGreen(row) && !a.age.Has(row) })
}

func (a patchAges) isGreen() func(row int) bool {
	green := int32(slices.Index(a.buckets.Values(), statuses.Compliant))
	return func(row int) bool { return green >= 0 && a.buckets.Code(row) == green }
}

// exception is a column of texts in which some rows have another value. It copies no rows, as which ones these are depends on
// the moment of the question.
type exception struct {
	columns.Dictionary
	values []string
	code   int32
	where  func(row int) bool
}

func exceptWhere(of columns.Dictionary, value string, where func(row int) bool) exception {
	values := of.Values()
	code := slices.Index(values, value)
	if code < 0 {
		code = len(values)
		values = append(slices.Clip(values), value)
	}
	return exception{Dictionary: of, values: values, code: int32(code), where: where}
}

func (c exception) Values() []string { return c.values }

func (c exception) Code(i int) int32 {
	if c.where(i) {
		return c.code
	}
	return c.Dictionary.Code(i)
}

func (c exception) String(i int) string {
	if code := c.Code(i); code >= 0 {
		return c.values[code]
	}
	return ""
}
