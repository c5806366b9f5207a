package plugin

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// The policy that administrators are given, with exactly one of its layers beside core: what it allows is answered whole, and
// everything else names the action that it lacks.
func TestEachLayerCostsItselfAndNothingElse(t *testing.T) {
	policy := readerPolicy(t)
	core := policy[0]
	require.Equal(t, "Core", core.Sid)
	t.Run("Core", func(t *testing.T) { readsWith(t, policy, core) })
	for _, layer := range policy[1:] {
		t.Run("Core and "+layer.Sid, func(t *testing.T) { readsWith(t, policy, core, layer) })
	}
}

// readerPolicy gives the statements of deploy/reader-policy.json.
func readerPolicy(t *testing.T) []simulated.Statement {
	t.Helper()
	raw, err := os.ReadFile("../../deploy/reader-policy.json")
	require.NoError(t, err)
	var policy struct{ Statement []simulated.Statement }
	require.NoError(t, json.Unmarshal(raw, &policy))
	require.NotEmpty(t, policy.Statement)
	return policy.Statement
}

func readsWith(t *testing.T, policy []simulated.Statement, allowed ...simulated.Statement) {
	simulator := simulated.Start(t, "--nodes", "60")
	estate := estateOf(t, simulator)
	require.NoError(t, simulator.Allow(estate, allowed))
	d := reading(t, simulator, simulated.SecretKey)
	may := func(sources []schema.Source) (refused []string) {
		for _, operation := range schema.Operations(sources) {
			if !slices.ContainsFunc(allowed, func(s simulated.Statement) bool { return slices.Contains(s.Action, operation.Action()) }) {
				refused = append(refused, operation.Action())
			}
		}
		return refused
	}

	whole, lost := map[string]string{}, map[string]string{} // queries by name
	lacks := map[string][]string{}                          // the actions of which one is named
	for _, r := range fleet.Resources() {
		about := aboutOne(t, d, r, estate)
		query := func(columns ...string) string {
			return fmt.Sprintf(`{"resource": %q, %s "columns": ["%s"]}`, r.Name, about, strings.Join(columns, `", "`))
		}
		if refused := may(r.Sources); len(refused) > 0 {
			lost[r.Name], lacks[r.Name] = query(r.Columns[0].Name), refused
			continue
		}
		var columns []string
		for _, c := range r.Columns {
			if refused := may(c.Sources); len(refused) > 0 {
				name := r.Name + "." + c.Name
				lost[name], lacks[name] = query(c.Name), refused
			} else {
				columns = append(columns, c.Name)
			}
		}
		whole[r.Name] = query(columns...)
	}
	for name, answer := range ask(t, d, whole) {
		require.NoError(t, answer.Error, name)
		frame := answer.Frames[0]
		require.Positive(t, frame.Rows(), name)
		for _, notice := range frame.Meta.Notices {
			require.NotContains(t, notice.Text, "refused", name)
		}
	}
	for name, answer := range ask(t, d, lost) {
		said := saidOf(answer)
		require.True(t, slices.ContainsFunc(lacks[name], func(action string) bool { return strings.Contains(said, action) }), "%s lacks %v: %s", name, lacks[name], said)
	}

	title, details := healthOf(t, d)
	require.Equal(t, "Working: 3 accounts answer, in 6 account/Region pairs", title)
	for _, layer := range policy {
		left := !slices.ContainsFunc(allowed, func(s simulated.Statement) bool { return s.Sid == layer.Sid })
		require.Equal(t, left, strings.Contains(details, "without the "+strings.ToLower(layer.Sid)+" layer: "), details)
	}
}

// aboutOne are the members by which a query names what a resource is about: a node with all that there is of nodes, or the first of
// what else is listed; where the list is refused, any. A resource about all of the fleet has its arguments alone.
func aboutOne(t *testing.T, d *Datasource, r schema.Resource, estate simulated.Estate) string {
	t.Helper()
	given, err := json.Marshal(argumentsOf(r))
	require.NoError(t, err)
	arguments := fmt.Sprintf(`"arguments": %s,`, given)
	naming := schema.Namings[r.About]
	id := naming.Example
	switch r.About {
	case "":
		return arguments
	case schema.Node:
		at := slices.IndexFunc(estate.Machines, func(m simulated.Machine) bool {
			return m.SSM != nil && m.SSM.Patch != nil && len(m.SSM.Associations) > 0
		})
		id = estate.Machines[at].NodeID
	default:
		order := naming.Column
		if r.About == schema.Window {
			order = "nextExecutionTime" // one that runs
		}
		list := ask(t, d, map[string]string{"A": fmt.Sprintf(`{"resource": %q, "columns": [%q], "orderBy": [{"field": %q}]}`, naming.Resource, naming.Column, order)})["A"]
		if list.Error == nil {
			first, ok := list.Frames[0].ConcreteAt(0, 0)
			require.True(t, ok, naming.Resource)
			id = first.(string)
		}
	}
	return fmt.Sprintf(`%q: %q, %s`, naming.Key, id, arguments)
}

// saidOf is everything that an answer says beside its rows.
func saidOf(answer backend.DataResponse) string {
	if answer.Error != nil {
		return answer.Error.Error()
	}
	var texts []string
	for _, notice := range answer.Frames[0].Meta.Notices {
		texts = append(texts, notice.Text)
	}
	return strings.Join(texts, "\n")
}

func healthOf(t *testing.T, d *Datasource) (title, details string) {
	t.Helper()
	result, err := d.CheckHealth(as(t, "Admin"), nil)
	require.NoError(t, err)
	var told healthDetails
	require.NoError(t, json.Unmarshal(result.JSONDetails, &told))
	return result.Message, told.VerboseMessage
}

// Nobody leaves out a part of a layer.
func TestAnActionThatALayerLacksIsAWarning(t *testing.T) {
	simulator := simulated.Start(t, "--nodes", "20")
	estate, policy := estateOf(t, simulator), readerPolicy(t)
	require.NoError(t, simulator.Allow(estate, policy))
	d := reading(t, simulator, simulated.SecretKey)
	title, details := healthOf(t, d)
	require.Equal(t, "Working: 3 accounts answer, in 6 account/Region pairs", title)
	require.Len(t, strings.Split(details, "\n"), len(estate.Accounts), "the whole policy leaves nothing to say")

	const documents = "ssm:ListDocuments"
	for i, statement := range policy {
		policy[i].Action = slices.DeleteFunc(statement.Action, func(action string) bool { return action == documents })
	}
	require.NoError(t, simulator.Allow(estate, policy))
	title, details = healthOf(t, d)
	require.Equal(t, "Working, but 1 IAM action is refused", title)
	require.Contains(t, details, "Documents (layer operations): ssm:ListDocuments is refused to arn:aws:sts::111122223333:assumed-role/OnePaneReader/")
	require.Contains(t, details, "allow ssm:ListDocuments on Resource * in its policy")
}
