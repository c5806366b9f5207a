package awsapi

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

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
		{"not AWS", &smithyhttp.ResponseError{Response: &smithyhttp.Response{Response: &http.Response{StatusCode: 404}}, Err: &smithy.DeserializationError{Err: errors.New("XML syntax error")}}, "", "ssm:ListAssociations: the answer, with HTTP status 404, is not AWS's: check the endpoint"},
		{"time up", context.DeadlineExceeded, "", "AWS did not answer in time"},
		{"no turn", &noTurnError{perSecond: 2, cause: context.DeadlineExceeded}, "", "time ran out before its turn came, at 2 calls a second"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := describe(test.err, list)
			if !strings.Contains(got.Message, test.want) || got.Action() != test.action || !errors.Is(got, test.err) {
				t.Errorf("got %q (%s), want %q (%s)", got.Message, got.Action(), test.want, test.action)
			}
		})
	}
}

func TestAThrottledCallWhoseTimeIsUpSaysThatItIsThrottled(t *testing.T) {
	since := time.Date(2026, 11, 20, 14, 5, 0, 0, time.UTC)
	throttled := call{service: "SSM", operation: "ListAssociations", throttledSince: since}
	const want = "ssm:ListAssociations: AWS has throttled the calls since 14:05 UTC, and did not answer in time"
	for _, err := range []error{context.DeadlineExceeded, &noTurnError{perSecond: 2, cause: context.DeadlineExceeded}} {
		if got := describe(err, throttled).Message; !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	down := &url.Error{Op: "Post", URL: "http://127.0.0.1:1/", Err: errors.New("connection refused")}
	if got := describe(down, throttled).Message; strings.Contains(got, "throttles") {
		t.Errorf("an endpoint that is down is told as a throttle: %q", got)
	}
}

func TestARefusalTellsAWSsReasonOnceAndWithoutTheRest(t *testing.T) {
	const sentence = "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ssm:ListAssociations on resource: arn:aws:ssm:eu-west-1:1:*"
	list := call{service: "SSM", operation: "ListAssociations"}
	const said = "ssm:ListAssociations is refused to arn:aws:sts::1:assumed-role/r/s: allow ssm:ListAssociations on Resource * in its policy"
	for reason, want := range map[string]string{
		"": said,
		" with an explicit deny in a service control policy": said + " (AWS: with an explicit deny in a service control policy)",
	} {
		if got := refusal(list, sentence+reason); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestOneReasonReadsTheSameInEveryRegion(t *testing.T) {
	account := Account{ID: "111122223333", Name: "shop"}
	for _, test := range []struct{ service, operation, place string }{
		{"SSM", "ListAssociations", "Account shop (111122223333), eu-west-1"},
		{"STS", "AssumeRole", "Account shop (111122223333)"},
	} {
		err := &smithy.GenericAPIError{Code: "AccessDenied", Message: "no"}
		here := describe(err, call{service: test.service, operation: test.operation, account: account, region: "eu-west-1"})
		there := describe(err, call{service: test.service, operation: test.operation, account: account, region: "us-east-1"})
		if here.Message != there.Message || here.Place != test.place || here.Error() != test.place+": "+here.Message {
			t.Errorf("%q and %q", here, there)
		}
	}
}

func TestCleanBoundsWhatComesFromOutside(t *testing.T) {
	if got := clean(strings.Repeat("é", 1000)); len([]rune(got)) != longestSentence+1 {
		t.Errorf("%d characters", len([]rune(got)))
	}
}
