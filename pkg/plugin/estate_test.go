package plugin

import (
	"context"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// The whole way, from AWS's wire protocols to frames, is held against what the simulated estate knows of itself.
func TestAnswersAgreeWithTheEstate(t *testing.T) {
	simulator := simulated.Start(t, "--nodes", "300")
	estate := estateOf(t, simulator)
	d := reading(t, simulator, simulated.SecretKey)

	for field, of := range map[string]func(simulated.Machine) string{
		"patchBucket":       estate.PatchBucket,
		"account":           func(m simulated.Machine) string { return m.Account },
		"region":            func(m simulated.Machine) string { return m.Region },
		"managed":           simulated.Machine.ManagedWord,
		"pingStatus":        simulated.Machine.PingStatus,
		"platformType":      func(m simulated.Machine) string { return m.OS.Type },
		"provider":          simulated.Machine.Provider,
		"associationStatus": simulated.Machine.AssociationStatus,
		"tag:Owner":         func(m simulated.Machine) string { return m.Tags["Owner"] },
	} {
		t.Run("count by "+field, func(t *testing.T) {
			want := map[string]int64{}
			for _, m := range estate.Machines {
				want[of(m)]++
			}
			answer := ask(t, d, map[string]string{"A": `{"resource": "nodes", "view": "count", "groupBy": ["` + field + `"]}`})["A"]
			require.NoError(t, answer.Error)
			require.Equal(t, want, counts(answer.Frames[0]))
		})
	}

	t.Run("drill-downs", func(t *testing.T) {
		for _, m := range estate.Machines {
			if m.SSM == nil || m.SSM.Patch == nil || len(m.SSM.Associations) == 0 {
				continue
			}
			node := `"nodeId": "` + m.NodeID + `"`
			answers := ask(t, d, map[string]string{
				"patches":      `{"resource": "patches", "view": "count", "groupBy": ["state"], ` + node + `}`,
				"associations": `{"resource": "nodeAssociations", "view": "table", "columns": ["associationName"], ` + node + `}`,
				"software":     `{"resource": "software", "view": "table", ` + node + `}`,
			})
			for name, answer := range answers {
				require.NoError(t, answer.Error, name)
			}
			states := counts(answers["patches"].Frames[0])
			require.Equal(t, int64(m.SSM.Patch.Counts["Missing"]), states["Missing"])
			require.Equal(t, len(m.SSM.Associations), answers["associations"].Frames[0].Rows())
			require.NotZero(t, answers["software"].Frames[0].Rows())
			// What is kept for a minute is young enough for an alert rule.
			again := ask(t, d, map[string]string{"A": `{"resource": "patches", "view": "count", ` + node + `}`})["A"]
			require.NoError(t, again.Error)
			return
		}
		t.Fatal("the estate has no node with patches and associations")
	})

	t.Run("what nobody knows is the user's mistake", func(t *testing.T) {
		answers := ask(t, d, map[string]string{
			"node":    `{"resource": "patches", "nodeId": "i-00000000000000000"}`,
			"account": `{"resource": "nodes", "scope": {"accounts": ["no-such-account"]}}`,
			"region":  `{"resource": "nodes", "scope": {"regions": ["eu-north-9"]}}`,
		})
		for name, answer := range answers {
			require.Error(t, answer.Error, name)
			require.Equal(t, backend.StatusBadRequest, answer.Status, "%s: %v", name, answer.Error)
			require.Equal(t, backend.ErrorSourceDownstream, answer.ErrorSource, name)
		}
		require.ErrorContains(t, answers["node"].Error, "i-00000000000000000")
		require.ErrorContains(t, answers["account"].Error, "no-such-account")
		require.ErrorContains(t, answers["region"].Error, "eu-north-9")
	})

	t.Run("health", func(t *testing.T) {
		result, err := d.CheckHealth(context.Background(), &backend.CheckHealthRequest{})
		require.NoError(t, err)
		require.Equal(t, "Working: 3 accounts answer, in 6 account/Region pairs", result.Message, string(result.JSONDetails))
		require.Equal(t, backend.HealthStatusOk, result.Status)
	})
}

func TestARefusedActionCostsOnlyWhatItTells(t *testing.T) {
	simulator := simulated.Start(t, "--nodes", "60")
	d := reading(t, simulator, simulated.SecretKey)
	fault(t, simulator, `[{"service": "ssm", "operation": "DescribeInstancePatchStates", "account": "222233334444", "status": 400, "code": "AccessDeniedException", "message": "not authorized"}]`)

	answers := ask(t, d, map[string]string{
		"alert":     `{"resource": "nodes", "view": "count", "groupBy": ["patchBucket"]}`,
		"elsewhere": `{"resource": "nodes", "view": "count", "groupBy": ["patchBucket"], "scope": {"accounts": ["shop-production"]}}`,
		"platforms": `{"resource": "nodes", "view": "count", "groupBy": ["platformType"]}`,
	})
	require.Equal(t, backend.StatusBadGateway, answers["alert"].Status)
	require.ErrorContains(t, answers["alert"].Error, "ssm:DescribeInstancePatchStates")
	require.ErrorContains(t, answers["alert"].Error, "222233334444")
	require.NoError(t, answers["elsewhere"].Error)
	require.NoError(t, answers["platforms"].Error, "platforms don't need the patch states")

	panel := ask(t, d, map[string]string{"A": `{"resource": "nodes", "view": "count", "groupBy": ["accountName", "patchBucket"], "filters": [{"field": "managed", "op": "=", "value": true}], "partial": true}`})["A"]
	require.NoError(t, panel.Error)
	frame := panel.Frames[0]
	require.Equal(t, data.NoticeSeverityError, frame.Meta.Notices[0].Severity)
	require.Contains(t, frame.Meta.Notices[0].Text, "ssm:DescribeInstancePatchStates")
	for row := range frame.Rows() {
		if frame.At(0, row) == "shop-staging" {
			require.Equal(t, "unknown", frame.At(1, row), "what could not be read is unknown, never compliant")
		}
	}

	result, err := d.CheckHealth(context.Background(), &backend.CheckHealthRequest{})
	require.NoError(t, err)
	require.Contains(t, result.Message, "refused")
	require.Contains(t, string(result.JSONDetails), "ssm:DescribeInstancePatchStates")
}

func TestAWrongSecretIsSaid(t *testing.T) {
	d := reading(t, simulated.Start(t, "--nodes", "20"), "wrong")
	result, err := d.CheckHealth(context.Background(), &backend.CheckHealthRequest{})
	require.NoError(t, err)
	require.Equal(t, backend.HealthStatusError, result.Status)
	require.Equal(t, "No account answers", result.Message)
	require.NotContains(t, string(result.JSONDetails), "wrong")

	answer := ask(t, d, map[string]string{"A": `{"resource": "nodes", "view": "count"}`})["A"]
	require.Error(t, answer.Error)
	require.Equal(t, backend.StatusBadGateway, answer.Status)
	require.Equal(t, backend.ErrorSourceDownstream, answer.ErrorSource)
}

// counts reads a count by one field; rows of zero are left out.
func counts(frame *data.Frame) map[string]int64 {
	found := map[string]int64{}
	for row := range frame.Rows() {
		if n := frame.At(1, row).(int64); n > 0 {
			found[frame.At(0, row).(string)] = n
		}
	}
	return found
}
