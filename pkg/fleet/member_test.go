package fleet

import (
	"reflect"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

type embeddedRecord struct{ Embedded string }

// recordOfAll has a member of every kind that a column can be made of, as the SDK writes them.
type recordOfAll struct {
	embeddedRecord
	Text       *string
	Word       wordOfSet
	Count      int32
	Limit      *int64
	Share      *float64
	Flag       bool
	Maybe      *bool
	Moment     *time.Time
	Nested     *nestedRecord
	Attributes map[string]string
	Counts     map[string]int32
	Many       []string
}

type (
	wordOfSet    string
	nestedRecord struct{ Deeper *deeperRecord }
	deeperRecord struct {
		Name  *string
		Count map[string]int32
	}
)

func TestColumnsOfMembers(t *testing.T) {
	text, limit, share, yes, no := "a", int64(7), 0.5, true, false
	moment := time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC)
	records := []recordOfAll{
		{
			embeddedRecord: embeddedRecord{"inside"}, Text: &text, Word: "Online", Count: 3, Limit: &limit, Share: &share, Flag: true, Maybe: &yes, Moment: &moment,
			Nested:     &nestedRecord{&deeperRecord{Name: &text, Count: map[string]int32{"Failed": 2}}},
			Attributes: map[string]string{"Name": "nginx"}, Counts: map[string]int32{"Success": 1},
		},
		{Maybe: &no, Nested: &nestedRecord{}, Attributes: map[string]string{"Version": "1"}},
		{},
	}
	for path, test := range map[string]struct {
		kind columns.Kind
		want []string
	}{
		"Text":                       {columns.String, []string{"a", "", ""}},
		"Word":                       {columns.String, []string{"Online", "", ""}},
		"Embedded":                   {columns.String, []string{"inside", "", ""}},
		"Count":                      {columns.Number, []string{"3", "0", "0"}}, // AWS always gives what is no pointer
		"Limit":                      {columns.Number, []string{"7", "", ""}},
		"Share":                      {columns.Number, []string{"0.5", "", ""}},
		"Flag":                       {columns.Boolean, []string{"true", "false", "false"}},
		"Maybe":                      {columns.Boolean, []string{"true", "false", ""}},
		"Moment":                     {columns.Time, []string{"2026-03-04T05:06:07Z", "", ""}},
		"Nested.Deeper.Name":         {columns.String, []string{"a", "", ""}},
		"Nested.Deeper.Count.Failed": {columns.Number, []string{"2", "", ""}},
		"Attributes.Name":            {columns.String, []string{"nginx", "", ""}},
		"Counts.Success":             {columns.Number, []string{"1", "", ""}},
	} {
		t.Run(path, func(t *testing.T) {
			column := newMember(reflect.TypeFor[recordOfAll](), path).column(reflect.ValueOf(records))
			if column.Kind() != test.kind {
				t.Errorf("it is of kind %d", column.Kind())
			}
			table := columns.NewTable(len(records))
			table.Set(path, column)
			for row, want := range test.want {
				if got := cell(t, table, path, row); got != want {
					t.Errorf("row %d is %q, want %q", row, got, want)
				}
			}
		})
	}
}

func TestMembersThatThereAreNotShowAtTheStart(t *testing.T) {
	for _, path := range []string{"Txt", "Nested.Name", "Nested.Deeper", "Text.Length", "Many", "Counts", ""} {
		if _, err := safely(func() member { return newMember(reflect.TypeFor[recordOfAll](), path) }); err == nil {
			t.Errorf("%q passes for a member", path)
		}
	}
}
