package main

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

const (
	// patchStatesAtOnce is how many nodes DescribeInstancePatchStates takes in a call.
	patchStatesAtOnce = 50
	// callsPerSecond is the share that is taken of a quota that AWS does not document.
	callsPerSecond = 5.0
)

type coldResult struct {
	Seconds      float64 `json:"seconds"`
	BoundSeconds float64 `json:"boundSeconds"`
	Ratio        float64 `json:"ratio"`
}

// cold measures how long the first whole answer takes after the start.
func cold(ctx context.Context, d *datasource, latency time.Duration) (any, error) {
	started := time.Now()
	frame, err := d.untilWhole(ctx)
	if err != nil {
		return nil, err
	}
	seconds := time.Since(started).Seconds()
	if counted := total(frame); counted != len(d.estate.Machines) {
		return nil, fmt.Errorf("the answer counts %d machines, and the estate has %d", counted, len(d.estate.Machines))
	}
	least := bound(d.estate, latency).Seconds()
	return coldResult{seconds, least, seconds / least}, nil
}

// bound is the time below which nobody can read the estate within the quotas: in the largest place a role is assumed,
// the first nodes are listed, and then patch states are asked for at the pace that may be taken. Everything else
// happens beside that.
func bound(e simulated.Estate, latency time.Duration) time.Duration {
	largest := 0
	for _, nodes := range nodesByPlace(e) {
		largest = max(largest, nodes)
	}
	calls := math.Ceil(float64(largest) / patchStatesAtOnce)
	return 3*latency + time.Duration((calls-1)/callsPerSecond*float64(time.Second))
}

// nodesByPlace gives the number of managed nodes in each account and Region.
func nodesByPlace(e simulated.Estate) map[[2]string]int {
	places := map[[2]string]int{}
	for _, m := range e.Machines {
		if m.Managed {
			places[[2]string{m.Account, m.Region}]++
		}
	}
	return places
}

// total sums up the count of all groups.
func total(frame *data.Frame) int {
	counts, sum := frame.Fields[len(frame.Fields)-1], 0
	for row := range counts.Len() {
		n, _ := counts.FloatAt(row)
		sum += int(n)
	}
	return sum
}
