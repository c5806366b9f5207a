package main

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/hashicorp/go-hclog"

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

// logged is what the server part has logged.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(text)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// secretsOf gives what must not leave the server part. A session token begins as AWS's do; the simulator makes them up as it goes.
func secretsOf(estate simulated.Estate) judge.Secrets {
	secrets := judge.Secrets{
		Words:    map[string]string{"the secret access key": simulated.SecretKey},
		Patterns: map[string]*regexp.Regexp{"a session token": regexp.MustCompile(`IQoJb3JpZ2luX2Vj[\w+/=]{8}`)},
	}
	for _, a := range estate.Accounts {
		secrets.Words["the external id of "+a.Name] = a.ReaderRole.ExternalID
	}
	return secrets
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

// startServerPart starts the server part, with what has been made of the data source's settings.
func (r *run) startServerPart(executable string) error {
	process, err := pluginprocess.Start(pluginprocess.Options{Executable: executable, Logs: r.log, LogLevel: hclog.Debug})
	if err != nil {
		return err
	}
	r.process = process
	r.judge.Recent.Begins(time.Now())
	settings, err := r.dataSource("fleet", func(map[string]any) {})
	if err != nil {
		return err
	}
	r.source = serverpart.For(process, settings)
	if r.twice {
		renamed, err := r.dataSource("again", func(settings map[string]any) {
			for _, account := range settings["accounts"].([]any) {
				of := account.(map[string]any)
				of["name"] = fmt.Sprintf("again-%s", of["name"])
			}
		})
		if err != nil {
			return err
		}
		second := serverpart.For(process, renamed)
		r.second = &second
	}
	return nil
}

func (r *run) dataSource(uid string, change func(map[string]any)) (backend.DataSourceInstanceSettings, error) {
	instance, err := r.simulator.DataSource(r.judge.History.Now())
	if err != nil {
		return instance, err
	}
	var settings map[string]any
	if err := json.Unmarshal(instance.JSONData, &settings); err != nil {
		return instance, err
	}
	every := interval.String()
	settings["refresh"] = map[string]any{"nodes": every, "patchStates": every, "associations": every, "tags": every}
	if r.settings != nil {
		r.settings(settings)
	}
	change(settings)
	instance.UID, instance.Name = uid, uid
	instance.JSONData, err = json.Marshal(settings)
	return instance, err
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
		if took, whole := r.untilWhole(ctx); whole {
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

// account adds to the result what is known when all is over, so long after the start.
func (r *run) account(took time.Duration) error {
	calls, err := r.simulator.Calls()
	if err != nil {
		return err
	}
	for _, c := range calls {
		r.result.calls, r.result.throttles = r.result.calls+c.Calls, r.result.throttles+c.Throttled
		// A list of one page, so that a call is a reading; Save & test may add one each.
		readings := took.Seconds()/(0.9*interval.Seconds()) + float64(1+r.result.health)
		if (r.twice || r.viewers > 1) && c.Operation == "DescribePatchGroups" && float64(c.Calls) > 1.3*readings {
			r.found([]judge.Finding{{Kind: judge.Wrong, What: "an account and Region is read more often for more who look",
				Why: fmt.Sprintf("%d calls of %s in %s of %s, enough are %.0f", c.Calls, c.Operation, c.Region, c.Account, readings)}})
		}
	}
	visits, err := r.simulator.Portal()
	if err != nil {
		return err
	}
	for _, v := range visits {
		if v.SecurityToken {
			r.found([]judge.Finding{{Kind: judge.Leaked, What: "a session token reached the address that a redirect names"}})
		}
	}
	r.found(r.secrets.In(r.log.String(), "the server part's log"))
	r.found(r.untold())
	crashes := r.process.Starts() - 1
	if r.kills {
		crashes--
	}
	if crashes > 0 {
		r.note(fmt.Sprintf("the server part ended by itself, %d times: %s", crashes, panicIn(r.log.String())))
	}
	return nil
}

// panicIn gives what a process said when it ended, and the first places of the code that it names.
func panicIn(log string) string {
	_, end, found := strings.Cut(log, "panic:")
	if !found {
		return "it did not say why"
	}
	said, _, _ := strings.Cut(end, "\n")
	var places []string
	for _, place := range goPlace.FindAllString(end, -1) {
		if len(places) < 4 && !slices.Contains(places, place) {
			places = append(places, place)
		}
	}
	return strings.TrimSpace(said) + " at " + strings.Join(places, ", ")
}

// goPlace is a line of Go code, as a stack trace names it, without the runtime's own.
var goPlace = regexp.MustCompile(`(github\.com/)[\w./@-]+\.go:\d+`)

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
