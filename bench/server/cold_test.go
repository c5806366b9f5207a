package main

import (
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

func TestBoundIsThatOfTheLargestPlace(t *testing.T) {
	e := simulated.Estate{Machines: []simulated.Machine{{Account: "a", Region: "x", Managed: true}}}
	if got, want := bound(e, 50*time.Millisecond), 150*time.Millisecond; got != want {
		t.Errorf("bound of one node is %s, want %s", got, want)
	}
	for range 100 {
		e.Machines = append(e.Machines,
			simulated.Machine{Account: "b", Region: "x", Managed: true},
			simulated.Machine{Account: "b", Region: "x"})
	}
	// 100 managed nodes are two calls, a fifth of a second apart; before them one call for the role and one for the nodes.
	if got, want := bound(e, 50*time.Millisecond), 350*time.Millisecond; got != want {
		t.Errorf("bound is %s, want %s", got, want)
	}
}
