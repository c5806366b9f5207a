package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/onepane/onepane-fleet-app/bench/serverpart"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
	"github.com/onepane/onepane-fleet-app/truth/judge"
)

// interval is how often the data source reads everything again here: short, so that what gets old gets old in a scenario.
const interval = 10 * time.Second

// wholeWithin is how long it may take until everything is whole: at the start, and again when the trouble is over.
const wholeWithin = 3 * time.Minute

// run is one scenario at one temperature, with a simulator and a server part of its own.
type run struct {
	planned
	simulator simulated.Simulator
	process   *pluginprocess.Process
	source    serverpart.DataSource
	// second is the other data source of a scenario that has two.
	second *serverpart.DataSource
	judge  judge.Judge
	// changing is held while the world changes, until it is noted what is true since: nothing is judged in between.
	changing sync.RWMutex
	secrets  judge.Secrets
	log      *logged

	mu     sync.Mutex
	result result
	// amid is whether the trouble is there; troubled, whether it has been there for long enough to be told from none.
	amid, troubled bool
	// told are those who were told what is the trouble, in words that the scenario asks for.
	told map[string]bool
	// heard is what they were told last.
	heard map[string]string
	// whole is the latest of what each kind of question had to be whole: empty where it was.
	whole map[string]string
}

// newRun starts a simulator. The server part is started when its time has come.
func newRun(p planned, nodes int) (*run, func(), error) {
	simulator, stop, err := simulated.Run("--nodes", fmt.Sprint(nodes), "--most-per-page", "20")
	if err != nil {
		return nil, nil, err
	}
	r := &run{
		planned: p, simulator: simulator, log: &logged{}, whole: map[string]string{}, told: map[string]bool{}, heard: map[string]string{},
		judge: judge.Judge{
			History: &judge.History{}, Recent: judge.NewRecent(), Interval: interval, Withheld: p.withheld, Also: p.also,
		},
		result: result{scenario: p.name, temperature: p.temperature, fewest: -1, findings: map[judge.Finding]int{}, rules: map[judge.Verdict]int{}},
	}
	r.judge.Off = r.off
	began := time.Now()
	estate, err := simulator.Estate()
	if err != nil {
		stop()
		return nil, nil, err
	}
	r.judge.History.Became(estate, began, began)
	r.secrets = secretsOf(estate)
	return r, func() {
		if r.process != nil {
			r.process.Stop()
		}
		stop()
	}, nil
}

// run lets it all happen.
func (r *run) run(ctx context.Context, executable string) error {
	if r.temperature == cold {
		if err := r.trouble(); err != nil {
			return err
		}
	}
	if err := r.startServerPart(executable); err != nil {
		return err
	}
	began := time.Now()
	asking, stop := context.WithCancel(ctx)
	var askers sync.WaitGroup
	r.askAll(asking, &askers)
	defer askers.Wait()
	defer stop()
	if r.temperature == warm {
		took, whole := r.untilWhole(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !whole {
			r.note("never whole before the trouble: " + r.missingWhole())
			return nil
		}
		r.result.firstWhole = took
		if err := r.trouble(); err != nil {
			return err
		}
	}
	if err := r.meanwhile(ctx); err != nil {
		return err
	}
	if r.settings == nil {
		if err := r.relief(); err != nil {
			return err
		}
		took, whole := r.untilWhole(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if whole {
			r.result.wholeAfter = took
		} else {
			r.note("not whole after the trouble: " + r.missingWhole())
		}
	}
	stop()
	askers.Wait()
	return r.account(time.Since(began))
}

// trouble begins.
func (r *run) trouble() error {
	r.mu.Lock()
	r.amid = true
	r.mu.Unlock()
	if r.clock != 0 {
		if err := r.simulator.SetClock(r.clock.Milliseconds()); err != nil {
			return err
		}
	}
	if len(r.faults) == 0 {
		return nil
	}
	return r.simulator.Faults(r.faults)
}

// meanwhile lets the trouble last, and the world move.
func (r *run) meanwhile(ctx context.Context) error {
	events := r.happens
	if events == nil {
		events = usualEvents
	}
	began := time.Now()
	// It takes a while until trouble can be told from none.
	steady := time.AfterFunc(min(2*interval, r.duration()/2), func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.troubled = r.amid
	})
	defer steady.Stop()
	if r.kills {
		killing := time.AfterFunc(r.duration()/2, func() {
			if err := r.process.Crash(); err != nil {
				r.note("the server part can't be killed: " + err.Error())
			}
			r.judge.Recent.Begins(time.Now())
		})
		defer killing.Stop()
	}
	for _, e := range events {
		if err := pause(ctx, e.after-time.Since(began)); err != nil {
			return err
		}
		if err := r.change(e.world); err != nil {
			return err
		}
	}
	return pause(ctx, r.duration()-time.Since(began))
}

// off is by how much ages may be off, either way. Clocks don't jump in life, and who ages things by AWS's clock needs its next
// answer to know of it: that it is off from the start is no excuse.
func (r *run) off() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.temperature == cold && r.amid {
		return 0
	}
	return r.clock.Abs()
}

// relief ends the trouble.
func (r *run) relief() error {
	r.mu.Lock()
	r.amid, r.troubled = false, false
	r.mu.Unlock()
	if err := r.simulator.ClearFaults(); err != nil {
		return err
	}
	if r.clock != 0 {
		return r.simulator.SetClock(0)
	}
	return nil
}

// untilWhole waits until every kind of question has been answered as well as can be, since now.
func (r *run) untilWhole(ctx context.Context) (took time.Duration, whole bool) {
	began := time.Now()
	r.mu.Lock()
	r.whole = map[string]string{}
	r.mu.Unlock()
	for time.Since(began) < wholeWithin {
		if r.missingWhole() == "" {
			return time.Since(began), true
		}
		if pause(ctx, 200*time.Millisecond) != nil {
			break
		}
	}
	return 0, false
}

// missingWhole is what isn't whole yet; empty where all is.
func (r *run) missingWhole() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	kinds := len(countedBy)*2 + len(judge.Lists) + 1
	if len(r.whole) < kinds {
		return fmt.Sprintf("%d of %d questions have been answered", len(r.whole), kinds)
	}
	var missing []string
	for _, why := range r.whole {
		if why != "" {
			missing = append(missing, why)
		}
	}
	return strings.Join(missing, "; ")
}

func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
