package awsapi

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// onTheHour is where a minute begins.
var onTheHour = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func (s *spent) takeMany(calls, perHour int, now time.Time) (taken int) {
	for range calls {
		if s.take(perHour, now) {
			taken++
		}
	}
	return taken
}

func TestABudgetIsOfTheLastHour(t *testing.T) {
	s := &spent{}
	at := func(minutes int) time.Time { return onTheHour.Add(time.Duration(minutes) * time.Minute) }
	if taken := s.takeMany(60, 100, at(0)) + s.takeMany(60, 100, at(30)); taken != 100 {
		t.Errorf("%d calls, want as many as are allowed", taken)
	}
	b := s.budget(100, at(30))
	if b.Calls != 100 || !b.FreeAt.Equal(at(60)) {
		t.Errorf("%+v, want it free again at %v", b, at(60))
	}
	if taken := s.takeMany(1, 100, at(59)); taken != 0 {
		t.Error("a call within the hour")
	}
	if taken := s.takeMany(100, 100, at(60)); taken != 60 {
		t.Errorf("%d calls once the first ones are an hour ago, want 60", taken)
	}
	if b := s.budget(100, at(60)); !b.FreeAt.Equal(at(90)) {
		t.Errorf("%+v", b)
	}
	for after, want := range map[int]int{89: 100, 90: 60, 119: 60, 120: 0, 6089: 0, 10_000: 0} {
		later := &spent{calls: s.calls, newest: s.newest}
		if got := later.lastHour(at(after)); got != want {
			t.Errorf("after %d minutes: %d calls of the last hour, want %d", after, got, want)
		}
	}
	if got := s.lastHour(at(0)); got != 100 {
		t.Errorf("a clock that is put back forgets calls: %d", got)
	}
}

func TestWhatABudgetIsFreeAgainFor(t *testing.T) {
	s := &spent{}
	s.takeMany(10, 0, onTheHour)
	s.takeMany(10, 0, onTheHour.Add(10*time.Minute))
	// More were made than are allowed now: the first ten's end isn't enough.
	if b := s.budget(5, onTheHour.Add(20*time.Minute)); !b.FreeAt.Equal(onTheHour.Add(70 * time.Minute)) {
		t.Errorf("%+v", b)
	}
	if b := s.budget(0, onTheHour); b.Used() != 0 || !b.FreeAt.IsZero() || b.Words() != "" {
		t.Errorf("%+v of no bound", b)
	}
}

func TestABudgetIsToldBeforeItIsUsedUp(t *testing.T) {
	for calls, want := range map[int][]string{
		15_999: nil,
		16_000: {"16,000 of the 20,000 calls that maxCallsPerHour allows", "raise maxCallsPerHour", "fewer Regions", "longer refresh intervals"},
	} {
		says(t, Budget{PerHour: 20_000, Calls: calls}.Words(), want)
	}
	if words := (Budget{PerHour: 20_000, Calls: 15_999}).Words(); words != "" {
		t.Error(words)
	}
	says(t, Budget{PerHour: 20_000, Calls: 20_000, FreeAt: onTheHour}.Words(), []string{"all of the 20,000 calls", "free again at 12:00 UTC", "raise maxCallsPerHour"})
}

func TestTheWeightOfCallsIsBesideThoseOfTheMostCalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		traffic := NewTraffic()
		count := func(account, region, operation string, calls int) {
			traffic.lane(laneKey{account, region, operation}, 1).spent.takeMany(calls, 0, time.Now())
		}
		count("1", "eu-west-1", "Most", 40)
		count("1", "us-east-1", "Most", 10)
		count("1", "us-east-1", "Beside", 10)
		count("2", "eu-west-1", "Another", 4000)
		for want, got := range map[float64]float64{
			1:   traffic.Weight("1", "eu-west-1", "Most", "Beside"),
			0.5: traffic.Weight("1", "us-east-1", "Most", "Beside"),
			0:   traffic.Weight("1", "eu-west-1", "Never"),
		} {
			if got != want {
				t.Errorf("%g, want %g", got, want)
			}
		}
		time.Sleep(time.Hour)
		if got := traffic.Weight("1", "eu-west-1", "Most"); got != 0 {
			t.Errorf("%g of calls that are an hour ago", got)
		}
	})
}

// budgeted is a client that may make so many calls, to an AWS that counts them.
func budgeted(t *testing.T, perHour int, answer http.Handler) (*Client, *Traffic, *atomic.Int32) {
	var calls atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		answer.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	session, err := opened(t, t.Context(), fmt.Sprintf(
		`{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": %q, "accounts": [{"id": "111122223333", "name": "shop"}]}`, server.URL))
	if err != nil {
		t.Fatal(err)
	}
	traffic := NewTraffic()
	return session.Client(traffic, Quota{Share: 1, Undocumented: 500, PerHour: perHour}, "111122223333", "eu-west-1"), traffic, &calls
}

func describeActivations(ctx context.Context, client *Client) *Error {
	_, err := client.SSM.DescribeActivations(ctx, &ssm.DescribeActivationsInput{})
	var failure *Error
	errors.As(err, &failure)
	return failure
}

func TestNothingIsSentThatIsBeyondTheBudget(t *testing.T) {
	client, traffic, calls := budgeted(t, 3, wire{200, map[string]string{"X-Amzn-Requestid": "0f1e2d3c", "Content-Type": "application/x-amz-json-1.1"}, `{"ActivationList": []}`})
	for range 3 {
		if err := describeActivations(t.Context(), client); err != nil {
			t.Fatal(err)
		}
	}
	err := describeActivations(t.Context(), client)
	if err == nil || err.Kind != OverBudget || err.Operation != (Operation{}) || calls.Load() != 3 {
		t.Fatalf("%v after %d calls", err, calls.Load())
	}
	says(t, err.Error(), []string{"Account shop (111122223333)", "all of the 3 calls", "free again at", "raise maxCallsPerHour"})
	if counts := traffic.Counts("111122223333", "eu-west-1", "DescribeActivations"); counts.Calls != 3 || counts.Errors != 0 {
		t.Errorf("%+v", counts)
	}
	if err := describeActivations(BeyondBudget(t.Context()), client); err != nil || calls.Load() != 4 {
		t.Errorf("%v after %d calls: what finds out what is wrong is sent all the same", err, calls.Load())
	}
	if b := traffic.Budget("111122223333", Quota{PerHour: 3}); b.Calls != 4 {
		t.Errorf("%+v: it counts", b)
	}
	if err := ask(t.Context(), client, STS); errors.As(err, new(*overBudgetError)) || calls.Load() != 5 {
		t.Errorf("%v after %d calls: without STS nothing is known", err, calls.Load())
	}
}

func TestRetriesCountToo(t *testing.T) {
	client, traffic, calls := budgeted(t, 2, ssmError("ThrottlingException", "Rate exceeded"))
	if err := describeActivations(t.Context(), client); err == nil || err.Kind != OverBudget || calls.Load() != 2 {
		t.Errorf("%v after %d calls", err, calls.Load())
	}
	if counts := traffic.Counts("111122223333", "eu-west-1", "DescribeActivations"); counts.Calls != 2 || counts.Throttles != 2 {
		t.Errorf("%+v", counts)
	}
}
