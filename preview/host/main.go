// The preview's host: serves the preview's page and answers Grafana's HTTP API for it, with the built plugin's server
// part as a process of its own and stand-ins for the data sources that Grafana brings itself.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/log"
	"github.com/hashicorp/go-hclog"

	"github.com/onepane/onepane-fleet-app/preview/host/api"
	"github.com/onepane/onepane-fleet-app/preview/host/azuremonitor"
	"github.com/onepane/onepane-fleet-app/preview/host/cloudwatch"
	"github.com/onepane/onepane-fleet-app/preview/host/pluginprocess"
	"github.com/onepane/onepane-fleet-app/preview/host/plugins"
	"github.com/onepane/onepane-fleet-app/preview/host/prometheus"
	"github.com/onepane/onepane-fleet-app/preview/host/provisioning"
)

type flags struct {
	listen           string
	dist             string
	web              string
	uiImages         string
	provisioning     string
	untilStdinCloses bool
}

func main() {
	var f flags
	flag.StringVar(&f.listen, "listen", "127.0.0.1:0", "address to serve on; port 0 takes a free one")
	flag.StringVar(&f.dist, "dist", "dist", "folder of the built plugin")
	flag.StringVar(&f.web, "web", ".cache/preview", "folder of the preview's built page")
	flag.StringVar(&f.uiImages, "ui-images", "node_modules/@grafana/ui/dist/public/img", "folder of @grafana/ui's images")
	flag.StringVar(&f.provisioning, "provisioning", "provisioning", "folder with datasources/, plugins/ and dashboards/ as Grafana reads them")
	flag.BoolVar(&f.untilStdinCloses, "until-stdin-closes", false, "end when standard input closes, so that the host never outlives who started it")
	flag.Parse()

	// Grafana's AWS library can't make a client where this is set. The stand-ins speak to AWS's public endpoints, or to
	// ones without TLS; the plugin gets an environment of its own anyway.
	backend.Logger = log.NewWithLevel(log.Warn)
	log.DefaultLogger = backend.Logger
	os.Unsetenv("AWS_CA_BUNDLE")

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if f.untilStdinCloses {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin) // closed or broken is the same here
			stop()
		}()
	}
	if err := run(ctx, f, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "preview host:", err)
		os.Exit(1)
	}
}

// run serves until ctx ends, then ends the plugins' processes.
func run(ctx context.Context, f flags, stdout, stderr io.Writer) error {
	if _, err := os.Stat(filepath.Join(f.web, "index.html")); err != nil {
		return fmt.Errorf("the preview's page isn't built: %w", err)
	}
	provisioned, err := provisioning.Read(f.provisioning, os.LookupEnv)
	if err != nil {
		return err
	}
	if len(provisioned.Unset) > 0 {
		fmt.Fprintf(stderr, "%s refers to variables that are not set: %s\n", f.provisioning, strings.Join(provisioned.Unset, ", "))
	}
	found, err := plugins.Find(f.dist)
	if err != nil {
		return err
	}

	backends := map[string]api.Backend{
		"cloudwatch":                       cloudwatch.New(),
		"grafana-azure-monitor-datasource": azuremonitor.New(),
		"prometheus":                       prometheus.New(),
	}
	for _, plugin := range found {
		if plugin.Executable == "" {
			continue
		}
		process, err := pluginprocess.Start(pluginprocess.Options{
			Executable: pluginprocess.ExecutablePath(plugin.Dir, plugin.Executable),
			Env:        []string{"GF_VERSION=" + api.GrafanaVersion},
			Logs:       stderr,
			LogLevel:   hclog.Warn,
		})
		if err != nil {
			return err
		}
		defer process.Stop()
		backends[plugin.ID] = process
	}

	handler, err := api.New(api.Config{
		Plugins: found, Provisioned: provisioned, Backends: backends,
		StandIns: map[string]string{
			"cloudwatch":                       "CloudWatch",
			"grafana-azure-monitor-datasource": "Azure Monitor",
			"prometheus":                       "Prometheus",
		},
		Dashboards: filepath.Join(f.dist, "dashboards"), UIImages: f.uiImages, Web: f.web,
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", f.listen)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	fmt.Fprintf(stdout, "listening on http://%s\n", listener.Addr())

	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := server.Shutdown(ending); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
