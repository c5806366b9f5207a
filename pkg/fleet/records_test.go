package fleet

import (
	"slices"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type stockRecord struct {
	ID, State string
	Count     int32
}

var stocked = awsapi.Operation{Service: "ssm", Name: "ListStock"}

func stockFields() []field[stockRecord] {
	return []field[stockRecord]{
		{name: "id", label: "ID", means: "ID", from: "ID", shown: true},
		{name: "hidden", from: "State"},
		{name: "state", label: "State", means: "State", from: "State ID", set: statuses.PingStatus, text: func(r *stockRecord) string { return r.State + r.ID }},
		{name: "count", label: "Count", means: "Count", from: "Count", unit: counted},
		{name: "double", label: "Double", means: "Twice", from: "Count", unit: counted, number: func(r *stockRecord) float64 {
			if r.Count == 0 {
				return columns.None()
			}
			return float64(2 * r.Count)
		}},
		{name: "moment", label: "Moment", means: "Moment", from: "State", time: func(r *stockRecord) *time.Time {
			if r.State == "" {
				return nil
			}
			return &fullRecordBegan
		}},
	}
}

func TestRecordsMakeATableWithAColumnForEachField(t *testing.T) {
	table := recordsOf(stocked, stockFields()...).tabulate([]stockRecord{{"a", "On", 3}, {ID: "b"}})
	if want := []string{"id", "hidden", "state", "count", "double", "moment"}; !slices.Equal(table.Names(), want) {
		t.Errorf("columns %v", table.Names())
	}
	for name, want := range map[string][2]string{
		"id": {"a", "b"}, "hidden": {"On", ""}, "state": {"Ona", "b"}, "count": {"3", "0"}, "double": {"6", ""}, "moment": {"2026-01-01T00:00:00Z", ""},
	} {
		if got := [2]string{cell(t, table, name, 0), cell(t, table, name, 1)}; got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	// Below zero is no count, but may well be a number.
	counts := recordsOf(stocked, append(stockFields(), field[stockRecord]{name: "number", from: "Count"})...).tabulate([]stockRecord{{Count: -1}})
	if got := [3]string{cell(t, counts, "count", 0), cell(t, counts, "double", 0), cell(t, counts, "number", 0)}; got != [3]string{"", "", "-1"} {
		t.Errorf("of -1 there is %q", got)
	}
	if empty := recordsOf(stocked, stockFields()...).tabulate(nil); empty.Rows() != 0 || !empty.Has("state") {
		t.Error("a list of nothing has no columns")
	}
}

func TestReadersSeeTheFieldsThatHaveALabel(t *testing.T) {
	described := recordsOf(stocked, stockFields()...).columns()
	var names []string
	for _, c := range described {
		names = append(names, c.Name)
	}
	if want := []string{"id", "state", "count", "double", "moment"}; !slices.Equal(names, want) {
		t.Fatalf("columns %v", names)
	}
	for i, want := range []struct {
		kind    columns.Kind
		source  string
		shown   bool
		members int
	}{
		{columns.String, "ssm:ListStock ID", true, 0},
		{columns.String, "ssm:ListStock State ID", false, len(statuses.PingStatus.Members)},
		{columns.Number, "ssm:ListStock Count", false, 0},
		{columns.Number, "ssm:ListStock Count", false, 0},
		{columns.Time, "ssm:ListStock State", false, 0},
	} {
		c := described[i]
		if c.Kind != want.kind || c.Origin() != want.source || c.Default != want.shown || len(c.Members()) != want.members {
			t.Errorf("%+v, want %+v", c, want)
		}
	}
	if own := recordsOf(awsapi.Operation{}, stockFields()...).columns(); own[0].Origin() != schema.OnePane.String() {
		t.Errorf("what One Pane knows of itself comes from %s", own[0].Origin())
	}
}

func TestAColumnThatTwoOperationsTellComesFromBoth(t *testing.T) {
	first := recordsOf(stocked, stockFields()...).columns()
	second := recordsOf(awsapi.Operation{Service: "ec2", Name: "ListOthers"}, field[stockRecord]{name: "state", label: "State", from: "State"}).columns()
	refined := refinedBy(first, second)
	for i, want := range []string{"ssm:ListStock ID", "ssm:ListStock State ID, ec2:ListOthers State"} {
		if got := refined[i].Origin(); got != want {
			t.Errorf("%s comes from %s, want %s", refined[i].Name, got, want)
		}
	}
	if len(refined) != len(first) || first[1].Origin() != "ssm:ListStock State ID" {
		t.Error("the first's own columns have changed")
	}
}

func TestTablesFindARecordByAMember(t *testing.T) {
	of := recordsOf(stocked, stockFields()...)
	found := of.tableBy("ID")([]stockRecord{{"a", "first", 1}, {"b", "", 2}, {"a", "last", 3}})
	if found.row("a") != 1 || found.row("b") != 0 || found.row("c") != -1 || found.row("") != -1 || found.size() != 2 {
		t.Errorf("rows %v", found.rows)
	}
}
