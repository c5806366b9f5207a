package main

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// callsPerSecond is the share that is taken of a quota that AWS does not document, as the settings' default has it.
const callsPerSecond = 5

// chain is the calls of one operation in one account and Region: as few as the operation's largest page allows.
type chain struct {
	account, region, operation string
	calls                      int
	// after is how many calls, each waiting for the one before, come before its first.
	after int
}

// least is the time below which nobody gets through: a call each 1/callsPerSecond, or each latency where that is longer and
// a call needs its predecessor's token; and what comes before.
func (c chain) least(latency time.Duration) time.Duration {
	pace := max(time.Second/callsPerSecond, latency)
	return time.Duration(c.after+1)*latency + time.Duration(c.calls-1)*pace
}

// chains gives what must be asked of AWS to count the nodes by patch bucket and tag, for each account and Region. A role is
// assumed before everything; the patch states also wait for a first page of nodes to ask about. Lists are as long as the
// estate's facts make them: an empty page in mid-stream isn't counted, so what follows is rather too low than too high.
func chains(e simulated.Estate) []chain {
	type place struct{ managed, instances, scanned, tagged int }
	places := map[[2]string]place{}
	for _, m := range e.Machines {
		p := places[[2]string{m.Account, m.Region}]
		if m.Managed {
			p.managed++
		}
		if m.Kind == "ec2" {
			p.instances++
		}
		if m.SSM != nil && m.SSM.Patch != nil {
			p.scanned++
		}
		if len(m.Tags) > 0 {
			p.tagged++
		}
		places[[2]string{m.Account, m.Region}] = p
	}
	var all []chain
	for at, p := range places {
		add := func(operation string, items, page, after int) {
			calls := max(1, int(math.Ceil(float64(items)/float64(page))))
			all = append(all, chain{at[0], at[1], operation, calls, after})
		}
		add("DescribeInstanceProperties", p.managed, 1000, 1)
		add("DescribeInstances", p.instances, 1000, 1)
		add("DescribeInstancePatchStates", p.managed, 50, 2)
		add("ListResourceComplianceSummaries", p.scanned, 50, 1)
		add("GetResources", p.tagged, 100, 1)
	}
	return all
}

// longest gives the chain that takes longest, of one operation or, where none is named, of all.
func longest(all []chain, latency time.Duration, operation string) chain {
	if operation != "" {
		all = slices.DeleteFunc(slices.Clone(all), func(c chain) bool { return c.operation != operation })
	}
	return slices.MaxFunc(all, func(a, b chain) int { return cmp.Compare(a.least(latency), b.least(latency)) })
}

// operations gives the names of the operations, those that take longest first.
func operations(all []chain, latency time.Duration) []string {
	var names []string
	for _, c := range slices.SortedFunc(slices.Values(all), func(a, b chain) int {
		return cmp.Or(cmp.Compare(b.least(latency), a.least(latency)), cmp.Compare(a.operation, b.operation))
	}) {
		if !slices.Contains(names, c.operation) {
			names = append(names, c.operation)
		}
	}
	return names
}
