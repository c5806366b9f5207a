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
	checks, err := f.Check(t.Context())
	if err != nil || len(checks) != 1 {
		t.Fatalf("%v, %v", checks, err)
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
	if len(check.Refused) != 1 || awsapi.Explain(check.Refused[0]).Action() != "ssm:DescribeActivations" {
		t.Errorf("%v", check.Refused)
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
	if check.Regions[0].Err != nil || len(check.Refused) != 1 || awsapi.Explain(check.Refused[0]).Action() != "ssm:DescribeInstanceProperties" {
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

func TestACheckWhoseTimeIsUpIsAnErrorUnlessAnAccountAnswered(t *testing.T) {
	aws := newFakeAWS(t)
	answer := make(chan struct{})
	t.Cleanup(func() { close(answer) })
	aws.on("GetCallerIdentity", func(map[string]any) (int, any) {
		<-answer
		return http.StatusOK, callerIdentity
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	checks, err := closing(t, aws.settings(t, nil)).Check(ctx)
	if err == nil || len(checks) != 1 || checks[0].Err == nil {
		t.Errorf("%+v, %v", checks, err)
	}
}
