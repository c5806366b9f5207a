package fleet

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ec2"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// The operations that targets are named for.
var (
	apiNodes       = ssm.DescribeInstanceProperties.Name
	apiPatchStates = ssm.DescribeInstancePatchStates.Name
	apiCompliance  = ssm.ListResourceComplianceSummaries.Name
	apiInstances   = ec2.DescribeInstances.Name
)

func targetOf(t *testing.T, reading Answer, api string) TargetStatus {
	t.Helper()
	at := slices.IndexFunc(reading.Targets, func(s TargetStatus) bool { return s.API == api })
	if at < 0 {
		t.Fatalf("there is no target %s", api)
	}
	return reading.Targets[at]
}

func nodesOf(t *testing.T, f *Fleet, need Need) Answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	reading, err := f.Read(ctx, "nodes", need)
	if err != nil {
		t.Fatal(err)
	}
	return reading
}

func TestPagesEndWithTheToken(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", func(input map[string]any) (int, any) {
		switch input["NextToken"] {
		case nil:
			return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 2), "NextToken": "a"}
		case "a": // empty in mid-stream
			return http.StatusOK, map[string]any{"InstanceProperties": []any{}, "NextToken": "b"}
		default:
			return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(2, 3)}
		}
	})
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{apiNodes}})
	if reading.Table.Rows() != 3 || targetOf(t, reading, apiNodes).State != OK {
		t.Errorf("%d nodes, %+v", reading.Table.Rows(), targetOf(t, reading, apiNodes))
	}
}

func TestRepeatedTokenIsNeverTheWhole(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", func(input map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 2), "NextToken": "again"}
	})
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{apiNodes}})
	target := targetOf(t, reading, apiNodes)
	if target.State != Failed || !strings.Contains(target.Failure.Message(), "repeated a page token after 4 items") {
		t.Errorf("%+v", target)
	}
	if reading.Table.Rows() != 2 {
		t.Errorf("%d nodes, want the 2 that were listed", reading.Table.Rows())
	}
	if calls := aws.called("DescribeInstanceProperties"); calls != 2 {
		t.Errorf("%d calls", calls)
	}
}

func TestRefusalCostsOnlyWhatItTells(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(3)
	aws.refuse("ListResourceComplianceSummaries")
	aws.on("DescribeInstances", func(map[string]any) (int, any) {
		return http.StatusForbidden, `<Response><Errors><Error><Code>UnauthorizedOperation</Code>` +
			`<Message>You are not authorized to perform this operation.</Message></Error></Errors></Response>`
	})
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	if reading.Table.Rows() != 3 {
		t.Errorf("%d nodes", reading.Table.Rows())
	}
	for api, action := range map[string]string{apiCompliance: "ssm:ListResourceComplianceSummaries", apiInstances: "ec2:DescribeInstances"} {
		target := targetOf(t, reading, api)
		if target.State != Failed || target.Failure.Action() != action || target.AccountName != "shop" || target.Region != "eu-west-1" ||
			!strings.Contains(target.Failure.Message(), "allow "+action+" on Resource *") {
			t.Errorf("%+v", target)
		}
	}
	bucket, reason := cell(t, reading.Table, "patchBucket", 0), cell(t, reading.Table, "patchReason", 0)
	if bucket != statuses.Unknown || !strings.Contains(reason, "compliance summaries could not be read: ssm:ListResourceComplianceSummaries is refused") {
		t.Errorf("%s: %s", bucket, reason)
	}
}

