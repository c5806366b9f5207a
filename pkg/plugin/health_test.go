package plugin

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

func TestCheckHealth(t *testing.T) {
	answering := func(regions ...string) []fleet.RegionCheck {
		var checks []fleet.RegionCheck
		for _, region := range regions {
			checks = append(checks, fleet.RegionCheck{Region: region})
		}
		return checks
	}
	production := fleet.AccountCheck{ID: "111122223333", Name: "production", ARN: "arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana", Regions: answering("eu-west-1", "us-east-1")}
	unnamed := fleet.AccountCheck{ID: "444455556666", Name: "444455556666", Regions: answering("eu-west-1")}
	refused := fleet.AccountCheck{ID: "222233334444", Name: "staging", Err: errors.New("role can't be assumed"), Regions: []fleet.RegionCheck{{Region: "eu-west-1", Err: errors.New("role can't be assumed")}}}
	limited := production
	states := fleet.Permission{Action: "ssm:DescribeInstancePatchStates", Layer: fleet.PatchesLayer, Columns: []string{"Nodes"}}
	limited.Refused = []fleet.Refusal{{Permission: states, Err: &awsapi.Error{Kind: awsapi.Refused, Message: "ssm:DescribeInstancePatchStates refused: allow it on Resource *"}}}
	left := production
	left.Without = []fleet.Layer{fleet.OperationsLayer}
	withoutOperations := "without the operations layer: " + fleet.OperationsLayer.Lost() + ". Should they be shown, allow the layer's statements " +
		"of the reader policy: " + strings.Join(fleet.OperationsLayer.Actions(), ", ")
	alsoLeft := left
	alsoLeft.Name, alsoLeft.ARN = "staging", ""

	silent := production
	silent.Unanswered = []error{&awsapi.Error{Kind: awsapi.Throttled, Region: "eu-west-1", Message: "ssm:ListAssociations: AWS has throttled the calls since 14:05 UTC"}}

	spent := production
	spent.Budget = awsapi.Budget{PerHour: 100, Calls: 100, FreeAt: time.Date(2026, 11, 20, 14, 5, 0, 0, time.UTC)}
	const spentWords = "production (111122223333): all of the 100 calls that maxCallsPerHour allows in an hour are made, and AWS is asked nothing more: " +
		"calls are free again at 14:05 UTC; raise maxCallsPerHour in the data source's settings, read fewer Regions, or set longer refresh intervals"

	wrongSecret := func(name, id string) fleet.AccountCheck {
		return fleet.AccountCheck{ID: id, Name: name, Err: &awsapi.Error{Message: "AWS doesn't accept the credentials", Place: "Account " + name}}
	}
	notEnabled := errors.New("the Region is not enabled")
	deadRegions := fleet.AccountCheck{ID: "111122223333", Name: "production", Regions: []fleet.RegionCheck{
		{Region: "eu-west-1"}, {Region: "eu-south-1", Err: notEnabled}, {Region: "us-east-1", Err: errors.New("no answer")}, {Region: "eu-south-2", Err: notEnabled},
	}}

	for name, c := range map[string]struct {
		fleet   *fakeFleet
		status  backend.HealthStatus
		title   string
		message string
		verbose string
	}{
		"everything answers": {
			&fakeFleet{checks: []fleet.AccountCheck{production, unnamed}}, backend.HealthStatusOk,
			"Working: 2 accounts answer, in 3 account/Region pairs",
			"production (111122223333): eu-west-1, us-east-1, as arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana",
			"production (111122223333): eu-west-1, us-east-1, as arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana\n444455556666: eu-west-1",
		},
		"one account": {
			&fakeFleet{checks: []fleet.AccountCheck{unnamed}}, backend.HealthStatusOk,
			"Working: the account answers in 1 Region", "444455556666: eu-west-1", "444455556666: eu-west-1",
		},
		"one account is dead": {
			&fakeFleet{checks: []fleet.AccountCheck{unnamed, refused}}, backend.HealthStatusError,
			"Partly working: 1 of 2 accounts answer, in 1 of 2 account/Region pairs",
			"staging (222233334444): role can't be assumed",
			"444455556666: eu-west-1\nstaging (222233334444): no Region answers\nstaging (222233334444): role can't be assumed",
		},
		"every account is dead": {
			&fakeFleet{checks: []fleet.AccountCheck{refused}}, backend.HealthStatusError,
			"No account answers", "staging (222233334444): role can't be assumed",
			"staging (222233334444): no Region answers\nstaging (222233334444): role can't be assumed",
		},
		"one thing is wrong with all accounts": {
			&fakeFleet{checks: []fleet.AccountCheck{wrongSecret("staging", "222233334444"), wrongSecret("production", "111122223333")}}, backend.HealthStatusError,
			"No account answers",
			"staging (222233334444); production (111122223333): AWS doesn't accept the credentials",
			"staging (222233334444): no Region answers\nproduction (111122223333): no Region answers\n" +
				"staging (222233334444); production (111122223333): AWS doesn't accept the credentials",
		},
		"two Regions fail alike, one in another way": {
			&fakeFleet{checks: []fleet.AccountCheck{deadRegions}}, backend.HealthStatusError,
			"Partly working: the account answers in 1 of 4 Regions",
			"production (111122223333) in eu-south-1, eu-south-2: the Region is not enabled (and 1 more under Details)",
			"production (111122223333): eu-west-1\nproduction (111122223333) in eu-south-1, eu-south-2: the Region is not enabled\n" +
				"production (111122223333) in us-east-1: no answer",
		},
		"an action is missing": {
			&fakeFleet{checks: []fleet.AccountCheck{limited}}, backend.HealthStatusOk,
			"Working, but 1 IAM action is refused",
			"production (111122223333): Nodes (layer patches): ssm:DescribeInstancePatchStates refused: allow it on Resource *",
			"production (111122223333): eu-west-1, us-east-1, as arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana\nproduction (111122223333): Nodes (layer patches): ssm:DescribeInstancePatchStates refused: allow it on Resource *",
		},
		"a layer was left out in two accounts": {
			&fakeFleet{checks: []fleet.AccountCheck{left, alsoLeft}}, backend.HealthStatusOk,
			"Working: 2 accounts answer, in 4 account/Region pairs",
			"production (111122223333); staging (111122223333): " + withoutOperations,
			"production (111122223333): eu-west-1, us-east-1, as arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana\n" +
				"staging (111122223333): eu-west-1, us-east-1\n" +
				"production (111122223333); staging (111122223333): " + withoutOperations,
		},
		"the budget of calls is used up": {
			&fakeFleet{checks: []fleet.AccountCheck{spent}}, backend.HealthStatusOk,
			"AWS answers, but 1 account has used up maxCallsPerHour", spentWords,
			"production (111122223333): eu-west-1, us-east-1, as arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana\n" + spentWords,
		},
		"not even the account's id is known": {
			&fakeFleet{checks: []fleet.AccountCheck{{Err: errors.New("no credentials")}}}, backend.HealthStatusError,
			"No account answers", "The account of the data source's credentials: no credentials",
			"The account of the data source's credentials: no Region answers\nThe account of the data source's credentials: no credentials",
		},
		"an operation has no answer": {
			&fakeFleet{checks: []fleet.AccountCheck{silent}}, backend.HealthStatusOk,
			"Working, but AWS did not answer 1 operation",
			"production (111122223333) in eu-west-1: ssm:ListAssociations: AWS has throttled the calls since 14:05 UTC",
			"production (111122223333): eu-west-1, us-east-1, as arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana\n" +
				"production (111122223333) in eu-west-1: ssm:ListAssociations: AWS has throttled the calls since 14:05 UTC",
		},
	} {
		t.Run(name, func(t *testing.T) {
			result, err := newDatasource(c.fleet, nil).CheckHealth(as(t, "Admin"), &backend.CheckHealthRequest{})
			require.NoError(t, err)
			require.Equal(t, c.status, result.Status)
			require.Equal(t, c.title, result.Message)
			var details struct{ Message, VerboseMessage string }
			require.NoError(t, json.Unmarshal(result.JSONDetails, &details))
			require.Equal(t, c.message, details.Message)
			require.Equal(t, c.verbose, details.VerboseMessage)
		})
	}
}

