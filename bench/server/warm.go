package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

const warmQueries = 1000

type warmResult struct {
	P50Ms float64 `json:"p50Ms"`
	P99Ms float64 `json:"p99Ms"`
}

// warm measures how long answers take once the fleet has been read: half of them counts, half of them pages of a table.
func warm(ctx context.Context, d *datasource) (any, error) {
	if _, err := d.untilWhole(ctx, byBucket(), func(*data.Frame) {}); err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(7, 7))
	took := make([]time.Duration, warmQueries)
	for i := range took {
		query := count(random)
		if i%2 == 0 {
			query = page(random)
		}
		started := time.Now()
		frame, err := d.Ask(ctx, query)
		took[i] = time.Since(started)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", query, err)
		}
		if frame.Rows() == 0 {
			return nil, fmt.Errorf("%v has no rows", query)
		}
	}
	slices.Sort(took)
	at := func(share float64) float64 { return rounded(took[int(share*warmQueries)].Seconds() * 1000) }
	return warmResult{at(0.50), at(0.99)}, nil
}

func count(random *rand.Rand) map[string]any {
	groups := []string{"patchBucket", "associationStatus", "pingStatus", "provider", "accountName", "region", "platformName", "tag:Owner"}
	chosen := []string{}
	for _, i := range random.Perm(len(groups))[:1+random.IntN(3)] {
		chosen = append(chosen, groups[i])
	}
	return map[string]any{"resource": "nodes", "view": "count", "groupBy": chosen, "filters": filters(random)}
}

func page(random *rand.Rand) map[string]any {
	orders := []string{"patchBucket", "missingCount", "name", "lastPing", "patchAge"}
	return map[string]any{
		"resource": "nodes", "view": "table", "filters": filters(random), "limit": 50,
		"orderBy": []map[string]any{{"field": orders[random.IntN(len(orders))], "desc": random.IntN(2) == 0}, {"field": "nodeId"}},
	}
}

// filters are such as every estate has nodes for.
func filters(random *rand.Rand) []map[string]any {
	choices := []map[string]any{
		{"field": "platformType", "op": "=", "value": "Linux"},
		{"field": "patchBucket", "op": "not in", "value": []string{"compliant"}},
		{"field": "name", "op": "=~", "value": ".*[0-9].*"},
		{"field": "patchAge", "op": ">", "value": "1h"},
		{"field": "tag:Owner", "op": "exists", "value": true},
	}
	chosen := []map[string]any{}
	for _, i := range random.Perm(len(choices))[:random.IntN(3)] {
		chosen = append(chosen, choices[i])
	}
	return chosen
}
