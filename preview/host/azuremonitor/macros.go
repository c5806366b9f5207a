package azuremonitor

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// A macro's name is known; $left and $right of a KQL join are left alone.
var macro = regexp.MustCompile(`\$__(timeFilter|timeFrom|timeTo|interval|contains)\b(?:\(([^)]*)\))?`)

// expandMacros writes Grafana's macros as KQL.
func expandMacros(kql string, query backend.DataQuery) (string, error) {
	from := "datetime('" + query.TimeRange.From.Format(time.RFC3339Nano) + "')"
	to := "datetime('" + query.TimeRange.To.Format(time.RFC3339Nano) + "')"
	var failed error
	expanded := macro.ReplaceAllStringFunc(kql, func(match string) string {
		parts := macro.FindStringSubmatch(match)
		arguments := strings.TrimSpace(parts[2])
		switch parts[1] {
		case "timeFilter":
			if arguments == "" {
				arguments = "TimeGenerated"
			}
			return fmt.Sprintf("['%s'] >= %s and ['%s'] <= %s", arguments, from, arguments, to)
		case "timeFrom":
			return from
		case "timeTo":
			return to
		case "interval":
			return fmt.Sprintf("%dms", query.Interval.Milliseconds())
		default:
			column, values, ok := strings.Cut(arguments, ",")
			if !ok {
				failed = fmt.Errorf("macro %s needs a column and values, as in $__contains(column, 'a', 'b')", match)
				return match
			}
			values = strings.TrimSpace(values)
			if values == "all" || values == "'all'" {
				return "1 == 1"
			}
			return fmt.Sprintf("['%s'] in (%s)", strings.TrimSpace(column), values)
		}
	})
	return expanded, failed
}
