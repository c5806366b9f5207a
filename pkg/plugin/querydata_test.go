package plugin

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/resource"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

func ask(t *testing.T, d backend.QueryDataHandler, queries map[string]string) backend.Responses {
	t.Helper()
	request := &backend.QueryDataRequest{}
	for refID, query := range queries {
		request.Queries = append(request.Queries, backend.DataQuery{RefID: refID, JSON: json.RawMessage(query)})
	}
	response, err := d.QueryData(context.Background(), request)
	require.NoError(t, err)
	require.Len(t, response.Responses, len(queries))
	return response.Responses
}

func TestEachQueryHasItsOwnAnswer(t *testing.T) {
	f := &fakeFleet{targets: []fleet.TargetStatus{nodeTarget(fleet.OK)}}
	answers := ask(t, newDatasource(f, []string{"Owner"}), map[string]string{
		"table": `{"resource": "nodes", "view": "table"}`,
		"count": `{"resource": "nodes", "view": "count", "groupBy": ["platformType"]}`,
		"wrong": `{"resource": "nodes", "view": "table", "limit": 0}`,
		"bug":   `{"resource": "nodes", "view": "table", "scope": {"accounts": ["panic"]}}`,
	})
	require.NoError(t, answers["table"].Error)
	shown := answers["table"].Frames[0]
	_, tag := shown.FieldByName("tag:Owner")
	require.GreaterOrEqual(t, tag, 0, "the data source's tag columns are shown by default")
	require.Equal(t, 3, shown.Rows())

	require.NoError(t, answers["count"].Error)
	require.Equal(t, backend.StatusOK, answers["count"].Status)
	require.Equal(t, "Linux", answers["count"].Frames[0].At(0, 0))
	require.Equal(t, int64(2), answers["count"].Frames[0].At(1, 0))

	require.EqualError(t, answers["wrong"].Error, "Limit is 0. Give 1 or more, or leave it out for all rows.")
	require.Equal(t, backend.StatusBadRequest, answers["wrong"].Status)
	require.Equal(t, backend.ErrorSourceDownstream, answers["wrong"].ErrorSource)

	require.Equal(t, backend.StatusInternal, answers["bug"].Status)
}

func TestTheFleetIsAskedForTheQuerysResource(t *testing.T) {
	for _, r := range fleet.Resources() {
		f := &fakeFleet{}
		asked := resource.Query{Resource: r.Name, View: resource.TableView, Arguments: argumentsOf(r)}
		switch r.About {
		case "":
		case schema.Node:
			asked.NodeID, asked.Columns = "i-0123456789abcdef0", []string{"nodeId"}
		default:
			asked.ID = schema.Namings[r.About].Example
		}
		written, err := json.Marshal(asked)
		require.NoError(t, err)
		query := string(written)
		answer := ask(t, newDatasource(f, nil), map[string]string{"A": query})["A"]
		require.NoError(t, answer.Error, r.Name)
		require.Equal(t, r.Name, *f.asked.Load())
		if r.About == schema.Node {
			value, _ := answer.Frames[0].ConcreteAt(0, 0)
			require.Equal(t, r.Name+" of i-0123456789abcdef0", value)
		}
	}
}

// argumentsOf gives the arguments that a resource can't do without the first values of their examples.
func argumentsOf(r schema.Resource) map[string]string {
	arguments := map[string]string{}
	for _, a := range r.Arguments {
		if a.Required {
			arguments[a.Name], _, _ = strings.Cut(a.Example, " ")
		}
	}
	return arguments
}

func TestAnswersAreWaitedForOnlySoLong(t *testing.T) {
	f := &fakeFleet{targets: []fleet.TargetStatus{nodeTarget(fleet.OK)}}
	answer := ask(t, newDatasource(f, nil), map[string]string{"A": `{"resource": "nodes", "partial": true, "scope": {"regions": ["eu-west-1"]}, "columns": ["name"]}`})["A"]
	require.NoError(t, answer.Error)
	require.True(t, f.hurried.Load())
	require.Equal(t, fleet.Need{
		Regions: []string{"eu-west-1"},
		APIs:    []string{"DescribeInstanceProperties", "DescribeInstances", "GetResources", "DescribeActivations"},
		Partial: true,
	}, *f.needed.Load())
}

func TestFailuresHaveTheRightStatus(t *testing.T) {
	for name, c := range map[string]struct {
		fleet  *fakeFleet
		status backend.Status
		source backend.ErrorSource
	}{
		"the user's mistake":         {&fakeFleet{err: &fleet.UserError{Message: "no such account"}}, backend.StatusBadRequest, backend.ErrorSourceDownstream},
		"AWS refuses":                {&fakeFleet{err: &awsapi.Error{Message: "refused", Kind: awsapi.Refused}}, backend.StatusForbidden, backend.ErrorSourceDownstream},
		"AWS does not answer":        {&fakeFleet{err: &awsapi.Error{Message: "no answer"}}, backend.StatusBadGateway, backend.ErrorSourceDownstream},
		"a target failed":            {&fakeFleet{targets: []fleet.TargetStatus{nodeTarget(fleet.Failed)}}, backend.StatusBadGateway, backend.ErrorSourceDownstream},
		"a target is not read":       {&fakeFleet{targets: []fleet.TargetStatus{nodeTarget(fleet.Loading)}}, backend.StatusTimeout, backend.ErrorSourceDownstream},
		"the question is taken back": {&fakeFleet{err: context.Canceled}, backend.StatusTimeout, backend.ErrorSourceDownstream},
		"a fault of our own":         {&fakeFleet{err: errors.New("nil map")}, backend.StatusInternal, backend.ErrorSourcePlugin},
	} {
		t.Run(name, func(t *testing.T) {
			answer := ask(t, newDatasource(c.fleet, nil), map[string]string{"A": `{"resource": "nodes", "view": "count"}`})["A"]
			require.Error(t, answer.Error)
			require.Empty(t, answer.Frames)
			require.Equal(t, c.status, answer.Status)
			require.Equal(t, c.source, answer.ErrorSource)
		})
	}
}

func TestAlertRulesGetNoPartialAnswer(t *testing.T) {
	f := &fakeFleet{targets: []fleet.TargetStatus{nodeTarget(fleet.OK), nodeTarget(fleet.Loading)}}
	request := &backend.QueryDataRequest{
		Headers: map[string]string{"FromAlert": "true"},
		Queries: []backend.DataQuery{{RefID: "A", JSON: json.RawMessage(`{"resource": "nodes", "view": "count", "partial": true}`)}},
	}
	response, err := newDatasource(f, nil).QueryData(t.Context(), request)
	require.NoError(t, err)
	require.Equal(t, backend.StatusTimeout, response.Responses["A"].Status)
	require.False(t, f.needed.Load().Partial)
}
