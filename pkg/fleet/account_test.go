package fleet

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// onlyAccount is the account of a fleet that reads one.
func onlyAccount(t *testing.T, settings awsapi.Settings) *account {
	t.Helper()
	return closing(t, settings).accounts[0]
}

func TestAnAccountIsOpenedOnceForAllWhoWait(t *testing.T) {
	aws := newFakeAWS(t)
	answer := make(chan struct{})
	aws.on("GetCallerIdentity", func(map[string]any) (int, any) {
		<-answer
		return http.StatusOK, callerIdentity
	})
	a := onlyAccount(t, aws.settings(t, nil))
	var waiting sync.WaitGroup
	for range 10 {
		waiting.Go(func() {
			if _, err := a.in("eu-west-1").client(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	eventually(t, func() bool { return aws.called("GetCallerIdentity") == 1 })
	close(answer)
	waiting.Wait()
	if _, err := a.in("us-east-1").client(t.Context()); err != nil || aws.called("GetCallerIdentity") != 1 {
		t.Errorf("%v after %d calls", err, aws.called("GetCallerIdentity"))
	}
}

func TestAnAccountThatCouldNotBeOpenedIsTriedAgainByTheNext(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("GetCallerIdentity", func(map[string]any) (int, any) {
		return http.StatusForbidden, `<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>no</Message></Error></ErrorResponse>`
	})
	a := onlyAccount(t, aws.settings(t, map[string]any{"accounts": []any{}}))
	if _, err := a.in("eu-west-1").client(t.Context()); err == nil || awsapi.Explain(err).Kind != awsapi.Credentials {
		t.Errorf("%v", err)
	}
	if a.id() != "" {
		t.Errorf("its id is %q", a.id())
	}
	aws.on("GetCallerIdentity", func(map[string]any) (int, any) { return http.StatusOK, callerIdentity })
	if _, err := a.in("eu-west-1").client(t.Context()); err != nil {
		t.Error(err)
	}
	if a.id() != "111122223333" {
		t.Errorf("its id is %q", a.id())
	}
}

func TestWhoseTimeIsUpIsToldWhichAccountDidNotAnswer(t *testing.T) {
	aws := newFakeAWS(t)
	answer := make(chan struct{})
	aws.on("GetCallerIdentity", func(map[string]any) (int, any) {
		<-answer
		return http.StatusOK, callerIdentity
	})
	a := onlyAccount(t, aws.settings(t, nil))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := a.in("eu-west-1").client(ctx)
	var explained *awsapi.Error
	if !errors.As(err, &explained) || explained.Place != "Account shop (111122223333)" || !strings.Contains(explained.Message, "STS") {
		t.Errorf("%v", err)
	}
	close(answer) // the others still wait for it
	if _, err := a.in("eu-west-1").client(t.Context()); err != nil || aws.called("GetCallerIdentity") != 1 {
		t.Errorf("%v after %d calls", err, aws.called("GetCallerIdentity"))
	}
}

func TestARoleNamesItsAccount(t *testing.T) {
	aws := newFakeAWS(t)
	a := onlyAccount(t, aws.settings(t, map[string]any{"accounts": []any{map[string]any{"name": "shop", "id": "222233334444", "assumeRoleArn": "arn:aws:iam::222233334444:role/reader"}}}))
	if _, err := a.in("eu-west-1").client(t.Context()); err != nil || aws.called("GetCallerIdentity") != 0 {
		t.Errorf("%v after %d calls", err, aws.called("GetCallerIdentity"))
	}
	if a.id() != "222233334444" {
		t.Errorf("its id is %q", a.id())
	}
}

func TestAnAccountHasOnePlaceInARegion(t *testing.T) {
	a := onlyAccount(t, settingsOf(t, nowhere, nil))
	first := a.in("eu-west-1")
	if a.in("eu-west-1") != first || a.in("us-east-1") == first || first.region != "eu-west-1" {
		t.Error("places are mixed up")
	}
}