func TestOlderNodeListServesWhereTheNewOneIsRefused(t *testing.T) {
	aws := newFakeAWS(t)
	aws.refuse("DescribeInstanceProperties")
	aws.on("DescribeInstanceInformation", func(input map[string]any) (int, any) {
		if input["MaxResults"] != 50.0 {
			return http.StatusBadRequest, map[string]any{"__type": "ValidationException"}
		}
		return http.StatusOK, map[string]any{"InstanceInformationList": fakeNodes(0, 2)}
	})
	aws.on("DescribeInstances", func(map[string]any) (int, any) {
		return http.StatusOK, `<DescribeInstancesResponse><reservationSet><item><instancesSet>` +
			`<item><instanceId>` + fakeID(7) + `</instanceId><instanceState><name>stopped</name></instanceState></item>` +
			`<item><instanceId>` + fakeID(8) + `</instanceId><instanceState><name>running</name></instanceState></item>` +
			`</instancesSet></item></reservationSet></DescribeInstancesResponse>`
	})
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	rows := rowsBy(t, reading.Table, "nodeId")
	if len(rows) != 4 {
		t.Errorf("nodes %v", rows)
	}
	for id, want := range map[string][2]string{
		fakeID(8): {"false", statuses.Unmanaged},
		// The older list leaves out stopped nodes, so a stopped instance that isn't in it may be managed all the same.
		fakeID(7): {"", statuses.Unknown},
	} {
		if got := [2]string{cell(t, reading.Table, "managed", rows[id]), cell(t, reading.Table, "patchBucket", rows[id])}; got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
	target := targetOf(t, reading, apiNodes)
	if target.State != OK || !strings.Contains(target.Lacking, "leaves out stopped") || !strings.Contains(target.Lacking, "ssm:DescribeInstanceProperties is refused") {
		t.Errorf("%+v", target)
	}
}

func TestThrottlesAreCountedAndWaitedOut(t *testing.T) {
	t.Parallel()
	aws := newFakeAWS(t)
	throttled := 2
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		if throttled > 0 {
			throttled--
			return http.StatusBadRequest, map[string]any{"__type": "ThrottlingException", "message": "Rate exceeded"}
		}
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 1)}
	})
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{apiNodes}})
	if target := targetOf(t, reading, apiNodes); target.State != OK || target.Calls != 3 || target.Throttles != 2 || target.Errors != 0 || !target.ThrottledSince.IsZero() {
		t.Errorf("%+v", target)
	}
}

func TestAThrottleThatLastsIsTold(t *testing.T) {
	t.Parallel()
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		return http.StatusBadRequest, map[string]any{"__type": "ThrottlingException", "message": "Rate exceeded"}
	})
	f := closing(t, aws.settings(t, nil))
	began := time.Now()
	var target TargetStatus
	eventually(t, func() bool {
		target = targetOf(t, nodesOf(t, f, Need{APIs: []string{apiNodes}, Partial: true}), apiNodes)
		return !target.ThrottledSince.IsZero()
	})
	if target.State != Loading || target.ThrottledSince.Before(began) || target.Throttles == 0 {
		t.Errorf("%+v", target)
	}
}

func TestPatchStateThatIsNotReadIsUnknown(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(60)
	aws.on("DescribeInstancePatchStates", func(input map[string]any) (int, any) {
		ids := input["InstanceIds"].([]any)
		if len(ids) < 50 {
			return http.StatusBadRequest, map[string]any{"__type": "InternalServerError", "message": "down"}
		}
		time.Sleep(50 * time.Millisecond)
		return http.StatusOK, map[string]any{"InstancePatchStates": []any{map[string]any{
			"InstanceId": ids[0], "PatchGroup": "", "BaselineId": "pb-1", "Operation": "Scan", "MissingCount": 3,
			"OperationStartTime": 1.7e9, "OperationEndTime": 1.7e9,
		}}}
	})
	reading := nodesOf(t, closing(t, aws.settings(t, nil)), Need{})
	if target := targetOf(t, reading, apiPatchStates); target.State != Failed || !strings.Contains(target.Failure.Message(), "down") {
		t.Errorf("%+v", target)
	}
	rows := rowsBy(t, reading.Table, "nodeId")
	for id, want := range map[string]string{fakeID(0): statuses.Missing, fakeID(1): statuses.Unknown, fakeID(55): statuses.Unknown} {
		if got := cell(t, reading.Table, "patchBucket", rows[id]); got != want {
			t.Errorf("%s is %s (%s), want %s", id, got, cell(t, reading.Table, "patchReason", rows[id]), want)
		}
	}
	if reason := cell(t, reading.Table, "patchReason", rows[fakeID(55)]); !strings.Contains(reason, "could not be read: ssm:DescribeInstancePatchStates") {
		t.Errorf("reason %q", reason)
	}
}

