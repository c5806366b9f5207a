package resource

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

func TestWhatCanBeAskedIsDescribedInFull(t *testing.T) {
	for _, name := range Names() {
		r, err := Lookup(name)
		require.NoError(t, err)
		require.NotEmpty(t, r.Label, name)
		require.NotEmpty(t, r.Description, name)
		require.NotEmpty(t, r.Sources, name)
		require.NotEmpty(t, defaultColumns(r, nil), "%s shows nothing by default", name)
		seen := map[string]bool{}
		for _, c := range r.Columns {
			where := name + "." + c.Name
			require.False(t, seen[c.Name], "%s stands there twice", where)
			seen[c.Name] = true
			require.NotEqual(t, countColumn, c.Name, "%s would be taken for the count", where)
			require.Regexp(t, "^[a-z][A-Za-z0-9]*$", c.Name)
			require.NotEmpty(t, c.Label, where)
			require.NotEmpty(t, c.Description, where)
			require.NotEmpty(t, c.Sources, where)
			if c.Kind == columns.Number {
				require.NotEmpty(t, c.Unit, "%s is a number without a unit", where)
			}
		}
	}
}
