package resource

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
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

func TestWhatDrillDownsAreAboutIsListed(t *testing.T) {
	for about, naming := range schema.Namings {
		r, err := Lookup(naming.Resource)
		require.NoError(t, err, about)
		_, err = CompileFieldValues(Query{Resource: r.Name}, naming.Column)
		require.NoError(t, err, about)
	}
}

func TestEveryResourceHasExamplesAndNoneIsRefused(t *testing.T) {
	for _, name := range Names() {
		r, err := Lookup(name)
		require.NoError(t, err)
		require.NotEmpty(t, r.Examples, name)
		require.LessOrEqual(t, len(r.Examples), mostExamples, name)
		seen := map[string]bool{}
		for _, e := range r.Examples {
			require.False(t, seen[e.Title], "%s: %s stands there twice", name, e.Title)
			seen[e.Title] = true
			t.Run(name+"/"+e.Title, func(t *testing.T) {
				require.NotEmpty(t, e.Title)
				_, err := compileJSON(asAsked(t, r, e))
				require.NoError(t, err)
			})
		}
	}
}

// mostExamples fit beside each other below a resource.
const mostExamples = 5

// asAsked is an example's query as the editor sends it.
func asAsked(t *testing.T, r schema.Resource, e schema.Example) []byte {
	query := map[string]any{}
	written, err := json.Marshal(e)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(written, &query))
	query["resource"] = r.Name
	if e.GroupBy != nil {
		query["view"] = CountView
	}
	if r.About != "" {
		query[schema.Namings[r.About].Key] = aboutIDs[r.About]
	}
	query["arguments"] = about(Query{}, r).Arguments
	asked, err := json.Marshal(query)
	require.NoError(t, err)
	return asked
}
