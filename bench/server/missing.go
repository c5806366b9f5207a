package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// scannedAnew is how many nodes there are to one that is scanned anew within an hour.
const scannedAnew = 100

// aboutOneNode are the operations that ask about one node after the other.
var aboutOneNode = []string{"DescribeInstancePatches", "ListComplianceItems"}

type missingResult struct {
	Ratio        float64 `json:"ratio"`
	CallsPerHour int     `json:"callsPerHour"`
}

// byPatch counts what nodes miss.
func byPatch() map[string]any {
	return map[string]any{"resource": "missingPatches", "view": "count", "groupBy": []string{"kbId", "tag:Owner"}, "partial": true}
}

// oftener has patch states read again as soon as what nodes miss has long been read, and not after a quarter of an hour.
func oftener(e simulated.Estate, latency time.Duration) map[string]any {
	interval := max(time.Minute, 2*longest(missingChains(e), latency, "").least(latency))
	return map[string]any{"refresh": map[string]any{"patchStates": interval.Round(time.Second).String()}}
}

// missing measures how long the whole of what nodes miss takes, and what is asked of single nodes in an hour in which 1 % of
// the nodes are scanned anew.
func missing(ctx context.Context, d *datasource, latency time.Duration) (any, error) {
	unwatch := watch(ctx, d.simulator)
	started := time.Now()
	frame, err := d.untilWhole(ctx, byPatch(), func(*data.Frame) {})
	if err != nil {
		return nil, err
	}
	seconds := time.Since(started).Seconds()
	patches, nodes := 0, 0
	for _, m := range d.estate.Machines {
		open := len(m.Missing())
		patches, nodes = patches+open, nodes+min(1, open)
	}
	if counted := total(frame); counted != patches {
		return nil, fmt.Errorf("the answer counts %d missing patches, and the estate has %d", counted, patches)
	}
	waited, err := unwatch()
	if err != nil {
		return nil, err
	}
	readings, err := d.readings(ctx)
	if err != nil {
		return nil, err
	}
	all := missingChains(d.estate)
	least := longest(all, latency, "").least(latency).Seconds()
	fmt.Fprintf(os.Stderr, "%d nodes miss %d patches: the whole after %.2f s, and not before %.2f s\n", nodes, patches, seconds, least)
	fmt.Fprintf(os.Stderr, "simulator, asked for nothing meanwhile: %s\n\n", waited)
	if err := compare(os.Stderr, readings, all, latency); err != nil {
		return nil, err
	}
	calls, err := d.callsAfterScans(ctx)
	return missingResult{rounded(seconds / least), calls}, err
}

// callsAfterScans has some nodes scanned anew, waits until that is known of those that miss something, and counts the calls about
// single nodes meanwhile.
func (d *datasource) callsAfterScans(ctx context.Context) (calls int, err error) {
	var world simulated.World
	moved := 0
	for i, m := range d.estate.Machines {
		if i%scannedAnew == 0 && m.SSM != nil && m.SSM.Patch != nil {
			world.Scan = append(world.Scan, m.NodeID)
			moved += len(m.Missing())
		}
	}
	before, err := d.callsAboutOneNode()
	if err != nil {
		return 0, err
	}
	scanned := time.Now().Truncate(time.Second)
	if err := d.simulator.Change(world); err != nil {
		return 0, err
	}
	query := map[string]any{
		"resource": "missingPatches", "view": "count", "partial": true,
		"filters": []map[string]any{{"field": "patchReported", "op": ">=", "value": scanned.UTC().Format(time.RFC3339)}},
	}
	for known := 0; known < moved; {
		frame, err := d.untilWhole(ctx, query, func(*data.Frame) {})
		if err != nil {
			return 0, err
		}
		known = total(frame)
		time.Sleep(time.Second)
	}
	after, err := d.callsAboutOneNode()
	fmt.Fprintf(os.Stderr, "\n%d nodes scanned anew: %d calls about single nodes\n", len(world.Scan), after-before)
	return after - before, err
}

// callsAboutOneNode counts such calls since the start.
func (d *datasource) callsAboutOneNode() (calls int, err error) {
	counts, err := d.simulator.Calls()
	for _, c := range counts {
		if slices.Contains(aboutOneNode, c.Operation) {
			calls += c.Calls
		}
	}
	return calls, err
}

// missingChains gives what must be asked of AWS for it: beside the node lists, names, tags and patch states, for each node a call for
// each state in which patches are open or, without a patch state, for its noncompliant items. The first of these calls waits for a
// role, a page of nodes and a batch of their patch states.
func missingChains(e simulated.Estate) []chain {
	type place struct{ patches, items int }
	places := map[[2]string]place{}
	for _, m := range e.Machines {
		at := [2]string{m.Account, m.Region}
		p := places[at]
		switch {
		case m.SSM == nil:
		case m.SSM.Patch != nil:
			for _, state := range []string{"Missing", "Failed"} {
				p.patches += min(1, m.SSM.Patch.Counts[state])
			}
		case m.SSM.PatchByAssociation != nil && m.SSM.PatchByAssociation.Status == "NON_COMPLIANT":
			p.items++
		}
		places[at] = p
	}
	all := chains(e)
	for at, p := range places {
		if p.patches > 0 {
			all = append(all, chain{at[0], at[1], aboutOneNode[0], p.patches, 3})
		}
		if p.items > 0 {
			all = append(all, chain{at[0], at[1], aboutOneNode[1], p.items, 3})
		}
	}
	return all
}
