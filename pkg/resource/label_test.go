package resource

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func TestLabelsOfColumns(t *testing.T) {
	table := tableOf(map[string]columns.Column{
		"platformType": columnOf(columns.String, []any{"Linux", nil, "Windows", "Linux"}),
		"managed":      columnOf(columns.Boolean, []any{true, false, nil, true}),
		"missingCount": columnOf(columns.Number, []any{1.0, 2.0, 3.0, 4.0}),
	})
	for name, want := range map[string][]string{
		"platformType": {"Linux", "", "Windows", "Linux"},
		"managed":      {"true", "false", "", "true"},
		"missingCount": {"", "", "", ""}, // numbers are no labels
		"tag:Nobody's": {"", "", "", ""},
	} {
		l := labelsOf(table, name)
		for row, label := range want {
			if label == "" {
				require.Negative(t, l.code(row), "%s %d", name, row)
			} else {
				require.Equal(t, label, l.values[l.code(row)])
			}
		}
	}
}

// A value that the set doesn't know is shown, behind those that it knows.
func TestLabelsOutsideOfAClosedSetComeAfterIt(t *testing.T) {
	compare := labelOrder([]string{"failed", "compliant"})
	require.Negative(t, compare("failed", "compliant"))
	require.Negative(t, compare("compliant", "aNewOne"))
	require.Negative(t, compare("aNewOne", "someOther"))
	require.Negative(t, compare("someOther", ""))
	require.Zero(t, compare("aNewOne", "aNewOne"))
}
