package awsapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// call is a call that failed, and what is known beside its error.
type call struct {
	service, operation string
	account            Account
	region             string
	throttledSince     time.Time // zero where AWS answers
	course             *course   // nil where it isn't known
	now                time.Time
	secrets            *secrets
}

// actionPrefixes are the services' prefixes in IAM, by the SDK's service ids.
var actionPrefixes = map[string]string{
	"SSM": "ssm", "EC2": "ec2", "STS": "sts", "Resource Groups Tagging API": "tag", "CloudWatch": "cloudwatch",
	"Resource Groups": "resource-groups",
}

func (c call) operationCalled() Operation {
	return Operation{Service: actionPrefixes[c.service], Name: c.operation}
}

func (c call) action() string { return c.operationCalled().Action() }

// failed makes the error of a call. What is secret is taken out here once more, wherever the message is from.
func (c call) failed(kind Kind, message string, cause error) *Error {
	e := &Error{
		Kind: kind, Operation: c.operationCalled(), Account: c.account.ID,
		Message: c.secrets.redactOurs(message), Place: c.place(), cause: cause,
	}
	if c.service != "STS" {
		e.Region = c.region
	}
	return e
}

// place names no Region for STS: credentials are one thing for all Regions of an account.
func (c call) place() string {
	if c.service == "STS" {
		return "Account " + c.account.Label()
	}
	return fmt.Sprintf("Account %s, %s", c.account.Label(), c.region)
}

// clean makes a sentence of what came from outside, without what is secret.
func (c call) clean(said string) string { return cut(c.line(said)) }

// line is a sentence of any length.
func (c call) line(said string) string {
	return oneLine(c.secrets.redact(said[:min(len(said), longestText)]))
}

var (
	refusedCodes     = []string{"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError", "ForbiddenException"}
	credentialsCodes = []string{
		"UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
		"InvalidAccessKeyId", "IncompleteSignature", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
	}
	expiredCodes = []string{"ExpiredToken", "ExpiredTokenException"}
)

func describe(err error, c call) *Error {
	if inner := operationOf(err, "STS"); inner != nil {
		// The call itself was not sent: its role could not be assumed.
		c.service, c.operation = inner.Service(), inner.Operation()
	}
	say := func(kind Kind, format string, args ...any) *Error {
		return c.failed(kind, c.action()+": "+fmt.Sprintf(format, args...), err)
	}
	if operationOf(err, "ec2imds") != nil {
		// The last place where the SDK looks.
		return say(Credentials, "no AWS credentials were found for Grafana's server: give it a role or a credentials file, "+
			"or choose Access & secret key in the data source's settings")
	}
	var response *smithyhttp.ResponseError
	answered := errors.As(err, &response) && response.Response != nil && response.Response.Response != nil
	if answered && isRedirect(response) {
		return say(Foreign, "%s", redirected(c, response))
	}
	var api smithy.APIError
	if errors.As(err, &api) && !lacksCode(api) {
		code, said := c.clean(api.ErrorCode()), c.clean(messageOf(api))
		switch {
		case slices.Contains(refusedCodes, api.ErrorCode()):
			return c.failed(Refused, refusal(c, c.line(messageOf(api))), err)
		case slices.Contains(clockCodes, api.ErrorCode()) && clockIsOff(err, said, c.now):
			return say(Credentials, "%s (%s)", clockWords(err, said, c.now), code)
		case slices.Contains(expiredCodes, api.ErrorCode()):
			return say(Credentials, "the credentials have expired: renew them in the data source's settings (%s)", code)
		case slices.Contains(credentialsCodes, api.ErrorCode()):
			return say(Credentials, "AWS doesn't accept the credentials: check the access key and the secret key in the data source's settings, "+
				"and that the Region exists and is enabled in the account (%s)", codeAndMessage(code, said))
		case isThrottle(err):
			return say(Throttled, "AWS still throttled the call after %d attempts (%s): the account's rate limit is shared with other callers; "+
				"it will be tried again later; lower rateShare or undocumentedRate to leave more of the limit to them", attempts(err), code)
		case said == "" && answered:
			return say(Other, "AWS answers %s with HTTP status %d and says no more: it is tried again later", code, response.HTTPStatusCode())
		}
		return say(Other, "%s", codeAndMessage(code, said))
	}
	if timeIsUp(err) {
		return timeUp(c, err)
	}
	var over *overBudgetError
	if errors.As(err, &over) {
		e := c.failed(OverBudget, over.budget.Words(), err)
		e.Operation = Operation{} // it is the same for all
		return e
	}
	// Before what says that nothing answers, in which that of a role comes.
	var foreign *foreignError
	if errors.As(err, &foreign) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return say(Foreign, "the answer, with HTTP status 200, is not AWS's (%s): check the endpoint in the data source's settings, "+
			"and any proxy or portal in between", c.clean(foreign.why))
	}
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return say(Unreachable, "there is no host %s: check that the Region exists, and the endpoint in the data source's settings", c.clean(dns.Name))
	}
	var request *url.Error
	if errors.As(err, &request) {
		return say(Unreachable, "%s doesn't answer (%s): check the endpoint in the data source's settings, and that Grafana's server can reach it",
			c.clean(host(request.URL)), c.clean(request.Err.Error()))
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return say(Unreachable, "the connection broke off in the middle of the answer: it is tried again later; if this stays so, "+
			"check what stands between Grafana's server and AWS")
	}
	if answered {
		kind, words := unrecognised(c, response, err)
		return say(kind, "%s", words)
	}
	return say(Other, "%s", c.clean(err.Error()))
}

