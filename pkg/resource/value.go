package resource

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend/gtime"
)

// one gives the single value of a condition.
func one(f Filter) (any, error) {
	if _, isList := f.Value.([]any); isList {
		return nil, queryErrorf("operator %q takes one value, not a list. Use in for a list.", f.Op)
	}
	return f.Value, nil
}

// list gives the values of a condition that takes several; one alone is a list of one, as a template variable gives it.
func list(f Filter) []any {
	if values, isList := f.Value.([]any); isList {
		return values
	}
	return []any{f.Value}
}

func asString(v any) string {
	if n, isNumber := v.(float64); isNumber {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

func asBool(v any) (bool, error) {
	switch asString(v) {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return false, queryErrorf("%q is not a boolean. Give true or false.", asString(v))
}

// asNumber reads a number, and for a column of seconds also a duration such as 30d.
func asNumber(v any, unit string) (float64, error) {
	if n, isNumber := v.(float64); isNumber {
		return n, nil
	}
	text := asString(v)
	if n, err := strconv.ParseFloat(text, 64); err == nil && !math.IsNaN(n) {
		return n, nil
	}
	if unit != "s" {
		return 0, queryErrorf("%q is not a number. Give one such as 3.", text)
	}
	age, err := gtime.ParseDuration(text)
	if err != nil {
		return 0, queryErrorf("%q is not a number of seconds. Give one such as 3600, or a duration such as 30d.", text)
	}
	return age.Seconds(), nil
}

// asTime reads epoch milliseconds, RFC 3339, an age before now, or a time that Grafana's time ranges know: now+30d.
func asTime(v any, now time.Time) (time.Time, error) {
	text := asString(v)
	if ms, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.UnixMilli(ms), nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, nil
	}
	if age, err := gtime.ParseDuration(text); err == nil {
		return now.Add(-age), nil
	}
	if strings.HasPrefix(text, "now") {
		if t, err := (gtime.TimeRange{From: text, Now: now}).ParseFrom(); err == nil {
			return t, nil
		}
	}
	return time.Time{}, queryErrorf("%q is not a time. Give epoch milliseconds, RFC 3339 such as 2026-11-01T00:00:00Z, an age such as 30d, or a time to come such as now+30d.", text)
}
