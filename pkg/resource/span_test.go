package resource

import (
	"slices"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

func sessionsAt(t *testing.T, view View, within Range) *data.Frame {
	t.Helper()
	q := Query{Resource: "sessions", View: view, Partial: true}
	if view == TableView {
		q.Columns = []string{"sessionId"}
	}
	plan, err := Compile(q, Options{Within: within, Now: noon})
	if err != nil {
		t.Fatal(err)
	}
	if need := plan.Need(); !need.Since.Equal(within.From) {
		t.Errorf("read since %v, want %v", need.Since, within.From)
	}
	frame, err := plan.Frame(fleet.Answer{
		Table: tableOf(map[string]columns.Column{
			"sessionId": columnOf(columns.String, []any{"before", "in", "after", "goingOn", "later", "unknown"}),
			"startDate": columnOf(columns.Time, []any{
				noon.Add(-3 * time.Hour), noon.Add(-time.Hour), noon.Add(time.Minute), noon.Add(-50 * time.Hour), noon.Add(time.Hour), nil,
			}),
			"over": columnOf(columns.Boolean, []any{true, true, true, false, false, nil}),
		}),
		Targets: []fleet.TargetStatus{target("111122223333", "DescribeSessions", fleet.OK)},
	}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

func TestWhatHappenedFollowsTheTimeRange(t *testing.T) {
	ids := func(within Range) []string {
		var ids []string
		for field, row := sessionsAt(t, TableView, within).Fields[0], 0; row < field.Len(); row++ {
			ids = append(ids, *field.At(row).(*string))
		}
		return ids
	}
	within := Range{noon.Add(-2 * time.Hour), noon}
	if got, want := ids(within), []string{"in", "goingOn", "unknown"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if count := sessionsAt(t, CountView, within).Fields[0].At(0); count != int64(3) {
		t.Errorf("counted %v", count)
	}
	if got := ids(Range{}); len(got) != 6 {
		t.Errorf("without a range: %q", got)
	}
}

func TestWhatAWSHasForgottenIsSaid(t *testing.T) {
	const want = "AWS keeps this for 30 days: what happened before 2026-10-21 12:00 UTC is not known."
	for back, said := range map[time.Duration]bool{30 * 24 * time.Hour: false, 31 * 24 * time.Hour: true} {
		notices := sessionsAt(t, TableView, Range{noon.Add(-back), noon}).Meta.Notices
		got := slices.ContainsFunc(notices, func(n data.Notice) bool { return n.Severity == data.NoticeSeverityInfo && n.Text == want })
		if got != said {
			t.Errorf("%v back: %+v", back, notices)
		}
	}
}
