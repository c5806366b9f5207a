package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/hashicorp/go-hclog"

	"github.com/onepane/onepane-fleet-app/bench/serverpart"
	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
)

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