func TestDeadRegionCostsItselfOnly(t *testing.T) {
	t.Parallel()
	aws := newFakeAWS(t)
	aws.serveNodes(2)
	// The signature names the Region, and the connection of one of them breaks.
	aws.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.Header.Get("Authorization"), "/us-east-1/ssm/") {
			panic(http.ErrAbortHandler)
		}
		aws.serve(w, r)
	})
	reading := nodesOf(t, closing(t, aws.settings(t, map[string]any{"regions": []string{"eu-west-1", "us-east-1"}})), Need{APIs: []string{apiNodes}})
	if reading.Table.Rows() != 2 {
		t.Errorf("%d nodes, want those of the other Region", reading.Table.Rows())
	}
	for _, target := range reading.Targets {
		dead := target.Region == "us-east-1" && target.API == apiNodes
		if (target.State == Failed) != dead {
			t.Errorf("%+v", target)
		}
		if dead && !strings.Contains(target.Failure.Message(), aws.URL+" doesn't answer (EOF)") {
			t.Errorf("the cause is lost: %s", target.Failure.Message())
		}
	}
}

func TestPartialAnswersGrow(t *testing.T) {
	aws := newFakeAWS(t)
	release := make(chan struct{})
	aws.on("DescribeInstanceProperties", func(input map[string]any) (int, any) {
		if input["NextToken"] == nil {
			return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 2), "NextToken": "a"}
		}
		<-release
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(2, 3)}
	})
	f := closing(t, aws.settings(t, nil))
	need := Need{APIs: []string{apiNodes}, Partial: true}
	eventually(t, func() bool { return nodesOf(t, f, need).Table.Rows() == 2 })
	reading := nodesOf(t, f, need)
	if target := targetOf(t, reading, apiNodes); target.State != Loading || target.Read != 2 {
		t.Errorf("%+v", target)
	}
	close(release)
	reading = nodesOf(t, f, Need{APIs: []string{apiNodes}})
	if target := targetOf(t, reading, apiNodes); reading.Table.Rows() != 3 || target.State != OK || target.Items != 3 {
		t.Errorf("%d rows, %+v", reading.Table.Rows(), target)
	}
}

func TestLastGoodReadingIsKept(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(2)
	f := closing(t, aws.settings(t, map[string]any{"refresh": map[string]string{"nodes": "50ms"}}))
	need := Need{APIs: []string{apiNodes}}
	good := targetOf(t, nodesOf(t, f, need), apiNodes)
	aws.refuse("DescribeInstanceProperties")
	aws.refuse("DescribeInstanceInformation")
	eventually(t, func() bool { return targetOf(t, nodesOf(t, f, need), apiNodes).State == Stale })
	reading := nodesOf(t, f, need)
	target := targetOf(t, reading, apiNodes)
	if reading.Table.Rows() != 2 || target.AsOf.Before(good.AsOf) || target.Failure.Began().IsZero() || target.Failure.Action() != "ssm:DescribeInstanceProperties" {
		t.Errorf("%d rows, %+v", reading.Table.Rows(), target)
	}
	aws.serveNodes(5)
	eventually(t, func() bool { return nodesOf(t, f, need).Table.Rows() == 5 })
	if target := targetOf(t, nodesOf(t, f, need), apiNodes); target.State != OK || target.Failure != nil {
		t.Errorf("%+v", target)
	}
}

func TestANodeThatCameAfterThePatchStatesSaysThatItIsUnknownUntilTheNextReading(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	f := closing(t, aws.settings(t, map[string]any{"refresh": map[string]string{"nodes": "50ms"}}))
	need := Need{APIs: []string{apiNodes, apiPatchStates}}
	nodesOf(t, f, need)
	aws.serveNodes(2)
	eventually(t, func() bool { return nodesOf(t, f, need).Table.Rows() == 2 })
	table := nodesOf(t, f, need).Table
	row := rowsBy(t, table, "nodeId")[fakeID(1)]
	bucket, reason := cell(t, table, "patchBucket", row), cell(t, table, "patchReason", row)
	if bucket != statuses.Unknown || !strings.HasPrefix(reason, "Its patch state has not been read yet: the node is newer than the last reading, at ") {
		t.Errorf("%s: %q", bucket, reason)
	}
}

