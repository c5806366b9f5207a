package fleet

import (
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jellydator/ttlcache/v3"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

func TestDetailsAreKeptForAMinuteHoweverOftenTheyAreAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		drilled := newKeptDetails()
		node := detailsOf{"patches", fakeID(1), "", ""}
		drilled.kept.Set(node, Answer{}, ttlcache.DefaultTTL)
		for range 5 {
			time.Sleep(11 * time.Second)
			if drilled.kept.Get(node) == nil {
				t.Fatal("they are gone within a minute")
			}
		}
		time.Sleep(6 * time.Second)
		if drilled.kept.Get(node) != nil {
			t.Error("questions keep them alive")
		}
	})
}

func TestTheDetailsOfSoManyNodesAreKept(t *testing.T) {
	drilled := newKeptDetails()
	for i := range mostDetails + 1 {
		drilled.kept.Set(detailsOf{"patches", fakeID(i), "", ""}, Answer{}, ttlcache.DefaultTTL)
	}
	if drilled.kept.Len() != mostDetails || drilled.kept.Get(detailsOf{"patches", fakeID(0), "", ""}) != nil || drilled.kept.Get(detailsOf{"patches", fakeID(mostDetails), "", ""}) == nil {
		t.Errorf("%d are kept", drilled.kept.Len())
	}
}

func TestDetailsAreOfOneNodeAndOneResource(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(2)
	aws.on("DescribeInstancePatches", func(input map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Patches": []any{map[string]any{"Title": "of " + input["InstanceId"].(string), "KBId": "KB1", "State": "Missing"}}}
	})
	f := closing(t, aws.settings(t, nil))
	for range 2 {
		for i := range 2 {
			reading, err := f.Read(t.Context(), "patches", Need{ID: fakeID(i)})
			expectRows(t, "patches", reading, err, 1)
			if title := cell(t, reading.Table, "title", 0); title != "of "+fakeID(i) {
				t.Errorf("%s: %s", fakeID(i), title)
			}
			software, err := f.Read(t.Context(), "software", Need{ID: fakeID(i)})
			expectRows(t, "software", software, err, 0)
		}
	}
	if patches, software := aws.called("DescribeInstancePatches"), aws.called("ListInventoryEntries"); patches != 2 || software != 2 {
		t.Errorf("%d and %d calls", patches, software)
	}
}

func TestADetailThatFailsIsNotKeptAndSaysWhy(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.refuse("DescribeInstancePatches")
	f := closing(t, aws.settings(t, nil))
	_, err := f.Read(t.Context(), "patches", Need{ID: fakeID(0)})
	var explained *awsapi.Error
	if !errors.As(err, &explained) || explained.Action() != "ssm:DescribeInstancePatches" {
		t.Errorf("%v", err)
	}
	aws.on("DescribeInstancePatches", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Patches": []any{}}
	})
	reading, err := f.Read(t.Context(), "patches", Need{ID: fakeID(0)})
	expectRows(t, "patches", reading, err, 0)
}

func TestDetailsSayWhereAndWhenTheyWereRead(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.on("DescribeInstancePatches", func(input map[string]any) (int, any) {
		patch := func(title string) any {
			return map[string]any{"Title": title, "KBId": "KB1", "State": "Missing", "InstalledTime": "never"}
		}
		if input["NextToken"] == nil {
			return http.StatusOK, map[string]any{"Patches": []any{patch("a"), patch("b")}, "NextToken": "more"}
		}
		// One comes on both pages.
		return http.StatusOK, map[string]any{"Patches": []any{patch("b"), patch("c")}}
	})
	before := time.Now()
	reading, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "patches", Need{ID: fakeID(0)})
	expectRows(t, "patches", reading, err, 3)
	want := Target{Account: "111122223333", AccountName: "shop", Region: "eu-west-1", API: "DescribeInstancePatches"}
	if len(reading.Targets) != 1 || reading.Targets[0].Target != want || reading.Targets[0].State != OK || reading.Targets[0].Items != 3 || reading.Targets[0].AsOf.Before(before) {
		t.Errorf("%+v", reading.Targets)
	}
	if interval := reading.Targets[0].Interval; interval != keepDetails {
		t.Errorf("what is kept for a minute is old after %s", interval)
	}
	if note := reading.Targets[0].Note; note != "values of InstalledTime that could not be read are left out" {
		t.Errorf("note %q", note)
	}
}

func TestANodeIsFoundInTheRegionThatListsIt(t *testing.T) {
	aws := newFakeAWS(t)
	aws.Config.Handler = inRegion(aws, "us-east-1", "DescribeInstanceProperties", "ElsewhereProperties")
	aws.serveNodes(1)
	aws.on("ElsewhereProperties", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(1, 3)}
	})
	f := closing(t, aws.settings(t, map[string]any{"regions": []string{"eu-west-1", "us-east-1"}}))
	for i, region := range []string{"eu-west-1", "us-east-1", "us-east-1"} {
		reading, err := f.Read(t.Context(), "patches", Need{ID: fakeID(i)})
		expectRows(t, "patches", reading, err, 0)
		if got := reading.Targets[0].Region; got != region {
			t.Errorf("%s is in %s, want %s", fakeID(i), got, region)
		}
	}
}

