// gate runs scenarios of trouble against the data source's built server part, over its real plugin interface, and holds every
// answer against what is true of the simulated world at that moment. truth/README.md says how it judges.
//
//	go run ./truth/gate -executable dist/datasource/gpx_onepane_ssm_linux_amd64 [-short] [-parallel 8] [scenario ...]
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"syscall"
)

func main() {
	log.SetFlags(0)
	executable := flag.String("executable", "", "path of the built server part")
	short := flag.Bool("short", false, "only the scenarios that npm test runs")
	parallel := flag.Int("parallel", 8, "how many runs at a time: they wait for most of theirs")
	nodes := flag.Int("nodes", 180, "machines of the simulated estate")
	list := flag.Bool("list", false, "only list the scenarios")
	flag.Parse()
	chosen, err := choose(scenarios(), flag.Args(), *short)
	if err != nil {
		log.Fatal(err)
	}
	if *list {
		for _, s := range chosen {
			fmt.Println(s.name)
		}
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	failed := runAll(ctx, runsOf(chosen, *short), *parallel, *nodes, *executable)
	if failed > 0 {
		stop()
		os.Exit(1)
	}
}

// choose gives the scenarios of these names; a name that ends with * stands for all that begin so. No names: all.
func choose(all []scenario, names []string, short bool) ([]scenario, error) {
	var chosen []scenario
	for _, s := range all {
		if len(names) == 0 && (s.short != "" || !short) || slices.ContainsFunc(names, func(name string) bool { return isNamed(s, name) }) {
			chosen = append(chosen, s)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(all, func(s scenario) bool { return isNamed(s, name) }) {
			return nil, fmt.Errorf("%q is no scenario: npm run truth -- --help lists them", name)
		}
	}
	return chosen, nil
}

func isNamed(s scenario, name string) bool {
	if start, open := strings.CutSuffix(name, "*"); open {
		return strings.HasPrefix(s.name, start)
	}
	return s.name == name
}

// planned is a run that is to be.
type planned struct {
	scenario
	temperature
}

// runsOf gives the runs of scenarios, the longest first, so that the last one doesn't run alone.
func runsOf(chosen []scenario, short bool) []planned {
	var runs []planned
	for _, s := range chosen {
		for _, t := range s.temperatures(short) {
			runs = append(runs, planned{s, t})
		}
	}
	slices.SortStableFunc(runs, func(a, b planned) int { return cmp.Compare(b.duration(), a.duration()) })
	return runs
}

// runAll runs so many at a time, and says a line for each as it ends. It gives how many did not pass.
func runAll(ctx context.Context, runs []planned, parallel, nodes int, executable string) (failed int) {
	fmt.Println(heading())
	var say sync.Mutex
	slots := make(chan struct{}, parallel)
	var all sync.WaitGroup
	passed := 0
	for _, p := range runs {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if ctx.Err() != nil {
				return
			}
			r := runOne(ctx, p, nodes, executable)
			if r == nil {
				return
			}
			say.Lock()
			defer say.Unlock()
			fmt.Println(r.line())
			r.explain(os.Stdout)
			if r.passed() {
				passed++
			} else {
				failed++
			}
		})
	}
	all.Wait()
	unrun := len(runs) - passed - failed
	if unrun > 0 {
		fmt.Printf("%d of %d runs did not come to their end\n", unrun, len(runs))
	}
	fmt.Printf("%d passed, %d failed\n", passed, failed)
	return failed + unrun
}

// runOne runs a scenario at a temperature. What keeps it from being run makes it fail; nil where it was interrupted.
func runOne(ctx context.Context, p planned, nodes int, executable string) *result {
	r, end, err := newRun(p, nodes)
	if err != nil {
		return &result{scenario: p.name, temperature: p.temperature, fewest: -1, notes: []string{err.Error()}}
	}
	defer end()
	if err := r.run(ctx, executable); errors.Is(err, context.Canceled) {
		return nil
	} else if err != nil {
		r.note(err.Error())
	}
	return &r.result
}