func TestSavingTheSettingsKeepsTheSnapshot(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(2)
	registry := newRegistry(time.Minute)
	need := Need{APIs: []string{apiNodes}}
	before := newFleet(t.Context(), aws.settings(t, nil), registry)
	nodesOf(t, before, need)
	before.Close()
	after := newFleet(t.Context(), aws.settings(t, map[string]any{"patchStaleAfter": "3d", "refresh": map[string]string{"nodes": "1h"}}), registry)
	t.Cleanup(func() {
		after.Close()
		registry.drop(after.accounts[0])
	})
	if reading := nodesOf(t, after, need); reading.Table.Rows() != 2 || aws.called("DescribeInstanceProperties") != 1 {
		t.Errorf("%d rows after %d calls", reading.Table.Rows(), aws.called("DescribeInstanceProperties"))
	}
	others := aws.settings(t, nil)
	others.Credentials.SecretKey = "another"
	other := newFleet(t.Context(), others, registry)
	t.Cleanup(func() {
		other.Close()
		registry.drop(other.accounts[0])
	})
	nodesOf(t, other, need)
	if calls := aws.called("DescribeInstanceProperties"); calls != 2 {
		t.Errorf("other credentials were answered from the snapshot: %d calls", calls)
	}
}

func TestUserErrors(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	f := closing(t, aws.settings(t, nil))
	for name, ask := range map[string]func() error{
		`Account "444455556666" is not read`: func() error {
			_, err := f.Read(t.Context(), "nodes", Need{Accounts: []string{"444455556666"}})
			return err
		},
		`Region "eu-north-1" is not read`: func() error {
			_, err := f.Read(t.Context(), "targets", Need{Regions: []string{"eu-north-1"}})
			return err
		},
		`"web-1" is not a node ID`:                     func() error { _, err := f.Read(t.Context(), "patches", Need{ID: "web-1"}); return err },
		"Node " + fakeID(9) + " is not a managed node": func() error { _, err := f.Read(t.Context(), "software", Need{ID: fakeID(9)}); return err },
	} {
		err := ask()
		var user *UserError
		if !errors.As(err, &user) || !strings.Contains(user.Message, name) {
			t.Errorf("got %v, want %q", err, name)
		}
	}
}

func TestNodeInAPlaceThatFailedIsNoUserError(t *testing.T) {
	aws := newFakeAWS(t)
	aws.refuse("DescribeInstanceProperties")
	aws.refuse("DescribeInstanceInformation")
	_, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "patches", Need{ID: fakeID(1)})
	var explained *awsapi.Error
	if !errors.As(err, &explained) || !strings.Contains(explained.Message, "Those of shop in eu-west-1 were not: resource targets says why") {
		t.Errorf("%v", err)
	}
}

func TestNodeDetailsAreAskedOnce(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("DescribeInstancePatches", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Patches": []any{
			map[string]any{"Title": "a", "KBId": "KB1", "Classification": "", "Severity": "", "State": "INSTALLED_PENDING_REBOOT", "InstalledTime": 0},
			map[string]any{"Title": "b", "KBId": "KB2", "Classification": "Security", "Severity": "Critical", "State": "Missing",
				"InstalledTime": 0, "CVEIds": "CVE-1,CVE-2"},
		}}
	})
	f := closing(t, aws.settings(t, nil))
	for range 2 {
		reading, err := f.Read(t.Context(), "patches", Need{ID: fakeID(0)})
		expectRows(t, "patches", reading, err, 2)
		for name, want := range map[string][2]string{
			"state": {"InstalledPendingReboot", "Missing"}, "severity": {"Unspecified", "Critical"}, "installedTime": {"", ""},
			"cveIds": {"", "CVE-1, CVE-2"}, "nodeId": {fakeID(0), fakeID(0)},
		} {
			if got := [2]string{cell(t, reading.Table, name, 0), cell(t, reading.Table, name, 1)}; got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
	}
	if calls := aws.called("DescribeInstancePatches"); calls != 1 {
		t.Errorf("%d calls", calls)
	}
}