func TestANodeThatIsKnownIsNotWaitedFor(t *testing.T) {
	aws := newFakeAWS(t)
	aws.Config.Handler = inRegion(aws, "us-east-1", "DescribeInstanceProperties", "Hanging")
	aws.serveNodes(1)
	ended := make(chan struct{})
	t.Cleanup(func() { close(ended) })
	aws.on("Hanging", func(map[string]any) (int, any) {
		<-ended
		return http.StatusOK, map[string]any{"Patches": []any{}}
	})
	f := closing(t, aws.settings(t, map[string]any{"regions": []string{"us-east-1", "eu-west-1"}}))
	eventually(t, func() bool { return nodesOf(t, f, Need{APIs: []string{apiNodes}, Partial: true}).Table.Rows() == 1 })
	reading, err := f.Read(t.Context(), "patches", Need{ID: fakeID(0)})
	expectRows(t, "patches", reading, err, 0)
}

func TestANodeThatMayBeInAListThatFailedIsNotCalledUnknown(t *testing.T) {
	aws := newFakeAWS(t)
	aws.Config.Handler = inRegion(aws, "us-east-1", "DescribeInstanceProperties", "Down")
	aws.serveNodes(1)
	aws.on("Down", down)
	f := closing(t, aws.settings(t, map[string]any{"regions": []string{"eu-west-1", "us-east-1"}}))
	_, err := f.Read(t.Context(), "patches", Need{ID: fakeID(9)})
	var explained *awsapi.Error
	if !errors.As(err, &explained) || !containsAll(explained.Message, fakeID(9), "shop in us-east-1") || containsAll(explained.Message, "eu-west-1") {
		t.Errorf("%v", err)
	}
}

func TestOnlyNodeIDsAreLookedFor(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	f := closing(t, aws.settings(t, nil))
	for _, id := range []string{"", "web-1", "i-0123", fakeID(0) + "0"} {
		_, err := f.Read(t.Context(), "software", Need{ID: id})
		var user *UserError
		if !errors.As(err, &user) || !containsAll(user.Message, fmt.Sprintf("%q", id)) {
			t.Errorf("%q: %v", id, err)
		}
	}
	if aws.called("DescribeInstanceProperties") != 0 {
		t.Error("nodes are read for it")
	}
}

const aCommand = "11111111-2222-3333-4444-555555555555"

// twoRegionsOf has an operation answered in eu-west-1 by one handler and in us-east-1 by another.
func twoRegionsOf(t *testing.T, operation string, here, elsewhere func(map[string]any) (int, any)) *Fleet {
	aws := newFakeAWS(t)
	aws.Config.Handler = inRegion(aws, "us-east-1", operation, "Elsewhere")
	aws.on(operation, here)
	aws.on("Elsewhere", elsewhere)
	return closing(t, aws.settings(t, map[string]any{"regions": []string{"eu-west-1", "us-east-1"}}))
}

func unknownCommand(map[string]any) (int, any) {
	return http.StatusBadRequest, map[string]any{"__type": "InvalidCommandId", "message": ""}
}

func oneInvocation(input map[string]any) (int, any) {
	return http.StatusOK, map[string]any{"CommandInvocations": []any{map[string]any{"CommandId": input["CommandId"], "InstanceId": fakeID(1), "Status": "Failed"}}}
}

func TestWhatIsToldOfACommandIsLookedForWhereItWasSent(t *testing.T) {
	answer, err := twoRegionsOf(t, "ListCommandInvocations", unknownCommand, oneInvocation).Read(t.Context(), "commandInvocations", Need{ID: aCommand})
	expectRows(t, "invocations", answer, err, 1)
	if got := linesOf(t, answer, "commandId", "nodeId", "status", "accountName", "region")[0]; got != aCommand+"/"+fakeID(1)+"/Failed/shop/us-east-1" {
		t.Error(got)
	}
	if len(answer.Targets) != 1 || answer.Targets[0].Region != "us-east-1" {
		t.Errorf("made from %+v", answer.Targets)
	}
}

func TestACommandThatNobodyKnowsIsNamed(t *testing.T) {
	_, err := twoRegionsOf(t, "ListCommandInvocations", unknownCommand, unknownCommand).Read(t.Context(), "commandInvocations", Need{ID: aCommand})
	var user *UserError
	if !errors.As(err, &user) || !containsAll(user.Message, "command "+aCommand, "choose its account and Region") {
		t.Errorf("%v", err)
	}
}

func TestWhereACommandMayBeIsNotCalledKnown(t *testing.T) {
	f := twoRegionsOf(t, "ListCommandInvocations", unknownCommand, down)
	answer, err := f.Read(t.Context(), "commandInvocations", Need{ID: aCommand})
	expectRows(t, "invocations", answer, err, 0)
	if len(answer.Targets) != 1 || answer.Targets[0].State != Failed || answer.Targets[0].Region != "us-east-1" {
		t.Errorf("made from %+v", answer.Targets)
	}
}

func TestACommandThatIsListedIsAskedForInItsPlaceAlone(t *testing.T) {
	aws := newFakeAWS(t)
	aws.Config.Handler = inRegion(aws, "us-east-1", "ListCommandInvocations", "Elsewhere")
	aws.on("ListCommandInvocations", oneInvocation)
	aws.on("ListCommands", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Commands": []any{map[string]any{"CommandId": aCommand, "Status": "Failed", "RequestedDateTime": time.Now().Unix()}}}
	})
	f := closing(t, aws.settings(t, map[string]any{"regions": []string{"us-east-1", "eu-west-1"}}))
	listed, err := f.Read(t.Context(), "commands", Need{Regions: []string{"eu-west-1"}})
	expectRows(t, "commands", listed, err, 1)
	answer, err := f.Read(t.Context(), "commandInvocations", Need{ID: aCommand})
	expectRows(t, "invocations", answer, err, 1)
	if aws.called("Elsewhere") != 0 || answer.Targets[0].Region != "eu-west-1" {
		t.Errorf("%d calls elsewhere, %+v", aws.called("Elsewhere"), answer.Targets)
	}
}
