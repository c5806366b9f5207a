package main

import (
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// scenario is trouble that the server part gets into. Each is run twice: cold, with the trouble there before the server part
// starts, and warm, with the trouble coming over a fleet that has been read.
type scenario struct {
	name string
	// faults are on for as long as the trouble lasts.
	faults []simulated.Fault
	// clock is by how much AWS's clock and Grafana's differ meanwhile.
	clock time.Duration
	// happens is what happens to the world meanwhile; nil: machines vanish, appear, stop and change their names.
	happens []event
	// lasts is how long the trouble lasts; 0 is the usual time.
	lasts time.Duration
	// settings changes the data source's settings, for trouble that is in them. It doesn't end.
	settings func(map[string]any)
	// dead: AWS can't be read at all meanwhile, so that Save & test must not call it working.
	dead bool
	// says is what must be read in the words for it: of "Save & test"; where nothing can be read from the start, of a panel and of
	// a rule, too. Empty: nothing in particular.
	says string
	// withheld: AWS itself doesn't tell some values, and nobody can say more than that they are unknown.
	withheld bool
	// also gives what else may be shown in a column of a node, as AWS says both; nil: nothing.
	also func(column, right string) string
	// only is the one temperature at which it makes sense; empty where both do.
	only temperature
	// kills: the server part is killed amid the trouble, and started again by the next who asks.
	kills bool
	// twice: a second data source reads the same accounts under other names, and must not have them read again.
	twice bool
	// viewers is how many people look at the same time; 0 is one.
	viewers int
	// short is the temperature at which npm test runs it; empty where it doesn't.
	short temperature
}

// usually is how long trouble lasts: some intervals of refreshing, so that whatever is to become old does.
const usually = 40 * time.Second

func (s scenario) duration() time.Duration {
	if s.lasts == 0 {
		return usually
	}
	return s.lasts
}

// event is a change of the world, so long after the trouble began.
type event struct {
	after time.Duration
	world func(simulated.Estate) simulated.World
}

// temperature says when the trouble comes.
type temperature string

const (
	cold temperature = "cold"
	warm temperature = "warm"
)

func (s scenario) temperatures(short bool) []temperature {
	switch {
	case short:
		return []temperature{s.short}
	case s.only != "":
		return []temperature{s.only}
	}
	return []temperature{cold, warm}
}
