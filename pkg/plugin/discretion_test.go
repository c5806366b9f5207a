package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"regexp"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

const readerRole = "arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana"

func as(t *testing.T, role string) context.Context {
	return backend.WithPluginContext(t.Context(), backend.PluginContext{User: &backend.User{Role: role}})
}

// told is all that a data source tells which AWS refuses in words with an ARN, by who tells it.
func told(t *testing.T, ctx context.Context) map[string]string {
	t.Helper()
	refused := nodeTarget(fleet.Stale)
	refused.Failure = &fleet.Failure{Cause: &awsapi.Error{Kind: awsapi.Refused, Message: readerRole + " is not allowed to."}, Since: someTime}
	texts := map[string]string{}
	add := func(name string, value any, err error) {
		require.NoError(t, err)
		written, err := json.Marshal(value)
		require.NoError(t, err)
		texts[name] = string(written)
	}
	check := fleet.AccountCheck{ID: "111122223333", ARN: readerRole, Regions: []fleet.RegionCheck{{Region: "eu-west-1"}}, Err: errors.New(readerRole + " can't")}
	health, err := newDatasource(&fakeFleet{checks: []fleet.AccountCheck{check}}, nil).CheckHealth(ctx, nil)
	add("health", string(health.JSONDetails), err)

	query := &backend.QueryDataRequest{Queries: []backend.DataQuery{{RefID: "A", JSON: []byte(`{"resource": "nodes", "view": "table", "partial": true}`)}}}
	for name, f := range map[string]*fakeFleet{"notices": {targets: []fleet.TargetStatus{refused}}, "query": {err: &awsapi.Error{Message: readerRole + " can't"}}} {
		answer, err := newDatasource(f, nil).QueryData(ctx, query)
		add(name, answer, err)
	}

	for _, name := range []string{"error", "note", "patchReason"} {
		table := columns.NewTable(1)
		table.Set(name, columns.NewStrings([]string{"It could not be read: " + readerRole + " can't"}))
		column, _ := viewerOf(ctx).answer(fleet.Answer{Table: table}).Table.Column(name)
		texts[name] = column.String(0)
	}

	recorder := httptest.NewRecorder()
	request := httptest.NewRequestWithContext(ctx, "GET", "/field-values?resource=nodes&field=name", nil)
	newDatasource(&fakeFleet{err: &awsapi.Error{Message: readerRole + " can't"}}, nil).routes().ServeHTTP(recorder, request)
	texts["route"] = recorder.Body.String()

	wrong := misconfigured{errors.New(readerRole + " belongs to another account")}
	health, err = wrong.CheckHealth(ctx, nil)
	add("settings", string(health.JSONDetails), err)
	return texts
}

func TestRolesAreForAdminsToSee(t *testing.T) {
	for name, text := range told(t, as(t, "Admin")) {
		require.Contains(t, text, readerRole, name)
	}
	for _, ctx := range []context.Context{as(t, "Viewer"), as(t, "Editor"), t.Context()} {
		for name, text := range told(t, ctx) {
			require.NotContains(t, text, "OnePaneReader", name)
			require.Contains(t, text, "ARN shown to admins only", name)
		}
	}
}

func TestNoColumnNamesPrincipalsToViewers(t *testing.T) {
	found := 0
	for _, resource := range fleet.Resources() {
		for _, column := range resource.Columns {
			if !regexp.MustCompile(`ARN of (who|the IAM role)`).MatchString(column.Description) {
				continue
			}
			found++
			table := columns.NewTable(1)
			table.Set(column.Name, columns.NewStrings([]string{readerRole}))
			seen, _ := viewer{}.answer(fleet.Answer{Table: table}).Table.Column(column.Name)
			require.Equal(t, forAdmins, seen.String(0), "%s.%s", resource.Name, column.Name)
		}
	}
	require.NotZero(t, found)
}

func TestTargetsTellViewersOfARefusalWithoutTheRole(t *testing.T) {
	table := columns.NewTable(2)
	table.Set("error", columns.NewStrings([]string{readerRole + " is not allowed to.", ""}))
	seen := viewer{}.answer(fleet.Answer{Table: table})
	column, _ := seen.Table.Column("error")
	require.Equal(t, "(ARN shown to admins only) is not allowed to.", column.String(0))
	require.False(t, column.Has(1))
	before, _ := table.Column("error")
	require.Contains(t, before.String(0), readerRole, "the fleet's own table stays as it is")
}
