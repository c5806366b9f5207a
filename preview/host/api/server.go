// Package api answers the part of Grafana's HTTP API that the preview's page needs: what Grafana tells the browser at the
// start, dashboards, data sources and their queries, and the files of plugins.
package api

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/plugins"
	"github.com/onepane/onepane-fleet-app/preview/host/provisioning"
)

// The one organization of the preview.
const orgID = 1

// Backend is the server part of a data source: a plugin's process, or a stand-in for one of Grafana's own.
type Backend interface {
	backend.QueryDataHandler
	backend.CheckHealthHandler
	backend.CallResourceHandler
}

// Config says what the host shows.
type Config struct {
	Plugins     []plugins.Plugin
	Provisioned provisioning.Provisioned
	// Backends are the server parts by data source type.
	Backends map[string]Backend
	// StandIns are the data source types of Backends that Grafana brings itself, with their names.
	StandIns map[string]string
	// Dashboards, UIImages and Web are folders: bundled dashboards, @grafana/ui's images, and the preview's page.
	Dashboards string
	UIImages   string
	Web        string
}

type server struct {
	Config
	dataSources []*dataSource
}

// New makes the host's handler. It fails where a provisioned data source has no server part.
func New(config Config) (http.Handler, error) {
	s := &server{Config: config}
	for i, p := range config.Provisioned.DataSources {
		if config.Backends[p.Type] == nil {
			return nil, fmt.Errorf("data source %q: the preview has no data source of type %q", p.Name, p.Type)
		}
		if s.byUID(p.UID) != nil {
			return nil, fmt.Errorf("data source %q: uid %q is provisioned twice", p.Name, p.UID)
		}
		s.dataSources = append(s.dataSources, newDataSource(int64(i+1), p))
	}

	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/preview/boot", s.boot)
	mux.HandleFunc("POST /api/ds/query", s.query)
	mux.HandleFunc("GET /api/datasources", s.listDataSources)
	mux.HandleFunc("GET /api/datasources/uid/{uid}", s.withDataSource(s.getDataSource))
	mux.HandleFunc("PUT /api/datasources/uid/{uid}", s.withDataSource(s.putDataSource))
	mux.HandleFunc("GET /api/datasources/uid/{uid}/health", s.withDataSource(s.health))
	mux.HandleFunc("/api/datasources/uid/{uid}/resources/{path...}", s.withDataSource(s.resource))
	mux.HandleFunc("GET /api/plugins/{id}/settings", s.pluginSettings)
	mux.HandleFunc("GET /api/dashboards/uid/{uid}", s.dashboard)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		writeError(w, http.StatusNotFound, r.Method+" "+r.URL.Path+" can't be shown in the preview")
	})
	for _, p := range config.Plugins {
		mux.Handle("GET /"+p.BaseURL()+"/", files("/"+p.BaseURL()+"/", p.Dir))
	}
	mux.Handle("GET /public/build/img/", files("/public/build/img/", config.UIImages))
	mux.Handle("GET /public/img/", files("/public/img/", config.UIImages))
	mux.HandleFunc("/", s.page)

	// Whoever looks at the preview in a browser may have other pages open: these must not ask or save in their name.
	return http.NewCrossOriginProtection().Handler(s.numberedDataSources(mux)), nil
}

var numbered = regexp.MustCompile(`^/api/datasources/(\d+)(/resources/.*|/health)$`)

// numberedDataSources lets browser code use a data source's number where newer code uses its uid.
func (s *server) numberedDataSources(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if m := numbered.FindStringSubmatch(r.URL.Path); m != nil {
			id, err := strconv.ParseInt(m[1], 10, 64)
			i := slices.IndexFunc(s.dataSources, func(d *dataSource) bool { return err == nil && d.id == id })
			if i < 0 {
				writeError(w, http.StatusNotFound, "Data source not found")
				return
			}
			r = r.Clone(r.Context())
			r.URL.Path = "/api/datasources/uid/" + s.dataSources[i].uid + m[2]
			r.URL.RawPath = ""
		}
		next.ServeHTTP(w, r)
	})
}

// files serves a folder. A development build changes under the same names, so nothing is kept without asking.
func files(prefix, folder string) http.Handler {
	serve := http.StripPrefix(prefix, http.FileServerFS(os.DirFS(folder)))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		serve.ServeHTTP(w, r)
	})
}

// page serves the page's files, and for every other address the page itself, which finds its way by the address.
func (s *server) page(w http.ResponseWriter, r *http.Request) {
	folder := os.DirFS(s.Web)
	name := path.Clean("/" + r.URL.Path)[1:]
	if info, err := fs.Stat(folder, name); err != nil || info.IsDir() {
		name = "index.html"
	}
	w.Header().Set("Cache-Control", "no-cache")
	http.ServeFileFS(w, r, folder, name)
}

func writeJSON(w http.ResponseWriter, status int, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		status, text = http.StatusInternalServerError, []byte(`{"message":"The answer can't be written as JSON"}`)
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(status)
	// A reader that went away is no one to report to.
	_, _ = w.Write(text)
}

// writeError answers in the shape of Grafana's API errors.
func writeError(w http.ResponseWriter, status int, message string) {
	writeJSON(w, status, map[string]any{"message": message, "statusCode": status})
}

// writePluginError answers as Grafana does for a call to a plugin that failed as a whole.
func writePluginError(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil {
		return // the browser has gone: nobody reads the answer, and the plugin did nothing wrong
	}
	backend.Logger.Error("A call to a plugin failed", "url", r.URL.Path, "error", err)
	writeJSON(w, http.StatusInternalServerError, map[string]any{
		"statusCode": http.StatusInternalServerError,
		"messageId":  "plugin.requestFailureError",
		"message":    "An error occurred within the plugin",
	})
}
