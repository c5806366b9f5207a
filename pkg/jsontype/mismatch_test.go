package jsontype

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMismatchNamesTheFieldAndBothTypes(t *testing.T) {
	for text, want := range map[string][2]string{
		`{"accounts": [{"id": 111122223333}]}`: {"accounts.id", "is a number, but must be a string"},
		`{"accounts": {}}`:                     {"accounts", "is an object, but must be a list"},
		`{"limit": "ten"}`:                     {"limit", "is a string, but must be a whole number"},
		`{"limit": 1.5}`:                       {"limit", "is the number 1.5, but must be a whole number"},
		`{"share": []}`:                        {"share", "is a list, but must be a number"},
		`{"partial": {}}`:                      {"partial", "is an object, but must be a boolean"},
		`{"endpoints": true}`:                  {"endpoints", "is a boolean, but must be an object"},
	} {
		var into struct {
			Accounts []struct {
				ID string `json:"id"`
			} `json:"accounts"`
			Limit     int               `json:"limit"`
			Share     *float64          `json:"share"`
			Partial   bool              `json:"partial"`
			Endpoints map[string]string `json:"endpoints"`
		}
		field, words, ok := Mismatch(json.Unmarshal([]byte(text), &into))
		require.True(t, ok, text)
		require.Equal(t, want, [2]string{field, words}, text)
	}
}

func TestOtherErrorsAreNoMismatch(t *testing.T) {
	_, _, ok := Mismatch(json.Unmarshal([]byte(`{`), &struct{}{}))
	require.False(t, ok)
}
