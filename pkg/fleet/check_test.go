package fleet

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

func checkOf(t *testing.T, f *Fleet) AccountCheck {
	t.Helper()
	checks := f.Check(t.Context())
	if len(checks) != 1 {
		t.Fatalf("%v", checks)
	}
	return checks[0]
}

func TestOnlyRefusalsAreMissingPermissions(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	aws.refuse("DescribeActivations")
	aws.on("ListAssociations", down)
	aws.on("GetPatchBaseline", func(map[string]any) (int, any) { // there is none of the id that is tried
		return http.StatusBadRequest, map[string]any{"__type": "DoesNotExistException"}
	})
	check := checkOf(t, closing(t, aws.settings(t, nil)))
	if len(check.Refused) != 1 || check.Refused[0].Action != "ssm:DescribeActivations" || len(check.Unanswered) != 0 {
		t.Errorf("%v, %v", check.Refused, check.Unanswered)
	}
}

// refuseLayer has all operations of a layer refused but for some.
func (f *fakeAWS) refuseLayer(layer Layer, but ...string) {
	for _, p := range permissions() {
		if p.layer == layer && !slices.Contains(but, p.operation.Name) {
			f.refuse(p.operation.Name)
		}
	}
}

func TestALayerThatIsLeftOutIsNoMissingPermission(t *testing.T) {
	notThere := func(map[string]any) (int, any) {
		return http.StatusBadRequest, map[string]any{"__type": "UnknownOperationException"}
	}
	for name, test := range map[string]struct {
		set              func(*fakeAWS)
		without          []Layer
		refused, unheard int
	}{
		"all of it is refused":         {func(f *fakeAWS) { f.refuseLayer(OperationsLayer) }, []Layer{OperationsLayer}, 0, 0},
		"one action of it is there":    {func(f *fakeAWS) { f.refuseLayer(OperationsLayer, "ListDocuments") }, nil, len(OperationsLayer.Actions()) - 1, 0},
		"an operation is in no Region": {func(f *fakeAWS) { f.refuseLayer(OperationsLayer); f.on("ListCloudConnectors", notThere) }, []Layer{OperationsLayer}, 0, 0},
		"it isn't known of one action": {func(f *fakeAWS) { f.refuseLayer(OperationsLayer); f.throttle("ListDocuments") }, nil, len(OperationsLayer.Actions()) - 1, 1},
		"core can't be left out": {func(f *fakeAWS) {
			f.refuseLayer(CoreLayer, "DescribeInstanceInformation", "DescribeInstances", "GetResources")
		}, nil, 4, 0},
		"two, and an action of a third": {func(f *fakeAWS) {
			f.refuseLayer(OperationsLayer)
			f.refuseLayer(PatchesLayer)
			f.refuse("ListAssociations")
		}, []Layer{PatchesLayer, OperationsLayer}, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			aws := newFakeAWS(t)
			test.set(aws)
			check := checkFor(t, closing(t, aws.settings(t, nil)), 3*time.Second)
			if !slices.Equal(check.Without, test.without) || len(check.Refused) != test.refused || len(check.Unanswered) != test.unheard || check.Regions[0].Err != nil {
				t.Errorf("without %v, refused %v, unanswered %v, %v", check.Without, check.Refused, check.Unanswered, check.Regions)
			}
		})
	}
}

func TestEveryPermissionIsTriedInOneRegionThatAnswers(t *testing.T) {
	aws := newFakeAWS(t)
	aws.Config.Handler = inRegion(aws, "ap-south-1", "DescribeInstanceProperties", "Down")
	aws.on("Down", down)
	check := checkOf(t, closing(t, aws.settings(t, map[string]any{"regions": []string{"ap-south-1", "eu-west-1", "us-east-1"}})))
	var answers []bool
	for _, region := range check.Regions {
		answers = append(answers, region.Err == nil)
	}
	if !slices.Equal(answers, []bool{false, true, true}) || check.Err != nil || check.Regions[0].Region != "ap-south-1" {
		t.Fatalf("%+v", check)
	}
	for _, p := range permissions() {
		want := 1
		switch {
		case p.operation == nodeLists.operation:
			want = 2 + 1 // the Regions that answer are asked for their nodes
		case p.probe == nil:
			want = 0
		}
		if calls := aws.called(p.operation.Name); calls != want {
			t.Errorf("%s is tried %d times, want %d", p.operation.Action(), calls, want)
		}
	}
}

func TestARegionAnswersWithTheOlderNodeListToo(t *testing.T) {
	aws := newFakeAWS(t)
	aws.refuse("DescribeInstanceProperties")
	check := checkOf(t, closing(t, aws.settings(t, nil)))
	if check.Regions[0].Err != nil || len(check.Refused) != 1 || check.Refused[0].Action != "ssm:DescribeInstanceProperties" {
		t.Errorf("%+v", check)
	}
	aws.refuse("DescribeInstanceInformation")
	check = checkOf(t, closing(t, aws.settings(t, nil)))
	if err := check.Regions[0].Err; err == nil || awsapi.Explain(err).Action() != "ssm:DescribeInstanceProperties" || len(check.Refused) != 0 {
		t.Errorf("%+v", check)
	}
}