func TestAdminsAreToldTheCallerInEachAccount(t *testing.T) {
	answers := fleet.AccountCheck{ID: "111122223333", ARN: readerRole, Regions: []fleet.RegionCheck{{Region: "eu-west-1"}}}
	refuses := fleet.AccountCheck{ID: "222233334444", Err: errors.New("role can't be assumed")}
	for role, want := range map[string][]caller{"Admin": {{Account: "111122223333", ARN: readerRole}}, "Viewer": nil} {
		result, err := newDatasource(&fakeFleet{checks: []fleet.AccountCheck{refuses, answers}}, nil).CheckHealth(as(t, role), nil)
		require.NoError(t, err)
		var details healthDetails
		require.NoError(t, json.Unmarshal(result.JSONDetails, &details))
		require.Equal(t, want, details.Callers, role)
	}
}

// A clock that is wrong keeps nothing from being read, and is told all the same.
func TestAClockThatIsWrongIsTold(t *testing.T) {
	f := &fakeFleet{checks: []fleet.AccountCheck{{ID: "111122223333", ARN: "arn:aws:iam::111122223333:user/reader", Regions: []fleet.RegionCheck{{Region: "eu-west-1"}}}},
		clock: "the clock of Grafana's server is 10 minutes ahead of AWS's"}
	result, err := newDatasource(f, nil).CheckHealth(t.Context(), nil)
	if err != nil || result.Status != backend.HealthStatusOk || !strings.Contains(string(result.JSONDetails), "10 minutes ahead") {
		t.Errorf("%+v, %v", result, err)
	}
}
