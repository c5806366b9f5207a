package api

import (
	"encoding/json"
	"maps"
	"sync"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/provisioning"
)

// dataSource holds one data source's settings. Saved settings live in memory until the host ends.
type dataSource struct {
	id        int64
	uid       string
	typ       string
	isDefault bool

	mu      sync.Mutex
	name    string
	url     string
	access  string
	json    map[string]any
	secure  map[string]string
	version int
	updated time.Time
}

func newDataSource(id int64, p provisioning.DataSource) *dataSource {
	d := &dataSource{
		id: id, uid: p.UID, typ: p.Type, isDefault: p.IsDefault,
		name: p.Name, url: p.URL, access: p.Access, json: p.JSONData, secure: map[string]string{},
		version: 1, updated: time.Now(),
	}
	if d.access == "" {
		d.access = "proxy"
	}
	if d.json == nil {
		d.json = map[string]any{}
	}
	d.setSecrets(p.SecureJSONData)
	return d
}

// saved is what the browser may change; a secret that it leaves out is kept, as it never gets to know it.
type saved struct {
	Name           string            `json:"name"`
	URL            string            `json:"url"`
	Access         string            `json:"access"`
	JSONData       map[string]any    `json:"jsonData"`
	SecureJSONData map[string]string `json:"secureJsonData"`
}

func (d *dataSource) save(s saved) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if s.Name != "" {
		d.name = s.Name
	}
	if s.Access != "" {
		d.access = s.Access
	}
	d.url = s.URL
	d.json = map[string]any{}
	maps.Copy(d.json, s.JSONData)
	d.setSecrets(s.SecureJSONData)
	d.version++
	d.updated = time.Now()
}

// setSecrets keeps secrets, and forgets those that are set to nothing, as the Reset button of a config editor asks for.
func (d *dataSource) setSecrets(secrets map[string]string) {
	for name, secret := range secrets {
		if secret == "" {
			delete(d.secure, name)
		} else {
			d.secure[name] = secret
		}
	}
}

// instance is what a plugin gets to know: all, secrets too.
func (d *dataSource) instance() (*backend.DataSourceInstanceSettings, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	jsonData, err := json.Marshal(d.json)
	if err != nil {
		return nil, err
	}
	return &backend.DataSourceInstanceSettings{
		ID: d.id, UID: d.uid, Type: d.typ, Name: d.name, URL: d.url,
		JSONData: jsonData, DecryptedSecureJSONData: maps.Clone(d.secure), Updated: d.updated,
	}, nil
}

// dataSourceDTO is a data source in Grafana's HTTP API. Of its secrets it only says which are set.
type dataSourceDTO struct {
	ID               int64           `json:"id"`
	UID              string          `json:"uid"`
	OrgID            int64           `json:"orgId"`
	Name             string          `json:"name"`
	Type             string          `json:"type"`
	Access           string          `json:"access"`
	URL              string          `json:"url"`
	IsDefault        bool            `json:"isDefault"`
	JSONData         map[string]any  `json:"jsonData"`
	SecureJSONFields map[string]bool `json:"secureJsonFields"`
	Version          int             `json:"version"`
	ReadOnly         bool            `json:"readOnly"`
}

func (d *dataSource) dto() dataSourceDTO {
	d.mu.Lock()
	defer d.mu.Unlock()
	fields := map[string]bool{}
	for name := range d.secure {
		fields[name] = true
	}
	return dataSourceDTO{
		ID: d.id, UID: d.uid, OrgID: orgID, Name: d.name, Type: d.typ, Access: d.access, URL: d.url,
		IsDefault: d.isDefault, JSONData: d.json, SecureJSONFields: fields, Version: d.version,
	}
}
