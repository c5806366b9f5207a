package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// probeEvery is how often the simulator is asked for what costs it nothing.
const probeEvery = 10 * time.Millisecond

// waits are how long the simulator took to answer what costs it nothing, shortest first.
type waits []time.Duration

// watch starts to ask the simulator for what costs it nothing, again and again, and gives the function that ends it. The
// simulator is one process: what it can't answer at once slows down whoever asks, and is no fault of theirs.
func watch(ctx context.Context, simulator simulated.Simulator) (end func() (waits, error)) {
	ctx, cancel := context.WithCancel(ctx)
	var seen waits
	ended := make(chan error, 1)
	go func() {
		for ctx.Err() == nil {
			started := time.Now()
			if err := knock(simulator); err != nil {
				ended <- err
				return
			}
			seen = append(seen, time.Since(started))
			time.Sleep(probeEvery)
		}
		ended <- nil
	}()
	return func() (waits, error) {
		cancel()
		err := <-ended
		slices.Sort(seen)
		return seen, err
	}
}

func knock(simulator simulated.Simulator) error {
	response, err := http.Get(simulator.URL + "/__faults")
	if err != nil {
		return fmt.Errorf("simulator: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	_, err = io.Copy(io.Discard, response.Body)
	return err
}

func (w waits) String() string {
	at := func(share float64) time.Duration {
		return w[int(share*float64(len(w)-1))].Round(100 * time.Microsecond)
	}
	return fmt.Sprintf("p50 %s, p99 %s, at most %s", at(0.50), at(0.99), at(1))
}
