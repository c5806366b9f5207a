package resource

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

type fixtures struct {
	Valid []struct {
		Name       string
		Query      json.RawMessage
		Normalised json.RawMessage
	}
	Invalid []struct {
		Name  string
		Query json.RawMessage
		Error string
	}
}

func loadFixtures(t *testing.T) fixtures {
	raw, err := os.ReadFile("testdata/queries.json")
	require.NoError(t, err)
	var f fixtures
	require.NoError(t, json.Unmarshal(raw, &f))
	return f
}

func compileJSON(raw []byte) (*Plan, error) {
	q, err := ParseQuery(raw)
	if err != nil {
		return nil, err
	}
	return Compile(q, Options{Now: time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)})
}

func TestValidQueriesAreUnderstood(t *testing.T) {
	for _, fixture := range loadFixtures(t).Valid {
		t.Run(fixture.Name, func(t *testing.T) {
			plan, err := compileJSON(fixture.Query)
			require.NoError(t, err)
			written, err := json.Marshal(plan.Query)
			require.NoError(t, err)
			normalised := fixture.Normalised
			if normalised == nil {
				normalised = fixture.Query
			}
			require.JSONEq(t, string(normalised), string(written))
		})
	}
}

func TestInvalidQueriesAreRefusedInWords(t *testing.T) {
	for _, fixture := range loadFixtures(t).Invalid {
		t.Run(fixture.Name, func(t *testing.T) {
			_, err := compileJSON(fixture.Query)
			var mistake *QueryError
			require.True(t, errors.As(err, &mistake), "want a QueryError, got %v", err)
			require.Equal(t, strings.ReplaceAll(fixture.Error, "{resources}", strings.Join(Names(), ", ")), err.Error())
		})
	}
}

func TestQueryThatIsNoObject(t *testing.T) {
	for _, raw := range []string{`{`, `[]`, `"nodes"`} {
		_, err := ParseQuery([]byte(raw))
		var mistake *QueryError
		require.True(t, errors.As(err, &mistake), "%s: %v", raw, err)
	}
}