func TestCheckNamesWhatIsMissing(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.refuse("ListAssociations")
	aws.refuse("DescribeInstancePatches")
	check := checkOf(t, closing(t, aws.settings(t, nil)))
	var actions []string
	for _, refused := range check.Refused {
		actions = append(actions, refused.Action)
	}
	if check.ARN != "arn:aws:iam::111122223333:user/reader" || check.Regions[0].Err != nil ||
		!slices.Equal(actions, []string{"ssm:DescribeInstancePatches", "ssm:ListAssociations"}) {
		t.Errorf("%+v, %v", check, actions)
	}
}

func TestCheckOfOneDeadAccountStillTellsTheOthers(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	settings := aws.settings(t, map[string]any{"accounts": []any{
		map[string]any{"id": "111122223333", "name": "shop"},
		map[string]any{"id": "999988887777", "name": "dead", "assumeRoleArn": "arn:aws:iam::999988887777:role/reader"},
	}})
	ctx, cancel := context.WithCancel(t.Context())
	aws.on("AssumeRole", func(map[string]any) (int, any) {
		<-ctx.Done()
		return http.StatusForbidden, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>`
	})
	// The time is up when the other account has told all that is asked for here.
	aws.on("ListAssociations", func(map[string]any) (int, any) {
		cancel()
		return http.StatusOK, map[string]any{"Associations": []any{}}
	})
	checks := closing(t, settings).Check(ctx)
	if checks[0].Err != nil || checks[0].Regions[0].Err != nil {
		t.Errorf("%+v", checks)
	}
	if checks[1].Err == nil || !strings.Contains(checks[1].Err.Error(), "Account dead (999988887777)") {
		t.Errorf("%+v", checks[1])
	}
}

func TestCredentialsOfAnotherAccountAreNotTaken(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	settings := aws.settings(t, map[string]any{"accounts": []any{map[string]any{"id": "999988887777", "name": "other"}}})
	reading := nodesOf(t, closing(t, settings), Need{APIs: []string{apiNodes}})
	if target := targetOf(t, reading, apiNodes); target.State != Failed || !strings.Contains(target.Failure.Message(), "belong to account 111122223333") {
		t.Errorf("%+v", target)
	}
}

func TestAccountOfTheCredentialsIsFoundOut(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	f := closing(t, aws.settings(t, map[string]any{"accounts": []any{}}))
	reading, err := f.Read(t.Context(), "nodes", Need{APIs: []string{apiNodes}, Accounts: []string{"111122223333"}})
	expectRows(t, "nodes", reading, err, 1)
	if account := cell(t, reading.Table, "account", 0); account != "111122223333" || f.Accounts()[0].ID != account {
		t.Errorf("account %q, %+v", account, f.Accounts())
	}
}

// twoAccounts are read in Regions of their own, of which they share one.
func twoAccounts(t *testing.T, endpoint string) awsapi.Settings {
	return settingsOf(t, endpoint, map[string]any{"accounts": []any{
		map[string]any{"id": "111122223333", "name": "shop", "regions": []string{"eu-west-1", "us-east-1"}},
		map[string]any{"id": "222233334444", "name": "lab", "regions": []string{"us-east-1", "ap-south-1"}, "assumeRoleArn": "arn:aws:iam::222233334444:role/reader"},
	}})
}

func TestThePartOfTheFleetThatANeedIsAbout(t *testing.T) {
	f := closing(t, twoAccounts(t, nowhere))
	for _, test := range []struct {
		accounts, regions []string
		want              string
	}{
		{nil, nil, "shop/eu-west-1 shop/us-east-1 lab/us-east-1 lab/ap-south-1"},
		{[]string{"lab"}, nil, "lab/us-east-1 lab/ap-south-1"},
		{[]string{"222233334444"}, nil, "lab/us-east-1 lab/ap-south-1"},
		{[]string{"lab", "222233334444", "lab"}, nil, "lab/us-east-1 lab/ap-south-1"}, // as template variables may have it
		{[]string{"lab", "shop"}, []string{"us-east-1"}, "lab/us-east-1 shop/us-east-1"},
		{nil, []string{"ap-south-1", "eu-west-1"}, "shop/eu-west-1 lab/ap-south-1"},
		{[]string{"shop"}, []string{"ap-south-1"}, ""}, // read, though not of this account
	} {
		places, err := f.inScope(Need{Accounts: test.accounts, Regions: test.regions})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, p := range places {
			names = append(names, p.accountName()+"/"+p.region)
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("%v in %v: %s, want %s", test.accounts, test.regions, got, test.want)
		}
	}
}

func TestARefusalOfAPartThatIsNotReadNamesThoseThatAre(t *testing.T) {
	f := closing(t, twoAccounts(t, nowhere))
	for want, need := range map[string]Need{
		`"store"`:     {Accounts: []string{"shop", "store"}},
		`"eu-west-2"`: {Regions: []string{"eu-west-1", "eu-west-2"}},
		`"eu-west"`:   {Regions: []string{"eu-west"}},
	} {
		_, err := f.inScope(need)
		var user *UserError
		if !errors.As(err, &user) || !strings.Contains(user.Message, want) {
			t.Errorf("%v, want %s", err, want)
			continue
		}
		choices := "eu-west-1, us-east-1, ap-south-1"
		if need.Accounts != nil {
			choices = "shop (111122223333), lab (222233334444)"
		}
		if !strings.Contains(user.Message, choices) {
			t.Errorf("%v, want %s", err, choices)
		}
	}
}

func TestOnlyTheTargetsOfTheRegionInQuestionAreRead(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(2)
	f := closing(t, aws.settings(t, map[string]any{"regions": []string{"eu-west-1", "us-east-1"}}))
	reading := nodesOf(t, f, Need{APIs: []string{apiNodes}, Regions: []string{"us-east-1"}})
	for _, target := range reading.Targets {
		if target.Region != "us-east-1" {
			t.Errorf("%+v", target)
		}
	}
	if reading.Table.Rows() != 2 || aws.called("DescribeInstanceProperties") != 1 {
		t.Errorf("%d nodes after %d calls", reading.Table.Rows(), aws.called("DescribeInstanceProperties"))
	}
	other := f.accounts[0].in("eu-west-1")
	for _, of := range feeds {
		if s := other.status(of, time.Now()); !s.Next.IsZero() || s.State != Loading || other.targets[of.at()].whole() {
			t.Errorf("%+v", s)
		}
	}
}

func TestAnAccountWithoutAnIDIsFoundOutOnlyWhereAccountsAreChosen(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("GetCallerIdentity", func(map[string]any) (int, any) {
		return http.StatusForbidden, `<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>`
	})
	f := closing(t, aws.settings(t, map[string]any{"accounts": []any{}}))
	need := Need{APIs: []string{apiNodes}, Accounts: []string{"111122223333"}}
	reading := nodesOf(t, f, need)
	// AWS did not tell which it is, so it is taken for the one that is wanted, and says what is wrong.
	if target := targetOf(t, reading, apiNodes); target.State != Failed || target.Account != "" || f.Accounts()[0].ID != "" {
		t.Errorf("%+v", target)
	}
	aws.on("GetCallerIdentity", func(map[string]any) (int, any) { return http.StatusOK, callerIdentity })
	for _, account := range []string{"111122223333", "222233334444"} {
		need.Accounts = []string{account}
		_, err := f.Read(t.Context(), "nodes", need)
		if (err == nil) != (account == "111122223333") {
			t.Errorf("%s: %v", account, err)
		}
	}
}

func TestCloseEndsWhatRuns(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	f := newFleet(t.Context(), aws.settings(t, map[string]any{"refresh": map[string]string{"nodes": "10ms"}}), newRegistry(0))
	nodesOf(t, f, Need{})
	f.Close()
	f.Close() // a second time changes nothing
	eventually(t, func() bool { return f.accounts[0].ctx.Err() != nil })
	f.accounts[0].running.Wait()
	calls := aws.called("DescribeInstanceProperties")
	time.Sleep(50 * time.Millisecond)
	if more := aws.called("DescribeInstanceProperties"); more != calls {
		t.Errorf("%d calls after the end", more-calls)
	}
}

func eventually(t *testing.T, condition func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if condition() {
			return
		}
	}
	t.Fatal("it did not come to be")
}
