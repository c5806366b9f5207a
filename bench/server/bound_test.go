package main

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

const latency = 50 * time.Millisecond

func estate(inA, inB int) simulated.Estate {
	var e simulated.Estate
	for range inA {
		e.Machines = append(e.Machines, simulated.Machine{Account: "a", Region: "x", Managed: true})
	}
	for range inB {
		e.Machines = append(e.Machines, simulated.Machine{Account: "b", Region: "x", Managed: true, Tags: map[string]string{"Owner": "web"}})
	}
	return e
}

func TestBoundIsThatOfTheLongestChainOfTheLargestPlace(t *testing.T) {
	got := longest(chains(estate(1, 101)), latency, "")
	if want := (chain{"b", "x", "DescribeInstancePatchStates", 3, 2}); got != want {
		t.Errorf("longest chain is %+v, want %+v", got, want)
	}
	// The role, a page of nodes, and three calls a fifth of a second apart.
	if got, want := got.least(latency), 550*time.Millisecond; got != want {
		t.Errorf("it takes %s, want %s", got, want)
	}
}

func TestEachOperationHasItsOwnPages(t *testing.T) {
	all := chains(estate(0, 1001))
	for operation, calls := range map[string]int{
		"DescribeInstanceProperties": 2, "DescribeInstances": 1, "DescribeInstancePatchStates": 21, "GetResources": 11,
		"ListResourceComplianceSummaries": 1, // none was scanned
	} {
		if got := longest(all, latency, operation).calls; got != calls {
			t.Errorf("%s: %d calls, want %d", operation, got, calls)
		}
	}
}

func TestSlowAnswersSetThePaceOfAChain(t *testing.T) {
	c := chain{calls: 3, after: 1}
	if got, want := c.least(time.Second), 4*time.Second; got != want {
		t.Errorf("least is %s, want %s", got, want)
	}
}

func TestEachNodeThatMissesSomethingTakesACall(t *testing.T) {
	e := estate(0, 3)
	for i := range e.Machines {
		e.Machines[i] = scanned(e.Machines[i], map[string]int{"Missing": 7 * i, "Failed": 2 * (i / 2), "Installed": 90})
	}
	got := longest(missingChains(e), latency, "DescribeInstancePatches")
	// One misses patches, another one misses some and failed to install others.
	if want := (chain{"b", "x", "DescribeInstancePatches", 3, 3}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if got, want := got.least(latency), 600*time.Millisecond; got != want {
		t.Errorf("it takes %s, want %s", got, want)
	}
}

// scanned is a machine with a patch state, as the simulator tells of it.
func scanned(m simulated.Machine, counts map[string]int) simulated.Machine {
	raw, _ := json.Marshal(map[string]any{"ssm": map[string]any{"patch": map[string]any{"counts": counts}}})
	_ = json.Unmarshal(raw, &m)
	return m
}
