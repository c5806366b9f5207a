// firstanswer measures how long the data source's server part takes to answer: when it has just started and knows nothing, and
// again. It reads a question a line from its standard input, as JSON, and writes what became of it as a line of JSON. Each question
// is put to a process of its own, over gRPC as Grafana does it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"os/signal"
	"slices"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/hashicorp/go-hclog"

	"github.com/onepane/onepane-fleet-app/bench/serverpart"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
)

// warmAnswers is how many times a question is asked again.
const warmAnswers = 21

// behindAnswer is how long a server part may go on reading after its answers, before its calls are counted.
const behindAnswer = 500 * time.Millisecond

// question is one request of a panel.
type question struct {
	Queries []map[string]any `json:"queries"`
	From    time.Time        `json:"from"` // where the dashboard's time range begins
}

// answer is how long its answers took; a row is a row of any of the queries.
type answer struct {
	ColdMs float64 `json:"coldMs"`
	WarmMs float64 `json:"warmMs"` // the middle one
	Rows   int     `json:"rows"`
}

func main() {
	log.SetFlags(0)
	simulator := flag.String("simulator", "", "address of a running simulator")
	executable := flag.String("executable", "", "path of the built server part")
	settings := flag.String("settings", "{}", "JSON of settings beside those of the simulator's accounts")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, simulated.Simulator{URL: *simulator}, *executable, *settings); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, simulator simulated.Simulator, executable, more string) error {
	estate, err := simulator.Estate()
	if err != nil {
		return err
	}
	settings, err := simulator.DataSource(estate)
	if err != nil {
		return err
	}
	if settings.JSONData, err = merged(settings.JSONData, []byte(more)); err != nil {
		return fmt.Errorf("-settings %s: %w", more, err)
	}
	lines, answers := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return err
		}
		a, err := measure(ctx, q, settings, executable)
		if err != nil {
			return fmt.Errorf("%v: %w", q.Queries[0], err)
		}
		if err := answers.Encode(a); err != nil {
			return err
		}
	}
	return lines.Err()
}

func measure(ctx context.Context, q question, settings backend.DataSourceInstanceSettings, executable string) (a answer, err error) {
	process, err := pluginprocess.Start(pluginprocess.Options{Executable: executable, Logs: os.Stderr, LogLevel: hclog.Warn})
	if err != nil {
		return a, err
	}
	defer process.Stop()
	source := serverpart.For(process, settings).Since(q.From)
	var cold time.Duration
	if cold, a.Rows, err = ask(ctx, source, q); err != nil {
		return a, err
	}
	warm := make([]time.Duration, warmAnswers)
	for i := range warm {
		if warm[i], _, err = ask(ctx, source, q); err != nil {
			return a, err
		}
	}
	time.Sleep(behindAnswer)
	slices.Sort(warm)
	a.ColdMs, a.WarmMs = milliseconds(cold), milliseconds(warm[warmAnswers/2])
	return a, nil
}

// ask sends the queries, none of which puts up with a part of the answer.
func ask(ctx context.Context, source serverpart.DataSource, q question) (took time.Duration, rows int, err error) {
	began := time.Now()
	answers, err := source.Query(ctx, nil, q.Queries...)
	took = time.Since(began)
	if err != nil {
		return took, 0, err
	}
	for _, a := range answers {
		if a.Error != nil {
			return took, 0, a.Error
		}
		for _, frame := range a.Frames {
			rows += frame.Rows()
		}
	}
	return took, rows, nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// merged gives the JSON of an object with the members of another one added.
func merged(object, more []byte) ([]byte, error) {
	var all, added map[string]any
	if err := json.Unmarshal(object, &all); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(more, &added); err != nil {
		return nil, err
	}
	maps.Copy(all, added)
	return json.Marshal(all)
}