func TestARegionThatFailsIsNotAskedForTheOlderNodeList(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", down)
	check := checkOf(t, closing(t, aws.settings(t, nil)))
	if err := check.Regions[0].Err; err == nil || !strings.Contains(err.Error(), "down") || aws.called("DescribeInstanceInformation") != 0 {
		t.Errorf("%+v", check)
	}
}

func TestAnAccountThatCannotBeReadAsksNoRegion(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("GetCallerIdentity", func(map[string]any) (int, any) {
		return http.StatusForbidden, `<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>`
	})
	check := checkOf(t, closing(t, aws.settings(t, map[string]any{"regions": []string{"eu-west-1", "us-east-1"}})))
	if check.Err == nil || check.ID != "111122223333" || check.Name != "shop" || check.ARN != "" || len(check.Regions) != 2 {
		t.Fatalf("%+v", check)
	}
	for i, region := range []string{"eu-west-1", "us-east-1"} {
		if check.Regions[i].Region != region || check.Regions[i].Err != check.Err {
			t.Errorf("%+v", check.Regions[i])
		}
	}
	if aws.called("DescribeInstanceProperties") != 0 {
		t.Error("a Region is asked all the same")
	}
}

func TestACheckReadsAgainWhatFailed(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", down)
	f := closing(t, aws.settings(t, nil))
	need := Need{APIs: []string{apiNodes}}
	if target := targetOf(t, nodesOf(t, f, need), apiNodes); target.State != Failed {
		t.Fatalf("%+v", target)
	}
	aws.serveNodes(2)
	checkOf(t, f)
	// Without the check, its own next turn is in a quarter of a minute at the soonest.
	eventually(t, func() bool { return targetOf(t, nodesOf(t, f, need), apiNodes).State == OK })
	if target := targetOf(t, nodesOf(t, f, need), apiNodes); target.Items != 2 {
		t.Errorf("%+v", target)
	}
}

// checkFor checks as long as Save & test would, if that had less patience.
func checkFor(t *testing.T, f *Fleet, patience time.Duration) AccountCheck {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	checks := f.Check(ctx)
	if len(checks) != 1 {
		t.Fatalf("%v", checks)
	}
	return checks[0]
}

// hang has an operation never answer.
func (f *fakeAWS) hang(t *testing.T, operation string) {
	over := make(chan struct{})
	t.Cleanup(func() { close(over) })
	f.on(operation, func(map[string]any) (int, any) {
		<-over
		return http.StatusOK, struct{}{}
	})
}

func (f *fakeAWS) throttle(operation string) {
	f.on(operation, func(map[string]any) (int, any) {
		return http.StatusBadRequest, map[string]any{"__type": "ThrottlingException", "message": "Rate exceeded"}
	})
}

func TestACheckWhoseTimeIsUpNamesTheAccountThatHangs(t *testing.T) {
	aws := newFakeAWS(t)
	aws.hang(t, "GetCallerIdentity")
	check := checkFor(t, closing(t, aws.settings(t, nil)), 100*time.Millisecond)
	if check.Err == nil || check.ID != "111122223333" {
		t.Fatalf("%+v", check)
	}
	if err := check.Err.Error(); !strings.Contains(err, "did not answer in time") || !strings.Contains(err, "Account shop (111122223333)") || strings.Contains(err, "deadline") {
		t.Error(err)
	}
}

// One Region that hangs costs no word about the others, nor about what they allow.
func TestACheckTellsWhatAnsweredBesideARegionThatHangs(t *testing.T) {
	aws := newFakeAWS(t)
	aws.Config.Handler = inRegion(aws, "ap-south-1", "DescribeInstanceProperties", "Hangs")
	aws.hang(t, "Hangs")
	aws.refuse("DescribeActivations")
	check := checkFor(t, closing(t, aws.settings(t, map[string]any{"regions": []string{"ap-south-1", "eu-west-1"}})), time.Second)
	if check.Err != nil || check.Regions[1].Err != nil {
		t.Fatalf("%+v", check)
	}
	if hung := awsapi.Explain(check.Regions[0].Err); hung.Kind != awsapi.TimeUp || hung.Action() != "" || hung.Operation.Action() != "ssm:DescribeInstanceProperties" {
		t.Errorf("%d %v", hung.Kind, hung)
	}
	if len(check.Refused) != 1 || len(check.Unanswered) != 0 {
		t.Errorf("refused %v, unanswered %v", check.Refused, check.Unanswered)
	}
}

func TestACheckTellsAThrottleFromAHang(t *testing.T) {
	aws := newFakeAWS(t)
	aws.throttle("ListAssociations")
	aws.hang(t, "DescribeActivations")
	check := checkFor(t, closing(t, aws.settings(t, nil)), time.Second)
	if check.Err != nil || check.Regions[0].Err != nil || len(check.Refused) != 0 || len(check.Unanswered) != 2 {
		t.Fatalf("%+v", check)
	}
	for i, want := range []struct {
		operation string
		kind      awsapi.Kind
	}{{"DescribeActivations", awsapi.TimeUp}, {"ListAssociations", awsapi.Throttled}} {
		if err := awsapi.Explain(check.Unanswered[i]); err.Operation.Name != want.operation || err.Kind != want.kind || err.Region != "eu-west-1" {
			t.Errorf("%d %v, want %+v", err.Kind, err, want)
		}
	}
}
