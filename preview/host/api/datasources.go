package api

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"slices"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

func (s *server) byUID(uid string) *dataSource {
	i := slices.IndexFunc(s.dataSources, func(d *dataSource) bool { return d.uid == uid })
	if i < 0 {
		return nil
	}
	return s.dataSources[i]
}

func (s *server) withDataSource(handle func(http.ResponseWriter, *http.Request, *dataSource)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		d := s.byUID(r.PathValue("uid"))
		if d == nil {
			writeError(w, http.StatusNotFound, "Data source not found")
			return
		}
		handle(w, r, d)
	}
}

func (s *server) listDataSources(w http.ResponseWriter, _ *http.Request) {
	list := make([]dataSourceDTO, 0, len(s.dataSources))
	for _, d := range s.dataSources {
		list = append(list, d.dto())
	}
	writeJSON(w, http.StatusOK, list)
}

func (s *server) getDataSource(w http.ResponseWriter, _ *http.Request, d *dataSource) {
	writeJSON(w, http.StatusOK, d.dto())
}

func (s *server) putDataSource(w http.ResponseWriter, r *http.Request, d *dataSource) {
	var body saved
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		writeError(w, http.StatusBadRequest, "bad request data: "+err.Error())
		return
	}
	d.save(body)
	dto := d.dto()
	writeJSON(w, http.StatusOK, map[string]any{"message": "Datasource updated", "id": dto.ID, "name": dto.Name, "datasource": dto})
}

func (s *server) health(w http.ResponseWriter, r *http.Request, d *dataSource) {
	pluginContext, err := s.pluginContext(d)
	if err != nil {
		writePluginError(w, r, err)
		return
	}
	ctx := withPluginContext(r.Context(), pluginContext)
	res, err := s.Backends[d.typ].CheckHealth(ctx, &backend.CheckHealthRequest{PluginContext: pluginContext})
	if err != nil {
		writePluginError(w, r, err)
		return
	}
	body := map[string]any{"status": res.Status.String(), "message": res.Message}
	if len(res.JSONDetails) > 0 {
		body["details"] = json.RawMessage(res.JSONDetails)
	}
	status := http.StatusOK
	if res.Status != backend.HealthStatusOk {
		status = http.StatusBadRequest
	}
	writeJSON(w, status, body)
}

func (s *server) resource(w http.ResponseWriter, r *http.Request, d *dataSource) {
	pluginContext, err := s.pluginContext(d)
	if err != nil {
		writePluginError(w, r, err)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		writeError(w, http.StatusBadRequest, "the request's body can't be read: "+err.Error())
		return
	}
	address := r.PathValue("path")
	if r.URL.RawQuery != "" {
		address += "?" + r.URL.RawQuery
	}
	sender := &resourceSender{w: w}
	ctx := withPluginContext(r.Context(), pluginContext)
	err = s.Backends[d.typ].CallResource(ctx, &backend.CallResourceRequest{
		PluginContext: pluginContext,
		Path:          r.PathValue("path"), Method: r.Method, URL: address, Headers: forwarded(r.Header), Body: body,
	}, sender)
	if err != nil && !sender.started {
		writePluginError(w, r, err)
	}
}

// forwarded drops what is between the browser and the host only.
func forwarded(headers http.Header) http.Header {
	kept := maps.Clone(headers)
	for _, name := range []string{"Cookie", "Authorization", "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Accept-Encoding"} {
		kept.Del(name)
	}
	return kept
}

// resourceSender writes a plugin's answer as it comes: the first piece brings status and headers.
type resourceSender struct {
	w       http.ResponseWriter
	started bool
}

// An answer is the plugin's, so it may set nothing for the host's own origin.
var notTakenOver = []string{"Set-Cookie", "Content-Length", "Connection", "Transfer-Encoding"}

func (s *resourceSender) Send(res *backend.CallResourceResponse) error {
	if !s.started {
		s.started = true
		for name, values := range res.Headers {
			if !slices.Contains(notTakenOver, http.CanonicalHeaderKey(name)) {
				s.w.Header()[http.CanonicalHeaderKey(name)] = values
			}
		}
		// What a plugin passes on may come from anyone: as a page of its own it must not run anything.
		s.w.Header().Set("Content-Security-Policy", "sandbox")
		s.w.WriteHeader(res.Status)
	}
	if _, err := s.w.Write(res.Body); err != nil {
		return err
	}
	if flusher, ok := s.w.(http.Flusher); ok {
		flusher.Flush()
	}
	return nil
}