func codeAndMessage(code, said string) string {
	if said == "" || said == code {
		return code
	}
	return code + ": " + said
}

// attempts tells how often a call was tried before it was given up.
func attempts(err error) int {
	var most *retry.MaxAttemptsError
	if errors.As(err, &most) {
		return most.Attempt
	}
	return attemptsAtThrottles
}

// operationOf finds a service's operation among those that a failure went through.
func operationOf(err error, service string) *smithy.OperationError {
	var operation *smithy.OperationError
	for errors.As(err, &operation) {
		if operation.Service() == service {
			return operation
		}
		err = operation.Unwrap()
	}
	return nil
}

// timeIsUp tells an error that only says that nobody waits any longer.
func timeIsUp(err error) bool {
	var noTurn *noTurnError // whose turn would come too late, maybe before the time is up
	return errors.As(err, &noTurn) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}

// timeUp says what the time was spent on: a call that hangs isn't throttled, even if an earlier attempt was.
func timeUp(c call, err error) *Error {
	if c.course.lackedCredentials() && c.account.RoleARN != "" {
		c.service, c.operation = "STS", "AssumeRole"
	}
	say := func(kind Kind, format string, args ...any) *Error {
		return c.failed(kind, c.action()+": "+fmt.Sprintf(format, args...), err)
	}
	const slow = "it is tried again later; if this stays so, check that Grafana's server can reach AWS, and what stands in between"
	throttled, sent := c.throttledSince, c.course.unansweredSince()
	var noTurn *noTurnError
	switch {
	case !sent.IsZero() && !throttled.IsZero():
		return say(TimeUp, "AWS throttled the calls at %s, and the one sent after that, at %s, had no answer: "+slow, clock(throttled), clock(sent))
	case !sent.IsZero():
		return say(TimeUp, "AWS did not answer in time: "+slow)
	case !throttled.IsZero():
		return say(Throttled, "AWS has throttled the calls since %s, and did not answer in time: the account's rate limit is shared with other callers; "+
			"it is tried again later; lower rateShare or undocumentedRate to leave more of the limit to them", clock(throttled))
	case errors.As(err, &noTurn):
		return say(TimeUp, "%s", noTurn)
	}
	return say(TimeUp, "AWS did not answer in time: "+slow)
}

func clock(t time.Time) string { return t.UTC().Format("15:04 UTC") }

func host(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return "AWS"
	}
	return parsed.Scheme + "://" + parsed.Host
}
