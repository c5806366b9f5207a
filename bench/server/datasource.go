package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/hashicorp/go-hclog"

	"github.com/onepane/onepane-fleet-app/bench/serverpart"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
)

// datasource is the server part in a process of its own, with one configured data source.
type datasource struct {
	serverpart.DataSource
	process   *pluginprocess.Process
	simulator simulated.Simulator
	estate    simulated.Estate
}

// start starts it with these settings beside those of the simulator's accounts; optional.
func start(simulator simulated.Simulator, executable string, more func(simulated.Estate) map[string]any) (*datasource, error) {
	estate, err := simulator.Estate()
	if err != nil {
		return nil, err
	}
	settings, err := simulator.DataSource(estate)
	if err != nil {
		return nil, err
	}
	if more != nil {
		if settings.JSONData, err = merged(settings.JSONData, more(estate)); err != nil {
			return nil, err
		}
	}
	process, err := pluginprocess.Start(pluginprocess.Options{Executable: executable, Logs: os.Stderr, LogLevel: hclog.Warn})
	if err != nil {
		return nil, err
	}
	return &datasource{serverpart.For(process, settings), process, simulator, estate}, nil
}

// merged gives the JSON of an object with members added.
func merged(object []byte, more map[string]any) ([]byte, error) {
	all := map[string]any{}
	if err := json.Unmarshal(object, &all); err != nil {
		return nil, err
	}
	maps.Copy(all, more)
	return json.Marshal(all)
}

// byBucket counts all nodes by what takes longest to read: a state for each node.
func byBucket() map[string]any {
	return map[string]any{"resource": "nodes", "view": "count", "groupBy": []string{"patchBucket", "tag:Owner"}, "partial": true}
}

// untilWhole asks a query until everything has been read, as a panel does though more often, and gives the last answer; seen is
// called with each.
func (d *datasource) untilWhole(ctx context.Context, query map[string]any, seen func(*data.Frame)) (*data.Frame, error) {
	for {
		frame, err := d.Ask(ctx, query)
		if err != nil {
			return nil, err
		}
		seen(frame)
		raw, err := json.Marshal(frame.Meta.Custom)
		if err != nil {
			return nil, err
		}
		var meta struct{ Progress struct{ Read, Expected int } }
		if err := json.Unmarshal(raw, &meta); err != nil {
			return nil, err
		}
		if meta.Progress.Read == meta.Progress.Expected {
			return frame, nil
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// reading is what the data source tells of one target: an operation in one account and Region.
type reading struct {
	api                            string
	took, calls, throttles, errors float64 // took in seconds; errors without the throttles
}

// readings asks the data source how it has read its targets.
func (d *datasource) readings(ctx context.Context) ([]reading, error) {
	frame, err := d.Ask(ctx, map[string]any{
		"resource": "targets", "view": "table", "columns": []string{"api", "took", "calls", "throttles", "errors"}, "limit": 10_000,
	})
	if err != nil {
		return nil, err
	}
	readings := make([]reading, frame.Rows())
	for row := range readings {
		number := func(column int) float64 {
			value, _ := frame.Fields[column].NullableFloatAt(row)
			if value == nil {
				return 0
			}
			return *value
		}
		api, ok := frame.Fields[0].ConcreteAt(row)
		if !ok {
			return nil, fmt.Errorf("target %d has no operation", row)
		}
		readings[row] = reading{fmt.Sprint(api), number(1), number(2), number(3), number(4)}
	}
	return readings, nil
}
