package judge

import (
	"sync"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// Place is one Region of one account.
type Place struct{ Account, Region string }

// truth is what was true of the world for some time.
type truth struct {
	// from and until bound the time in which it may have been true: it begins before the one before it has surely ended, as
	// nobody knows when in the course of a change the world changed. until is zero for what is true now.
	from, until time.Time
	estate      simulated.Estate
	machines    map[string]machine
}

// machine is what is true of one machine, with all that is worked out from it.
type machine struct {
	simulated.Machine
	place Place
	// shown is what each column of `nodes` should show of it.
	shown map[string]string
	// standIns are what each column may show instead, where the answer says that it must do without an operation.
	standIns map[string][]string
}

// History is what was true of the simulated world, and when. It may be used by several goroutines at a time.
type History struct {
	mu     sync.Mutex
	truths []*truth
}

// Became says that the world is like this: at the earliest since a moment before it was changed, for sure by another one.
func (h *History) Became(estate simulated.Estate, since, forSure time.Time) {
	now := &truth{from: since, estate: estate, machines: make(map[string]machine, len(estate.Machines))}
	for _, m := range estate.Machines {
		known := machine{Machine: m, place: Place{m.Account, m.Region}, shown: make(map[string]string, len(facts)), standIns: map[string][]string{}}
		for _, f := range facts {
			known.shown[f.column] = f.of(estate, m)
			if f.standIns != nil {
				known.standIns[f.column] = f.standIns(estate, m)
			}
		}
		now.machines[m.NodeID] = known
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.truths) > 0 {
		h.truths[len(h.truths)-1].until = forSure
	}
	h.truths = append(h.truths, now)
}

// Now is the estate as it is.
func (h *History) Now() simulated.Estate { return h.newest().estate }

func (h *History) newest() *truth {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.truths[len(h.truths)-1]
}

// began is when the world was first looked at.
func (h *History) began() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.truths[0].from
}

// between gives all that was true at some time of a span, the oldest first.
func (h *History) between(from, until time.Time) []*truth {
	h.mu.Lock()
	defer h.mu.Unlock()
	var found []*truth
	for _, t := range h.truths {
		if !t.from.After(until) && (t.until.IsZero() || !t.until.Before(from)) {
			found = append(found, t)
		}
	}
	return found
}

// in gives the machines of a place as it is.
func (h *History) in(p Place) []machine {
	var found []machine
	for _, m := range h.newest().machines {
		if m.place == p {
			found = append(found, m)
		}
	}
	return found
}
