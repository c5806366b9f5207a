package plugin

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// The policy that administrators are given, with exactly one of its layers beside core: what it allows is answered whole, and
// everything else names the action that it lacks.
func TestEachLayerCostsItselfAndNothingElse(t *testing.T) {
	layers := byLayer(t, readerPolicy(t))
	core := layers[fleet.CoreLayer]
	require.Equal(t, "Core", core[0].Sid)
	t.Run("Core", func(t *testing.T) { readsWith(t, layers, core) })
	for layer, statements := range layers {
		if layer != fleet.CoreLayer {
			t.Run("Core and "+string(layer), func(t *testing.T) { readsWith(t, layers, slices.Concat(core, statements)) })
		}
	}
}

// byLayer sorts statements by the layer whose actions they allow.
func byLayer(t *testing.T, policy []simulated.Statement) map[fleet.Layer][]simulated.Statement {
	t.Helper()
	layers := map[fleet.Layer][]simulated.Statement{}
	for _, s := range policy {
		at := slices.IndexFunc(fleet.Layers(), func(l fleet.Layer) bool { return slices.Contains(l.Actions(), s.Action[0]) })
		require.GreaterOrEqual(t, at, 0, s.Sid)
		layer := fleet.Layers()[at]
		require.Subset(t, layer.Actions(), s.Action, s.Sid)
		layers[layer] = append(layers[layer], s)
	}
	return layers
}

// The policy allows what is read, and no more of what there is behind the same actions.
func TestThePolicyAllowsNoOtherDocumentAndNoOtherSetting(t *testing.T) {
	simulator := simulated.Start(t, "--nodes", "20")
	estate := estateOf(t, simulator)
	require.NoError(t, simulator.Allow(estate, readerPolicy(t)))
	reader := estate.Accounts[0].ReaderRole
	base := aws.Config{Region: "eu-west-1", BaseEndpoint: &simulator.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", simulated.SecretKey, "")}
	base.Credentials = stscreds.NewAssumeRoleProvider(sts.NewFromConfig(base), reader.ARN, func(o *stscreds.AssumeRoleOptions) { o.ExternalID = &reader.ExternalID })
	client := ssm.NewFromConfig(base)
	for document, allowed := range map[string]bool{"SSM-SessionManagerRunShell": true, "AWS-RunShellScript": false, estate.Documents[0].Name: false} {
		_, err := client.GetDocument(t.Context(), &ssm.GetDocumentInput{Name: &document})
		expectAllowed(t, allowed, err, "ssm:GetDocument on resource: arn:aws:ssm:eu-west-1:")
	}
	for setting, allowed := range map[string]bool{
		"/ssm/managed-instance/activation-tier": true, "/ssm/managed-instance/default-ec2-instance-management-role": false,
	} {
		_, err := client.GetServiceSetting(t.Context(), &ssm.GetServiceSettingInput{SettingId: &setting})
		expectAllowed(t, allowed, err, "ssm:GetServiceSetting on resource: arn:aws:ssm:eu-west-1:111122223333:servicesetting"+setting)
	}
}

func expectAllowed(t *testing.T, allowed bool, err error, refused string) {
	t.Helper()
	if allowed {
		require.NoError(t, err)
	} else {
		require.ErrorContains(t, err, refused)
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

func readsWith(t *testing.T, layers map[fleet.Layer][]simulated.Statement, allowed []simulated.Statement) {
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
	for layer, statements := range layers {
		left := !slices.ContainsFunc(allowed, func(s simulated.Statement) bool { return s.Sid == statements[0].Sid })
		require.Equal(t, left, strings.Contains(details, "without the "+string(layer)+" layer: "), details)
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

	policy = slices.DeleteFunc(readerPolicy(t), func(s simulated.Statement) bool { return s.Resource != "*" })
	require.NoError(t, simulator.Allow(estate, policy))
	title, details = healthOf(t, d)
	require.Equal(t, "Working, but 2 IAM actions are refused", title)
	require.Contains(t, details, "allow ssm:GetDocument on Resource arn:*:ssm:*:*:document/SSM-SessionManagerRunShell in its policy")
	require.Contains(t, details, "allow ssm:GetServiceSetting on Resource arn:*:ssm:*:*:servicesetting/ssm/managed-instance/activation-tier in its policy")
}
