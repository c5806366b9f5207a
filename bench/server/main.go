// server measures the data source's server part, started and asked over gRPC as Grafana does, against a simulator that is
// already running. It writes one JSON object to its standard output, and to its standard error what a person wants to see.
//
//	go run ./bench/server -simulator http://127.0.0.1:4566 -executable dist/datasource/gpx_onepane_ssm_linux_amd64 warm
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

func main() {
	log.SetFlags(0)
	simulator := flag.String("simulator", "", "address of a running simulator")
	executable := flag.String("executable", "", "path of the built server part")
	latency := flag.Duration("latency", 50*time.Millisecond, "what the simulator takes for a call, for the bound of cold")
	flag.Parse()

	measures := map[string]func(context.Context, *datasource) (any, error){
		"cold":    func(ctx context.Context, d *datasource) (any, error) { return cold(ctx, d, *latency) },
		"warm":    warm,
		"missing": func(ctx context.Context, d *datasource) (any, error) { return missing(ctx, d, *latency) },
	}
	settings := map[string]func(simulated.Estate) map[string]any{
		"missing": func(e simulated.Estate) map[string]any { return oftener(e, *latency) },
	}
	measure, ok := measures[flag.Arg(0)]
	if !ok {
		log.Fatalf("%q is no measurement of the server part. Name cold, warm or missing.", flag.Arg(0))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	result, err := run(ctx, simulated.Simulator{URL: *simulator}, *executable, settings[flag.Arg(0)], measure)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
		log.Fatal(err)
	}
}

func run(
	ctx context.Context, simulator simulated.Simulator, executable string, settings func(simulated.Estate) map[string]any,
	measure func(context.Context, *datasource) (any, error),
) (any, error) {
	d, err := start(simulator, executable, settings)
	if err != nil {
		return nil, err
	}
	defer d.process.Stop()
	fmt.Fprintf(os.Stderr, "%d machines in %d account-Regions\n", len(d.estate.Machines), regions(d.estate))
	return measure(ctx, d)
}

// regions counts the Regions of all accounts.
func regions(e simulated.Estate) (n int) {
	for _, a := range e.Accounts {
		n += len(a.Regions)
	}
	return n
}
