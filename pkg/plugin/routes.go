package plugin

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/resource"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// routePatience is how long an editor waits for what has not been read yet; then it gets what there is.
const routePatience = 5 * time.Second

// defaultPage is how many field values one page has where the caller doesn't say.
const defaultPage = 100

// routes are what editors and variables ask beside queries. Every error is {"message": ...}.
//
//	GET accounts      {"accounts": [{"id", "name"}]}
//	GET regions       {"regions": [...]}
//	GET schema        the table of resources and columns
//	GET fields        ?resource=          {"fields": [column]}: the columns, and every tag that was seen
//	GET tag-keys                          {"keys": [...]}
//	GET field-values  ?resource=&field=[&nodeId=][&id=][&account=...][&region=...][&search=][&offset=][&limit=]
//	                                      {"values": [{"value", "count"}], "total"}
func (d *Datasource) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /accounts", route(d.accounts))
	mux.HandleFunc("GET /regions", route(d.regions))
	mux.HandleFunc("GET /schema", route(func(context.Context, url.Values) (any, error) { return schema.Written(fleet.Resources()), nil }))
	mux.HandleFunc("GET /fields", route(d.fields))
	mux.HandleFunc("GET /tag-keys", route(d.tagKeys))
	mux.HandleFunc("GET /field-values", route(d.fieldValues))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(r.Context(), w, http.StatusNotFound, routeError{fmt.Sprintf("There is no %s %s. Routes: GET accounts, regions, schema, fields, tag-keys, field-values.", r.Method, r.URL.Path)})
	})
	return mux
}

type routeError struct {
	Message string `json:"message"`
}

// route makes an HTTP handler of a function from parameters to an answer.
func route(answer func(ctx context.Context, parameters url.Values) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), routePatience)
		defer cancel()
		body, err := answer(ctx, r.URL.Query())
		if err != nil {
			status, _ := statusOf(err)
			writeJSON(ctx, w, int(status), routeError{err.Error()})
			return
		}
		writeJSON(ctx, w, http.StatusOK, body)
	}
}

// writeJSON writes an answer as the viewer may see it.
func writeJSON(ctx context.Context, w http.ResponseWriter, status int, body any) {
	written, err := json.Marshal(body)
	if err != nil { // every answer has a JSON form
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if _, err := io.WriteString(w, viewerOf(ctx).told(string(written))); err != nil {
		backend.Logger.Error("Route's answer could not be written", "error", err)
	}
}

type account struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (d *Datasource) accounts(context.Context, url.Values) (any, error) {
	accounts := []account{}
	for _, a := range d.fleet.Accounts() {
		name := a.Name
		if name == "" {
			name = a.ID
		}
		accounts = append(accounts, account{a.ID, name})
	}
	return map[string]any{"accounts": accounts}, nil
}

func (d *Datasource) regions(context.Context, url.Values) (any, error) {
	regions := []string{}
	for _, a := range d.fleet.Accounts() {
		regions = append(regions, a.Regions...)
	}
	slices.Sort(regions)
	return map[string]any{"regions": slices.Compact(regions)}, nil
}

func (d *Datasource) fields(ctx context.Context, parameters url.Values) (any, error) {
	r, err := resource.Lookup(parameters.Get("resource"))
	if err != nil {
		return nil, err
	}
	fields := slices.Clone(r.Columns)
	if r.Tags != nil {
		keys, err := d.seenTags(ctx, r)
		if err != nil {
			return nil, err
		}
		for _, key := range keys {
			column := r.TagColumn(key)
			column.Default = slices.Contains(d.tagColumns, key)
			fields = append(fields, column)
		}
	}
	return map[string]any{"fields": fields}, nil
}

func (d *Datasource) tagKeys(ctx context.Context, _ url.Values) (any, error) {
	nodes, err := resource.Lookup("nodes")
	if err != nil {
		return nil, err
	}
	keys, err := d.seenTags(ctx, nodes)
	return map[string]any{"keys": keys}, err
}

// seenTags gives the tag keys that a resource's rows have, in alphabetical order.
func (d *Datasource) seenTags(ctx context.Context, r schema.Resource) ([]string, error) {
	read, err := d.fleet.Read(ctx, r.Name, fleet.Need{APIs: resource.TagAPIs(r)})
	if err != nil {
		return nil, err
	}
	keys := []string{}
	for _, name := range read.Table.Names() {
		if key, isTag := strings.CutPrefix(name, schema.TagPrefix); isTag {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

func (d *Datasource) fieldValues(ctx context.Context, parameters url.Values) (any, error) {
	offset, err := atLeast(parameters, "offset", 0, 0)
	if err != nil {
		return nil, err
	}
	limit, err := atLeast(parameters, "limit", 1, defaultPage)
	if err != nil {
		return nil, err
	}
	plan, err := resource.CompileFieldValues(resource.Query{
		Resource: parameters.Get("resource"),
		Scope:    &resource.Scope{Accounts: parameters["account"], Regions: parameters["region"]},
		NodeID:   parameters.Get("nodeId"),
		ID:       parameters.Get("id"),
	}, parameters.Get("field"))
	if err != nil {
		return nil, err
	}
	read, err := d.read(ctx, plan)
	if err != nil {
		return nil, err
	}
	values := plan.FieldValues(read.Table, parameters.Get("search"))
	from := min(offset, len(values))
	to := min(from+limit, len(values))
	return map[string]any{"values": values[from:to], "total": len(values)}, nil
}

// atLeast reads a whole number from the parameters.
func atLeast(parameters url.Values, name string, least, otherwise int) (int, error) {
	text := parameters.Get(name)
	if text == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least {
		return 0, &fleet.UserError{Message: fmt.Sprintf("Parameter %s is %q. Give a whole number, %d or more.", name, text, least)}
	}
	return n, nil
}
