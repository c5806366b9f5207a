package fleet

import (
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// TargetStatuses gives a row for each target in scope. It waits for nothing, but whoever looks at the targets wants them
// read.
func (f *Fleet) TargetStatuses(need Need) (Reading, error) {
	places, err := f.inScope(need)
	if err != nil {
		return Reading{}, err
	}
	now := time.Now()
	all := targetsOf(places, need.APIs)
	for _, n := range all {
		n.target.ask(now)
	}
	statuses := statusesOf(all)
	t := columns.Tabulate(statuses, targetColumns)
	asOf, _ := t.Column("asOf")
	t.Set("age", columns.NewAge(asOf, now))
	return Reading{Table: t, Targets: statuses}, nil
}

var targetColumns = []columns.Definition[TargetStatus]{
	columns.Text("account", func(s *TargetStatus) string { return s.Account }),
	columns.Text("accountName", func(s *TargetStatus) string { return s.AccountName }),
	columns.Text("region", func(s *TargetStatus) string { return s.Region }),
	columns.Text("api", func(s *TargetStatus) string { return s.API }),
	columns.Text("state", func(s *TargetStatus) string { return string(s.State) }),
	columns.TimeOf("asOf", func(s *TargetStatus) *time.Time { return &s.AsOf }),
	columns.Text("error", func(s *TargetStatus) string { return s.Error }),
	columns.TimeOf("errorSince", func(s *TargetStatus) *time.Time { return &s.ErrorSince }),
	columns.Text("action", func(s *TargetStatus) string { return s.Action }),
	columns.NumberOf("items", func(s *TargetStatus) float64 {
		if s.AsOf.IsZero() {
			return columns.None()
		}
		return float64(s.Items)
	}),
	columns.NumberOf("calls", func(s *TargetStatus) float64 { return float64(s.Calls) }),
	columns.NumberOf("throttles", func(s *TargetStatus) float64 { return float64(s.Throttles) }),
	columns.NumberOf("errors", func(s *TargetStatus) float64 { return float64(s.Errors) }),
	columns.NumberOf("took", func(s *TargetStatus) float64 {
		if s.AsOf.IsZero() {
			return columns.None()
		}
		return s.Took.Seconds()
	}),
	columns.TimeOf("nextRefresh", func(s *TargetStatus) *time.Time { return &s.Next }),
}
