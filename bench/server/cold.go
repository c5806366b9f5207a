package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"text/tabwriter"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
)

type coldResult struct {
	Seconds      float64 `json:"seconds"`
	BoundSeconds float64 `json:"boundSeconds"`
	Ratio        float64 `json:"ratio"`
}

// cold measures how long the first whole answer takes after the start, beside the time below which nobody can have it.
func cold(ctx context.Context, d *datasource, latency time.Duration) (any, error) {
	unwatch := watch(ctx, d.simulator)
	started := time.Now()
	var rows time.Duration
	frame, err := d.untilWhole(ctx, byBucket(), func(sofar *data.Frame) {
		if rows == 0 && total(sofar) > 0 {
			rows = time.Since(started)
		}
	})
	if err != nil {
		return nil, err
	}
	seconds := time.Since(started).Seconds()
	if counted := total(frame); counted != len(d.estate.Machines) {
		return nil, fmt.Errorf("the answer counts %d machines, and the estate has %d", counted, len(d.estate.Machines))
	}
	waited, err := unwatch()
	if err != nil {
		return nil, err
	}
	readings, err := d.readings(ctx)
	if err != nil {
		return nil, err
	}
	all := chains(d.estate)
	fmt.Fprintf(os.Stderr, "first nodes counted after %.2f s, the whole after %.2f s\n", rows.Seconds(), seconds)
	fmt.Fprintf(os.Stderr, "simulator, asked for nothing meanwhile: %s\n\n", waited)
	if err := compare(os.Stderr, readings, all, latency); err != nil {
		return nil, err
	}
	least := longest(all, latency, "").least(latency).Seconds()
	return coldResult{rounded(seconds), rounded(least), rounded(seconds / least)}, nil
}

// compare writes, for each operation, what the slowest account and Region took beside what it must take.
func compare(w io.Writer, readings []reading, all []chain, latency time.Duration) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "Operation\tCalls in all\tCalls of the longest\tBound s\tTook s\tThrottles\tErrors\t")
	for _, operation := range operations(all, latency) {
		var slowest reading
		calls, throttles, errors := 0.0, 0.0, 0.0
		for _, r := range readings {
			if r.api == operation {
				calls, throttles, errors = calls+r.calls, throttles+r.throttles, errors+r.errors
				if r.took > slowest.took {
					slowest = r
				}
			}
		}
		c := longest(all, latency, operation)
		fmt.Fprintf(table, "%s\t%.0f\t%d\t%.2f\t%.2f\t%.0f\t%.0f\t\n",
			operation, calls, c.calls, c.least(latency).Seconds(), slowest.took, throttles, errors)
	}
	return table.Flush()
}

// rounded keeps two decimals: what is beyond them differs from run to run.
func rounded(figure float64) float64 { return math.Round(100*figure) / 100 }

// total sums up the count of all groups.
func total(frame *data.Frame) int {
	counts, sum := frame.Fields[len(frame.Fields)-1], 0
	for row := range counts.Len() {
		n, _ := counts.FloatAt(row)
		sum += int(n)
	}
	return sum
}
