package awsapi

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// A client of an AWS that throttles the first calls and answers none of the later ones.
func hangingAfter(t *testing.T, throttles int32) (client *Client, traffic *Traffic) {
	t.Helper()
	var calls atomic.Int32
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) <= throttles {
			ssmError("ThrottlingException", "Rate exceeded").ServeHTTP(w, r)
			return
		}
		<-over
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(over) })
	session, err := opened(t, t.Context(), fmt.Sprintf(`{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": %q, "accounts": [{"id": "111122223333"}]}`, server.URL))
	if err != nil {
		t.Fatal(err)
	}
	traffic = NewTraffic()
	return session.Client(traffic, Quota{Share: 1, Undocumented: 100}, "111122223333", "eu-west-1"), traffic
}

func listFor(t *testing.T, client *Client, patience time.Duration) *Error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, err := client.SSM.ListAssociations(ctx, &ssm.ListAssociationsInput{})
	if err == nil {
		t.Fatal("an answer")
	}
	return Explain(err)
}

func TestWhatTheTimeWasSpentOnIsTold(t *testing.T) {
	hang, _ := hangingAfter(t, 0)
	if got := listFor(t, hang, 100*time.Millisecond); got.Kind != TimeUp {
		t.Errorf("%d %s", got.Kind, got)
	} else {
		says(t, got.Message, []string{"AWS did not answer in time"}, "throttle", "deadline")
	}
	throttled, _ := hangingAfter(t, 1000)
	if got := listFor(t, throttled, time.Second); got.Kind != Throttled {
		t.Errorf("%d %s", got.Kind, got)
	} else {
		says(t, got.Message, []string{"AWS has throttled the calls since", "UTC"}, "deadline")
	}
	both, traffic := hangingAfter(t, 1)
	began := time.Now()
	done := make(chan *Error)
	go func() { done <- listFor(t, both, 4*time.Second) }()
	for traffic.Counts("111122223333", "eu-west-1", "ListAssociations").Calls < 2 && time.Since(began) < 4*time.Second {
		time.Sleep(10 * time.Millisecond)
	}
	counts := traffic.Counts("111122223333", "eu-west-1", "ListAssociations")
	if !counts.UnansweredSince.After(counts.ThrottledSince) || counts.ThrottledSince.IsZero() {
		t.Errorf("%+v", counts)
	}
	got := <-done
	if got.Kind != TimeUp {
		t.Errorf("%d %s", got.Kind, got)
	}
	says(t, got.Message, []string{"AWS throttled the calls at", "and the one sent after that, at", "had no answer"}, "deadline")
	if counts := traffic.Counts("111122223333", "eu-west-1", "ListAssociations"); !counts.UnansweredSince.IsZero() {
		t.Errorf("a call that ended is still out: %+v", counts)
	}
}

// A call whose role is not assumed in time was not sent itself; one that was sent is told by its own name.
func TestACallThatHangsIsToldFromARoleThatIsNotAssumedInTime(t *testing.T) {
	for name, test := range map[string]struct{ hangs, want string }{
		"the role": {"AssumeRole", "Account 111122223333: sts:AssumeRole: AWS did not answer in time"},
		"the call": {"ListAssociations", "Account 111122223333, eu-west-1: ssm:ListAssociations: AWS did not answer in time"},
	} {
		t.Run(name, func(t *testing.T) {
			over := make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if asked := r.FormValue("Action") + r.Header.Get("X-Amz-Target"); strings.HasSuffix(asked, test.hangs) {
					<-over
				}
				asAWS(w, "text/xml")
				_, _ = fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>x</SecretAccessKey>`+
					`<SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
			}))
			defer server.Close()
			defer close(over)
			session, err := opened(t, t.Context(), fmt.Sprintf(`{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": %q,
				"accounts": [{"id": "111122223333", "assumeRoleArn": "arn:aws:iam::111122223333:role/r"}]}`, server.URL))
			if err != nil {
				t.Fatal(err)
			}
			client := session.Client(NewTraffic(), Quota{Share: 1, Undocumented: 100}, "111122223333", "eu-west-1")
			if got := listFor(t, client, 200*time.Millisecond); got.Kind != TimeUp || !strings.HasPrefix(got.Error(), test.want) {
				t.Errorf("%d %s", got.Kind, got)
			}
		})
	}
}

func TestTheRateThatIsToldIsThatOfTheMoment(t *testing.T) {
	client, traffic := hangingAfter(t, 0)
	l := traffic.lane(laneKey{"111122223333", "eu-west-1", "ListAssociations"}, 4)
	l.limiter.throttled(time.Now())
	for l.limiter.pace.Allow() { // no turn is left
	}
	says(t, listFor(t, client, 50*time.Millisecond).Message, []string{"at 2 calls a second, down from 4"})
}
