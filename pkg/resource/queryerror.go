package resource

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"
)

// QueryError is a mistake in a query, in words for the person who wrote it: it names the thing, the value and the way out.
type QueryError struct{ message string }

func (e *QueryError) Error() string { return e.message }

func queryErrorf(format string, args ...any) *QueryError {
	return &QueryError{message: fmt.Sprintf(format, args...)}
}

// inContext says where in the query a mistake is.
func inContext(where string, err error) *QueryError {
	return queryErrorf("%s: %s", where, err)
}

// didYouMean suggests the nearest of the names, as a sentence with a leading space; empty where none is near.
func didYouMean(name string, names []string) string {
	nearest, distance := "", len(name)/3+2
	for _, candidate := range names {
		d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(candidate))
		if d < distance {
			nearest, distance = candidate, d
		}
	}
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf(" Did you mean %q?", nearest)
}
