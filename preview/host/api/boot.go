package api

import (
	"fmt"
	"net/http"
	"runtime"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/useragent"
)

// GrafanaVersion is the Grafana that the preview stands in for: that of the @grafana packages its page is made of.
const GrafanaVersion = "13.2.2"

// bootData is what the page must know before it can show anything, in the words of Grafana's own boot data.
type bootData struct {
	Version           string                    `json:"version"`
	BuildInfo         map[string]any            `json:"buildInfo"`
	DataSources       map[string]bootDataSource `json:"datasources"`
	DefaultDataSource string                    `json:"defaultDatasource"`
	Apps              map[string]map[string]any `json:"apps"`
	Panels            map[string]map[string]any `json:"panels"`
	Dashboards        []dashboardLink           `json:"dashboards"`
	Theme             string                    `json:"theme"`
}

type bootDataSource struct {
	ID        int64          `json:"id"`
	UID       string         `json:"uid"`
	Type      string         `json:"type"`
	Name      string         `json:"name"`
	URL       string         `json:"url"`
	Access    string         `json:"access"`
	IsDefault bool           `json:"isDefault"`
	JSONData  map[string]any `json:"jsonData"`
	ReadOnly  bool           `json:"readOnly"`
	Module    string         `json:"module"`
	Meta      map[string]any `json:"meta"`
}

func (s *server) boot(w http.ResponseWriter, r *http.Request) {
	data := bootData{
		Version:     GrafanaVersion,
		BuildInfo:   map[string]any{"version": GrafanaVersion, "versionString": "Grafana v" + GrafanaVersion, "edition": "Open Source", "env": "production"},
		DataSources: map[string]bootDataSource{},
		Apps:        map[string]map[string]any{},
		Panels:      map[string]map[string]any{},
		Theme:       "dark",
	}
	var err error
	if data.Dashboards, err = s.dashboardLinks(); err != nil {
		writeError(w, http.StatusInternalServerError, err.Error())
		return
	}
	metas := map[string]map[string]any{}
	for id, name := range s.StandIns {
		metas[id] = standInMeta(id, name)
	}
	for _, p := range s.Plugins {
		meta := p.Meta()
		metas[p.ID] = meta
		switch p.Type {
		case "app":
			if s.appEnabled(p.ID) {
				meta["path"] = meta["module"]
				data.Apps[p.ID] = meta
			}
		case "panel":
			data.Panels[p.ID] = meta
		}
	}
	for _, d := range s.dataSources {
		dto := d.dto()
		data.DataSources[dto.Name] = bootDataSource{
			ID: dto.ID, UID: dto.UID, Type: dto.Type, Name: dto.Name,
			URL: "/api/datasources/proxy/uid/" + dto.UID, Access: dto.Access, IsDefault: dto.IsDefault,
			JSONData: dto.JSONData, ReadOnly: dto.ReadOnly,
			Module: fmt.Sprint(metas[dto.Type]["module"]), Meta: metas[dto.Type],
		}
		if dto.IsDefault {
			data.DefaultDataSource = dto.Name
		}
	}
	writeJSON(w, http.StatusOK, data)
}

// standInMeta describes a data source that Grafana brings itself, where Grafana has it.
func standInMeta(id, name string) map[string]any {
	return map[string]any{
		"id": id, "type": "datasource", "name": name, "module": "core:plugin/" + id, "baseUrl": "public/app/plugins/datasource/" + id,
		"info":    map[string]any{"logos": map[string]any{"small": "", "large": ""}, "version": GrafanaVersion},
		"metrics": true, "backend": true,
	}
}

// appEnabled tells whether provisioning enables an app; one that isn't provisioned is installed and not enabled.
func (s *server) appEnabled(id string) bool {
	for _, app := range s.Provisioned.Apps {
		if app.Type == id {
			return !app.Disabled
		}
	}
	return false
}

func (s *server) pluginSettings(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	for _, p := range s.Plugins {
		if p.ID != id {
			continue
		}
		settings := p.Meta()
		enabled := p.Type != "app" || s.appEnabled(id)
		settings["enabled"], settings["pinned"] = enabled, enabled
		settings["jsonData"] = map[string]any{}
		for _, app := range s.Provisioned.Apps {
			if app.Type == id && app.JSONData != nil {
				settings["jsonData"] = app.JSONData
			}
		}
		settings["secureJsonFields"] = map[string]bool{}
		writeJSON(w, http.StatusOK, settings)
		return
	}
	writeError(w, http.StatusNotFound, "Plugin not found, no installed plugin with that id")
}

// pluginContext is what a plugin is told about who asks and for which data source.
func (s *server) pluginContext(d *dataSource) (backend.PluginContext, error) {
	instance, err := d.instance()
	if err != nil {
		return backend.PluginContext{}, err
	}
	agent, err := useragent.New(GrafanaVersion, runtime.GOOS, runtime.GOARCH)
	if err != nil {
		return backend.PluginContext{}, err
	}
	version := GrafanaVersion
	for _, p := range s.Plugins {
		if p.ID == d.typ {
			version = p.Version
		}
	}
	return backend.PluginContext{
		OrgID:    orgID,
		PluginID: d.typ, PluginVersion: version,
		User:                       &backend.User{Login: "viewer", Name: "Viewer", Email: "viewer@localhost", Role: "Viewer"},
		DataSourceInstanceSettings: instance,
		// Grafana forwards its settings only to the plugins that its configuration names.
		GrafanaConfig: backend.NewGrafanaCfg(map[string]string{}),
		UserAgent:     agent,
	}, nil
}
