// Package pluginprocess runs the executable of a backend plugin as Grafana does: go-plugin's handshake with the plugin
// SDK's magic cookie, gRPC between the two, and a new process when the old one has died.
package pluginprocess

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/grpcplugin"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
	"github.com/hashicorp/go-hclog"
	goplugin "github.com/hashicorp/go-plugin"
)

// ExecutablePath is where Grafana looks for the executable of the plugin whose plugin.json lies in dir.
func ExecutablePath(dir, executable string) string {
	name := fmt.Sprintf("%s_%s_%s", executable, runtime.GOOS, runtime.GOARCH)
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(dir, name)
}

// Options say how a plugin's process is run.
type Options struct {
	// Executable is the path of the plugin's executable, see [ExecutablePath].
	Executable string
	// Env is the whole environment of the process, as Grafana since 12.4 passes nothing of its own on.
	Env []string
	// Logs receives the plugin's log from level LogLevel on.
	Logs     io.Writer
	LogLevel hclog.Level
}

// Process is a plugin that can be asked. It may be used by several goroutines at a time.
type Process struct {
	options Options
	logger  hclog.Logger

	mu      sync.Mutex
	running *running
	starts  int
	stopped bool
}

type running struct {
	client      *goplugin.Client
	command     *exec.Cmd
	data        grpcplugin.DataClient
	diagnostics grpcplugin.DiagnosticsClient
	resource    grpcplugin.ResourceClient
}

// Start starts the plugin and waits for its handshake. Stop ends it.
func Start(options Options) (*Process, error) {
	logs := options.Logs
	if logs == nil {
		logs = io.Discard
	}
	p := &Process{
		options: options,
		logger: hclog.New(&hclog.LoggerOptions{
			Name:   filepath.Base(options.Executable),
			Level:  options.LogLevel,
			Output: logs,
		}),
	}
	if _, err := p.alive(); err != nil {
		return nil, err
	}
	return p, nil
}

// QueryData asks the plugin for data.
func (p *Process) QueryData(ctx context.Context, req *backend.QueryDataRequest) (*backend.QueryDataResponse, error) {
	r, err := p.alive()
	if err != nil {
		return nil, err
	}
	res, err := r.data.QueryData(ctx, backend.ToProto().QueryDataRequest(req))
	if err != nil {
		return nil, err
	}
	return backend.FromProto().QueryDataResponse(res)
}

// CheckHealth asks the plugin for the health of the data source in the plugin context.
func (p *Process) CheckHealth(ctx context.Context, req *backend.CheckHealthRequest) (*backend.CheckHealthResult, error) {
	r, err := p.alive()
	if err != nil {
		return nil, err
	}
	res, err := r.diagnostics.CheckHealth(ctx, &pluginv2.CheckHealthRequest{
		PluginContext: backend.ToProto().PluginContext(req.PluginContext),
		Headers:       req.Headers,
	})
	if err != nil {
		return nil, err
	}
	return backend.FromProto().CheckHealthResponse(res), nil
}

// CallResource passes an HTTP request on to the plugin; the answer comes in one or more pieces.
func (p *Process) CallResource(ctx context.Context, req *backend.CallResourceRequest, sender backend.CallResourceResponseSender) error {
	r, err := p.alive()
	if err != nil {
		return err
	}
	stream, err := r.resource.CallResource(ctx, backend.ToProto().CallResourceRequest(req))
	if err != nil {
		return err
	}
	for {
		piece, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := sender.Send(backend.FromProto().CallResourceResponse(piece)); err != nil {
			return err
		}
	}
}

// Stop ends the process; calls in flight fail, and it is not started again.
func (p *Process) Stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stopped = true
	if p.running != nil {
		p.running.client.Kill()
		p.running = nil
	}
}

// alive returns the running process and starts a new one where the last has died. Grafana looks once a second; to look
// at each call does the same for whoever asks.
func (p *Process) alive() (*running, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return nil, fmt.Errorf("plugin %s is stopped", p.options.Executable)
	}
	if p.running != nil && !p.running.client.Exited() {
		return p.running, nil
	}
	r, err := p.launch()
	if err != nil {
		return nil, fmt.Errorf("plugin %s can't be started: %w", p.options.Executable, err)
	}
	p.running = r
	p.starts++
	return r, nil
}

// Starts is how often the process has been started: once, and again each time that it had died.
func (p *Process) Starts() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.starts
}

// Crash ends the process at once, as the system does where memory runs out: the next who asks starts it again.
func (p *Process) Crash() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running == nil {
		return nil
	}
	return p.running.command.Process.Kill()
}

func (p *Process) launch() (*running, error) {
	command := exec.Command(p.options.Executable)
	command.Env = p.options.Env
	client := goplugin.NewClient(&goplugin.ClientConfig{
		Cmd:         command,
		SkipHostEnv: true,
		HandshakeConfig: goplugin.HandshakeConfig{
			ProtocolVersion:  grpcplugin.ProtocolVersion,
			MagicCookieKey:   grpcplugin.MagicCookieKey,
			MagicCookieValue: grpcplugin.MagicCookieValue,
		},
		VersionedPlugins: map[int]goplugin.PluginSet{grpcplugin.ProtocolVersion: {
			"data":        &grpcplugin.DataGRPCPlugin{},
			"diagnostics": &grpcplugin.DiagnosticsGRPCPlugin{},
			"resource":    &grpcplugin.ResourceGRPCPlugin{},
		}},
		AllowedProtocols: []goplugin.Protocol{goplugin.ProtocolGRPC},
		Logger:           p.logger,
	})
	r, err := connect(client)
	if err != nil {
		client.Kill()
		return nil, err
	}
	r.command = command
	return r, nil
}

func connect(client *goplugin.Client) (*running, error) {
	rpc, err := client.Client()
	if err != nil {
		return nil, err
	}
	r := &running{client: client}
	if r.data, err = dispense[grpcplugin.DataClient](rpc, "data"); err != nil {
		return nil, err
	}
	if r.diagnostics, err = dispense[grpcplugin.DiagnosticsClient](rpc, "diagnostics"); err != nil {
		return nil, err
	}
	if r.resource, err = dispense[grpcplugin.ResourceClient](rpc, "resource"); err != nil {
		return nil, err
	}
	return r, nil
}

func dispense[T any](rpc goplugin.ClientProtocol, service string) (T, error) {
	var none T
	raw, err := rpc.Dispense(service)
	if err != nil {
		return none, err
	}
	client, ok := raw.(T)
	if !ok {
		return none, fmt.Errorf("the plugin SDK's %s client is a %T", service, raw)
	}
	return client, nil
}
