package resource

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheNearestNameIsSuggested(t *testing.T) {
	names := []string{"name", "nodeId", "patchAge", "patchBucket", "patchStatus"}
	for written, want := range map[string]string{
		"nmae":       "name",
		"NODEID":     "nodeId",
		"patchbukt":  "patchBucket",
		"patchStat":  "patchStatus",
		"patchState": "patchStatus",
		"zodiacSign": "",
		"x":          "",
	} {
		hint := didYouMean(written, names)
		if want == "" {
			require.Empty(t, hint, written)
			continue
		}
		require.Contains(t, hint, `"`+want+`"`, written)
		require.Equal(t, " ", hint[:1], "it follows a sentence")
	}
}

// Of a name, a third of the letters and one more may be wrong.
func TestHowFarASuggestionMayBe(t *testing.T) {
	for _, test := range []struct {
		written, meant string
		near           bool
	}{
		{"aX", "ab", true},
		{"XX", "ab", false},
		{"XXc", "abc", true},
		{"XXX", "abc", false},
		{"XXXXefghi", "abcdefghi", true},
		{"XXXXXfghi", "abcdefghi", false},
	} {
		require.Equal(t, test.near, didYouMean(test.written, []string{test.meant}) != "", test.written)
	}
}
