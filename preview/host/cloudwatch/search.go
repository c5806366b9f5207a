package cloudwatch

import (
	"fmt"
	"strings"
)

var escapeInSearch = strings.NewReplacer(`"`, `\"`, `'`, `\'`)

// search writes the builder's choices as a SEARCH expression. Exact means: metrics with these dimensions and no others.
func (q metricQuery) search() string {
	names := q.sortedDimensions()
	var terms, wildcards []string
	schema := []string{fmt.Sprintf("%q", q.Namespace)}
	for _, name := range names {
		values := q.Dimensions[name]
		schema = append(schema, `"`+name+`"`)
		if values.isWildcard() {
			wildcards = append(wildcards, `"`+name+`"`)
			continue
		}
		quoted := make([]string, len(values))
		for n, value := range values {
			quoted[n] = `"` + escapeInSearch.Replace(value) + `"`
		}
		term := quoted[0]
		if len(quoted) > 1 {
			term = "(" + strings.Join(quoted, " OR ") + ")"
		}
		terms = append(terms, fmt.Sprintf(`"%s"=%s`, name, term))
	}
	var parts []string
	if q.MatchExact == nil || *q.MatchExact {
		parts = append(parts, "{"+strings.Join(schema, ",")+"}", fmt.Sprintf("MetricName=%q", q.MetricName))
		parts = append(parts, terms...)
	} else {
		parts = append(parts, fmt.Sprintf("Namespace=%q", q.Namespace), fmt.Sprintf("MetricName=%q", q.MetricName))
		parts = append(parts, terms...)
		parts = append(parts, wildcards...)
	}
	if q.AccountID != "" && q.AccountID != "all" {
		parts = append(parts, fmt.Sprintf(":aws.AccountId=%q", q.AccountID))
	}
	return fmt.Sprintf("REMOVE_EMPTY(SEARCH('%s', '%s', %d))", strings.Join(parts, " "), *q.Statistic, q.period)
}
