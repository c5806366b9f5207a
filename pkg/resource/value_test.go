package resource

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestNumbersThatAFilterMayGive(t *testing.T) {
	const day = 24 * 3600.0
	for _, test := range []struct {
		value any
		unit  string
		want  float64 // NaN: none
	}{
		{3.0, "locale", 3},
		{"3", "locale", 3},
		{"-2.5e3", "locale", -2500},
		{"3600", "s", 3600},
		{"30d", "s", 30 * day},
		{"1h30m", "s", 5400},
		{"30d", "locale", math.NaN()}, // an age of patches is none
		{"NaN", "locale", math.NaN()},
		{"NaN", "s", math.NaN()},
		{"", "s", math.NaN()},
		{true, "locale", math.NaN()},
	} {
		got, err := asNumber(test.value, test.unit)
		if math.IsNaN(test.want) {
			require.Error(t, err, "%v %s", test.value, test.unit)
			continue
		}
		require.NoError(t, err)
		require.Equal(t, test.want, got)
	}
}

func TestTimesThatAFilterMayGive(t *testing.T) {
	for value, want := range map[any]time.Time{
		1763640000000.0:             time.UnixMilli(1763640000000),
		"1763640000000":             time.UnixMilli(1763640000000),
		"2026-11-01T02:00:00+02:00": time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
		"2h":                        noon.Add(-2 * time.Hour),
		"30d":                       noon.AddDate(0, 0, -30),
		"now":                       noon,
		"now+30d":                   noon.AddDate(0, 0, 30),
		"now-2h":                    noon.Add(-2 * time.Hour),
	} {
		got, err := asTime(value, noon)
		require.NoError(t, err)
		require.True(t, got.Equal(want), "%v is %v", value, got)
	}
	for _, value := range []any{"", "tomorrow", "nowadays", "now+", "2026-11-01", 1.5, true} {
		_, err := asTime(value, noon)
		require.Error(t, err, "%v", value)
	}
}

// A tag's value may look like a number, and is written as JSON writes it, never as 1.7e+12.
func TestNumbersAreWrittenInFullWhereTextIsCompared(t *testing.T) {
	for value, want := range map[any]string{1763640000000.0: "1763640000000", 0.5: "0.5", "a": "a", true: "true"} {
		require.Equal(t, want, asString(value))
	}
}

func TestOneValueIsAListOfOneButNoListIsOne(t *testing.T) {
	require.Equal(t, []any{"a"}, list(Filter{Value: "a"}))
	require.Equal(t, []any{"a", 1.0}, list(Filter{Value: []any{"a", 1.0}}))
	_, err := one(Filter{Op: "=", Value: []any{"a"}})
	require.ErrorContains(t, err, `"="`)
}
