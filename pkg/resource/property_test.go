package resource

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// The engine is held against the plainest way to answer the same question: row by row, value by value.

type plainRow map[string]any // nil: no value

var (
	plainValues = map[string][]any{
		"platformType": {"Linux", "Windows", "MacOS", nil},
		"patchBucket":  {"failed", "missing", "compliant", "unknown"},
		"tag:Owner":    {"web", "data", nil, nil},
		"managed":      {true, false, nil},
		"missingCount": {0.0, 1.0, 2.0, 5.0, nil},
		"lastPing":     {time.UnixMilli(1_000), time.UnixMilli(2_000), nil},
	}
	plainFilters = []Filter{
		{"platformType", "=", "Linux"},
		{"platformType", "!=", "Linux"},
		{"platformType", "=", ""},
		{"platformType", "in", []any{"Linux", ""}},
		{"platformType", "not in", []any{"Linux", "MacOS"}},
		{"platformType", "=~", "L.*|Win"},
		{"platformType", "=~", ".*"},
		{"tag:Owner", "!~", "w.+"},
		{"tag:Owner", "exists", true},
		{"tag:Owner", "exists", false},
		{"patchBucket", "not in", []any{"compliant"}},
		{"managed", "=", true},
		{"managed", "!=", "true"},
		{"managed", "in", []any{"true", "false"}},
		{"managed", "exists", false},
		{"missingCount", "=", 1.0},
		{"missingCount", "!=", 1.0},
		{"missingCount", "<", "2"},
		{"missingCount", ">=", 2.0},
		{"missingCount", "in", []any{0.0, "5"}},
		{"missingCount", "not in", []any{0.0}},
		{"missingCount", "exists", false},
		{"lastPing", "<=", 1_000.0},
		{"lastPing", ">", "1970-01-01T00:00:01Z"},
	}
)

func plainHolds(row plainRow, f Filter) bool {
	value := row[f.Field]
	if f.Op == "exists" {
		return (value != nil) == f.Value.(bool)
	}
	switch v := value.(type) {
	case nil:
		if f.Field == "platformType" || f.Field == "tag:Owner" || f.Field == "patchBucket" {
			return plainTest(f, "")
		}
		return false
	case bool:
		return plainTest(f, fmt.Sprint(v))
	case time.Time:
		bound := 1_000.0
		return plainCompare(f.Op, float64(v.UnixMilli()), bound)
	case float64:
		switch f.Op {
		case "in", "not in":
			return plainTest(f, fmt.Sprint(v))
		}
		var bound float64
		_, err := fmt.Sscan(fmt.Sprint(f.Value), &bound)
		return err == nil && plainCompare(f.Op, v, bound)
	default:
		return plainTest(f, v.(string))
	}
}

func plainCompare(op string, a, b float64) bool {
	switch op {
	case "=":
		return a == b
	case "!=":
		return a != b
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	default:
		return a >= b
	}
}

func plainTest(f Filter, s string) bool {
	isOne := func() bool {
		return slices.ContainsFunc(f.Value.([]any), func(v any) bool { return fmt.Sprint(v) == s })
	}
	switch f.Op {
	case "=":
		return s == fmt.Sprint(f.Value)
	case "!=":
		return s != fmt.Sprint(f.Value)
	case "in":
		return isOne()
	case "not in":
		return !isOne()
	case "=~":
		return regexp.MustCompile(`^(` + f.Value.(string) + `)$`).MatchString(s)
	default:
		return !regexp.MustCompile(`^(` + f.Value.(string) + `)$`).MatchString(s)
	}
}

func randomTable(random *rand.Rand, rows int) (*columns.Table, []plainRow) {
	plain := make([]plainRow, rows)
	for i := range plain {
		plain[i] = plainRow{}
	}
	byName := map[string]columns.Column{}
	for name, choices := range plainValues {
		values := make([]any, rows)
		for i := range values {
			values[i] = choices[random.IntN(len(choices))]
			plain[i][name] = values[i]
		}
		field, _ := findColumn(resources["nodes"], name)
		byName[name] = columnOf(field.Kind, values)
	}
	return tableOf(byName), plain
}

func TestCountsAgreeWithThePlainWay(t *testing.T) {
	groupable := []string{"platformType", "patchBucket", "tag:Owner", "managed"}
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 1))
		table, plain := randomTable(random, random.IntN(60))
		q := Query{Resource: "nodes", View: CountView}
		for range random.IntN(3) {
			q.Filters = append(q.Filters, plainFilters[random.IntN(len(plainFilters))])
		}
		for _, i := range random.Perm(len(groupable))[:random.IntN(4)] {
			q.GroupBy = append(q.GroupBy, groupable[i])
		}
		plan, err := Compile(q, Options{})
		require.NoError(t, err)

		want := map[string]int{}
		if len(q.GroupBy) == 0 {
			want["[]"] = 0
		}
		for _, row := range plain {
			if slices.ContainsFunc(q.Filters, func(f Filter) bool { return !plainHolds(row, f) }) {
				continue
			}
			labels := make([]string, len(q.GroupBy))
			for i, name := range q.GroupBy {
				if row[name] != nil {
					labels[i] = fmt.Sprint(row[name])
				}
			}
			want[fmt.Sprint(labels)]++
		}
		got := map[string]int{}
		for _, g := range plan.count(table, false, nil) {
			got[fmt.Sprint(g.labels)] += g.count
		}
		require.Equal(t, want, got, "seed %d: %+v", seed, q)
	}
}

func TestTablesAreOrderedWithEmptyValuesLast(t *testing.T) {
	for seed := range uint64(100) {
		random := rand.New(rand.NewPCG(seed, 2))
		table, plain := randomTable(random, 40)
		desc := random.IntN(2) == 0
		plan, err := Compile(Query{
			Resource: "nodes", View: TableView,
			OrderBy: []OrderBy{{Field: "missingCount", Desc: desc}, {Field: "patchBucket"}},
		}, Options{})
		require.NoError(t, err)
		rows := plan.matching(table)
		order(rows, table, plan.order)
		bucket, _ := findColumn(plan.Resource, "patchBucket")
		require.True(t, slices.IsSortedFunc(rows, func(a, b int) int {
			x, hasX := plain[a]["missingCount"].(float64)
			y, hasY := plain[b]["missingCount"].(float64)
			switch {
			case hasX != hasY:
				return asInt(hasY) - asInt(hasX)
			case x == y || !hasX:
				return slices.Index(bucket.Members(), plain[a]["patchBucket"].(string)) - slices.Index(bucket.Members(), plain[b]["patchBucket"].(string))
			case (x < y) != desc:
				return -1
			default:
				return 1
			}
		}), "seed %d", seed)
	}
}
