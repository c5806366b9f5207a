package resource

import (
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// Frame makes the frame that answers the plan from what the fleet gave. It fails with an [IncompleteError] where all that
// the plan can't do without is missing; a plan that wasn't asked for partial answers, where any of it is.
func (p *Plan) Frame(answer fleet.Answer, now time.Time) (*data.Frame, error) {
	evidence := p.evidence(answer.Targets)
	evidence.clock, evidence.forgotten = answer.Clock, p.forgotten(now)
	if !p.Query.Partial || evidence.none() && answer.Table.Rows() == 0 {
		if err := evidence.incomplete(now); err != nil {
			return nil, err
		}
	}
	var frame *data.Frame
	var cut *truncated
	if p.Query.View == CountView {
		frame, cut = p.countFrame(answer.Table, evidence)
	} else {
		frame, cut = p.tableFrame(answer.Table)
	}
	custom := evidence.meta()
	custom.Truncated = cut
	frame.Meta.Custom = custom
	frame.Meta.Notices = evidence.notices(cut, now)
	if empty := p.whyEmpty(frame, answer.Table.Rows()); empty != "" && len(frame.Meta.Notices) == 0 {
		frame.AppendNotices(data.Notice{Severity: data.NoticeSeverityInfo, Text: empty})
	}
	frame.Meta.PreferredVisualization = data.VisTypeTable
	return frame, nil
}

// whyEmpty says of a table without rows whether there are none at all or none that fits. A count is never empty of reasons:
// its zero is the answer.
func (p *Plan) whyEmpty(frame *data.Frame, known int) string {
	switch {
	case p.Query.View == CountView || frame.Rows() > 0:
		return ""
	case known == 0 && p.Resource.Span != nil:
		return "AWS lists nothing of this in the time range."
	case known == 0 && p.Resource.Empty != "":
		return p.Resource.Empty
	case known == 0:
		return "AWS has nothing to list here."
	case p.Resource.Span != nil:
		return english.Sprintf("None of the %d rows that are known matches the filters and the time range.", known)
	default:
		return english.Sprintf("None of the %d rows matches the filters.", known)
	}
}

// tableFrame gives a field for each column: its name is the column's stable name, null where a row has no value.
func (p *Plan) tableFrame(t *columns.Table) (*data.Frame, *truncated) {
	rows := p.matching(t)
	order(rows, t, p.order)
	rows, cut := limited(rows, p.Query.Limit)
	fields := make([]*data.Field, len(p.shown))
	for i, c := range p.shown {
		fields[i] = fieldOf(c, t, rows)
	}
	frame := data.NewFrame(p.Resource.Name, fields...)
	frame.Meta = &data.FrameMeta{Type: data.FrameTypeTable, TypeVersion: data.FrameTypeVersion{0, 1}}
	return frame, cut
}

// countFrame gives the dataplane's numeric-long: a string field for each group, then the one number field, count.
func (p *Plan) countFrame(t *columns.Table, of evidence) (*data.Frame, *truncated) {
	groups, cut := limited(p.count(t, of.whole(), of.targets), p.Query.Limit)
	fields := make([]*data.Field, 0, len(p.groups)+1)
	for i, c := range p.groups {
		labels := make([]string, len(groups))
		for row, g := range groups {
			labels[row] = g.labels[i]
		}
		fields = append(fields, configured(c, data.NewField(c.Name, nil, labels)))
	}
	counts := make([]int64, len(groups))
	for row, g := range groups {
		counts[row] = int64(g.count)
	}
	count := data.NewField(countColumn, nil, counts)
	count.Config = &data.FieldConfig{DisplayNameFromDS: "Count", Unit: "locale"}
	frame := data.NewFrame(p.Resource.Name, append(fields, count)...)
	frame.Meta = &data.FrameMeta{Type: data.FrameTypeNumericLong, TypeVersion: data.FrameTypeVersion{0, 1}}
	return frame, cut
}

func limited[Row any](rows []Row, limit *int) ([]Row, *truncated) {
	if limit == nil || len(rows) <= *limit {
		return rows, nil
	}
	return rows[:*limit], &truncated{Shown: *limit, Total: len(rows)}
}

// configured gives a field what Grafana shows of its column.
func configured(c schema.Column, f *data.Field) *data.Field {
	f.Config = &data.FieldConfig{DisplayNameFromDS: c.Label, Description: c.Description, Unit: c.Unit}
	return f
}

// fieldOf gives a column's values in these rows.
func fieldOf(c schema.Column, t *columns.Table, rows []int) *data.Field {
	var values any
	switch c.Kind {
	case columns.Number:
		values = pick(t, c.Name, rows, columns.Column.Number)
	case columns.Boolean:
		values = pick(t, c.Name, rows, columns.Column.Bool)
	case columns.Time:
		values = pick(t, c.Name, rows, columns.Column.Time)
	default:
		values = pick(t, c.Name, rows, columns.Column.String)
	}
	return configured(c, data.NewField(c.Name, nil, values))
}

// pick gives a pointer to each row's value, nil where it has none. All values lie in one piece of memory.
func pick[Value any](t *columns.Table, name string, rows []int, value func(c columns.Column, row int) Value) []*Value {
	values := make([]Value, len(rows))
	pointers := make([]*Value, len(rows))
	column, ok := t.Column(name)
	if !ok {
		return pointers
	}
	for i, row := range rows {
		if column.Has(row) {
			values[i] = value(column, row)
			pointers[i] = &values[i]
		}
	}
	return pointers
}
