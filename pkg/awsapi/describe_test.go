package awsapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func TestDescribe(t *testing.T) {
	list := call{service: "SSM", operation: "ListAssociations", account: Account{ID: "111122223333", Name: "shop"}, region: "eu-west-1"}
	api := func(code, message string) error {
		return &smithy.OperationError{ServiceID: "SSM", OperationName: "ListAssociations", Err: &smithy.GenericAPIError{Code: code, Message: message}}
	}
	for _, test := range []struct {
		name         string
		err          error
		action, want string
	}{
		{
			"refused", api("AccessDeniedException", "User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: ssm:ListAssociations on resource: *"),
			"ssm:ListAssociations",
			"ssm:ListAssociations is refused to arn:aws:sts::111122223333:assumed-role/r/s: allow ssm:ListAssociations on Resource * in its policy",
		},
		{
			"role not assumed", fmt.Errorf("get identity: %w", &smithy.OperationError{
				ServiceID: "STS", OperationName: "AssumeRole", Err: &smithy.GenericAPIError{Code: "AccessDenied", Message: "no"},
			}),
			"sts:AssumeRole", "sts:AssumeRole is refused to the data source's credentials for role of the data source: name the caller in the role's trust policy",
		},
		{"wrong secret", api("InvalidSignatureException", "does not match"), "", "AWS doesn't accept the credentials: check the access key and the secret key"},
		{"expired", api("ExpiredTokenException", "x"), "", "the credentials have expired: renew them"},
		{"throttled", api("ThrottlingException", "Rate exceeded"), "", "AWS still throttled the call after 10 attempts"},
		{"another code", api("InternalServerError", "a\nb\x00c"), "", "ssm:ListAssociations: InternalServerError: a b c"},
		{"no such host", &url.Error{Op: "Post", URL: "https://ssm.eu-west-9.amazonaws.com/", Err: &net.DNSError{Name: "ssm.eu-west-9.amazonaws.com", IsNotFound: true}}, "", "there is no host ssm.eu-west-9.amazonaws.com: check that the Region exists"},
		{"down", &url.Error{Op: "Post", URL: "http://127.0.0.1:1/", Err: errors.New("connection refused")}, "", "http://127.0.0.1:1 doesn't answer (connection refused): check the endpoint"},
		{"no credentials", fmt.Errorf("get identity: %w", &smithy.OperationError{ServiceID: "STS", OperationName: "AssumeRole", Err: &smithy.OperationError{ServiceID: "ec2imds", OperationName: "GetMetadata", Err: errors.New("timeout")}}), "", "sts:AssumeRole: no AWS credentials were found for Grafana's server: give it a role"},
		{"throttled while a role was assumed", fmt.Errorf("get identity: %w", &smithy.OperationError{ServiceID: "STS", OperationName: "AssumeRole", Err: &retry.MaxAttemptsError{Attempt: 3, Err: &smithy.GenericAPIError{Code: "Throttling", Message: "Rate exceeded"}}}), "", "sts:AssumeRole: AWS still throttled the call after 3 attempts (Throttling)"},
		{"time up", context.DeadlineExceeded, "", "AWS did not answer in time: it is tried again later"},
		{"no turn", &noTurnError{perSecond: 2, full: 2, cause: context.DeadlineExceeded}, "", "time ran out before its turn came, at 2 calls a second"},
		{"no turn after throttles", &noTurnError{perSecond: 0.125, full: 2, cause: context.DeadlineExceeded}, "", "time ran out before its turn came, at 0.125 calls a second, down from 2 since AWS throttled"},
		{"cut off", &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: 200}}, Err: &smithy.DeserializationError{Err: io.ErrUnexpectedEOF}}, "", "the connection broke off in the middle of the answer"},
		{"nothing but a code", api("InternalServerError", ""), "", "ssm:ListAssociations: InternalServerError"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := describe(test.err, list)
			if !strings.Contains(got.Message, test.want) || got.Action() != test.action || !errors.Is(got, test.err) {
				t.Errorf("got %q (%s), want %q (%s)", got.Message, got.Action(), test.want, test.action)
			}
		})
	}
}

// A call that hangs is not throttled, though one of its earlier attempts was: both are said, each with its time.
func TestACallThatHangsAfterAThrottleSaysBoth(t *testing.T) {
	since := time.Date(2026, 11, 20, 14, 5, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		throttledSince, sent time.Time
		kind                 Kind
		want                 string
	}{
		"throttled, then hung": {since, since.Add(3 * time.Minute), TimeUp, "ssm:ListAssociations: AWS throttled the calls at 14:05 UTC, and the one sent after that, at 14:08 UTC, had no answer: it is tried again later"},
		"hung":                 {time.Time{}, since, TimeUp, "ssm:ListAssociations: AWS did not answer in time: it is tried again later"},
		"throttled":            {since, time.Time{}, Throttled, "ssm:ListAssociations: AWS has throttled the calls since 14:05 UTC, and did not answer in time"},
	} {
		t.Run(name, func(t *testing.T) {
			got := describe(context.DeadlineExceeded, call{
				service: "SSM", operation: "ListAssociations", throttledSince: test.throttledSince, course: &course{signable: true, waiting: test.sent},
			})
			if got.Kind != test.kind || !strings.HasPrefix(got.Message, test.want) {
				t.Errorf("got %d %q, want %d %q", got.Kind, got.Message, test.kind, test.want)
			}
		})
	}
}

func TestACallThatWaitsForCredentialsWithoutARoleBlamesNoRole(t *testing.T) {
	got := describe(context.DeadlineExceeded, call{service: "SSM", operation: "ListAssociations", course: &course{}}).Message
	if !strings.HasPrefix(got, "ssm:ListAssociations: AWS did not answer in time") {
		t.Error(got)
	}
}

func TestAThrottledCallWhoseTimeIsUpSaysThatItIsThrottled(t *testing.T) {
	since := time.Date(2026, 11, 20, 14, 5, 0, 0, time.UTC)
	throttled := call{service: "SSM", operation: "ListAssociations", throttledSince: since}
	const want = "ssm:ListAssociations: AWS has throttled the calls since 14:05 UTC, and did not answer in time"
	for _, err := range []error{context.DeadlineExceeded, &noTurnError{perSecond: 2, full: 2, cause: context.DeadlineExceeded}} {
		if got := describe(err, throttled).Message; !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	down := &url.Error{Op: "Post", URL: "http://127.0.0.1:1/", Err: errors.New("connection refused")}
	if got := describe(down, throttled).Message; strings.Contains(got, "throttle") {
		t.Errorf("an endpoint that is down is told as a throttle: %q", got)
	}
}
