package fleet

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// closing makes a fleet that keeps nothing after its end.
func closing(t *testing.T, settings awsapi.Settings) *Fleet {
	t.Helper()
	f := newFleet(t.Context(), settings, newRegistry(0))
	t.Cleanup(f.Close)
	return f
}

func expectRows(t *testing.T, what string, reading Answer, err error, want int) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if got := reading.Table.Rows(); got != want {
		t.Errorf("%s: %d, want %d", what, got, want)
	}
}

func rowsBy(t *testing.T, table *columns.Table, name string) map[string]int {
	t.Helper()
	rows := map[string]int{}
	for row := range table.Rows() {
		id := cell(t, table, name, row)
		if _, twice := rows[id]; twice {
			t.Errorf("%s %q is there twice", name, id)
		}
		rows[id] = row
	}
	return rows
}

// cell writes a value of a table as text; no value is the empty string.
func cell(t *testing.T, table *columns.Table, name string, row int) string {
	t.Helper()
	column, ok := table.Column(name)
	if !ok {
		t.Fatalf("there is no column %s", name)
	}
	if !column.Has(row) {
		return ""
	}
	switch column.Kind() {
	case columns.String:
		return column.String(row)
	case columns.Number:
		return fmt.Sprint(column.Number(row))
	case columns.Boolean:
		return fmt.Sprint(column.Bool(row))
	default:
		return column.Time(row).Format(time.RFC3339)
	}
}

func containsAll(text string, parts ...string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}
