package awsapi

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Kind says what an error comes from, as far as the way out of it differs.
type Kind uint8

// The kinds of errors.
const (
	Other       Kind = iota // AWS's own word that fits no other kind, and what failed before a call was made
	Refused                 // a policy doesn't allow it
	Credentials             // AWS does not accept them, or there are none
	Throttled               // the account's rate limit is used up
	TimeUp                  // the caller's time was over before AWS answered
	Unreachable             // nothing answers at the address
	Foreign                 // what answers isn't AWS
	Doubtful                // AWS answered, and what else is known speaks against it
)

// Error is a call to AWS that failed, in words that a person can act on.
type Error struct {
	Kind Kind
	// Operation is what failed, which may be another one than was called: a role that can't be assumed. Zero where no call
	// was made.
	Operation Operation
	// Account is the id of the account, empty where it isn't known yet; Region is empty where it doesn't matter.
	Account, Region string
	// Message is the same wherever in an account a call fails for the same reason.
	Message string
	// Place says where it failed: "Account shop (111122223333), eu-west-1"; empty where the message names it.
	Place string
	cause error
}

// Action gives the IAM action that was refused, for instance "ssm:ListAssociations"; empty for errors of another kind.
func (e *Error) Action() string {
	if e.Kind != Refused {
		return ""
	}
	return e.Operation.Action()
}

// Same tells whether two errors have one cause: what mends the one mends the other.
func (e *Error) Same(other *Error) bool {
	return e.Account == other.Account && e.Kind == other.Kind && e.Operation == other.Operation && e.Message == other.Message
}

// Error gives the message with the place before it.
func (e *Error) Error() string {
	if e.Place == "" {
		return e.Message
	}
	return e.Place + ": " + e.Message
}

// Unwrap gives the SDK's own error.
func (e *Error) Unwrap() error { return e.cause }

func errorf(format string, args ...any) error { return &Error{Message: fmt.Sprintf(format, args...)} }

// Explain gives the [Error] in an error of a call, or makes one of what it is.
func Explain(err error) *Error {
	var explained *Error
	if errors.As(err, &explained) {
		return explained
	}
	return &Error{Message: clean(err.Error()), cause: err}
}

// inWords turns what the SDK says of a call that failed into an [Error].
func inWords(account Account, region string, traffic *Traffic) func(*middleware.Stack) error {
	explain := func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err != nil {
			service, operation := awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx)
			err = describe(err, call{
				service: service, operation: operation, account: account, region: region,
				throttledSince: traffic.Counts(account.ID, region, operation).ThrottledSince,
			})
		}
		return out, metadata, err
	}
	return func(stack *middleware.Stack) error {
		// After what tells the context which service and operation it is.
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("InWords", explain), middleware.After)
	}
}

type call struct {
	service, operation string
	account            Account
	region             string
	throttledSince     time.Time // zero where AWS answers
}

// actionPrefixes are the services' prefixes in IAM, by the SDK's service ids.
var actionPrefixes = map[string]string{
	"SSM": "ssm", "EC2": "ec2", "STS": "sts", "Resource Groups Tagging API": "tag",
}

func (c call) operationCalled() Operation {
	return Operation{Service: actionPrefixes[c.service], Name: c.operation}
}

func (c call) action() string { return c.operationCalled().Action() }

// failed makes the error of a call.
func (c call) failed(kind Kind, message string, cause error) *Error {
	e := &Error{Kind: kind, Operation: c.operationCalled(), Account: c.account.ID, Message: message, Place: c.place(), cause: cause}
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

var (
	refusedCodes     = []string{"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"}
	credentialsCodes = []string{
		"UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
		"InvalidAccessKeyId", "IncompleteSignature", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
	}
	expiredCodes = []string{"ExpiredToken", "ExpiredTokenException", "RequestExpired"}
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
	var foreign *foreignError
	if errors.As(err, &foreign) {
		return say(Foreign, "the answer, with HTTP status 200, is not AWS's (%s): check the endpoint in the data source's settings, "+
			"and any proxy or portal in between", foreign.why)
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		code, said := api.ErrorCode(), clean(api.ErrorMessage())
		switch {
		case slices.Contains(refusedCodes, code):
			return c.failed(Refused, refusal(c, said), err)
		case slices.Contains(expiredCodes, code):
			return say(Credentials, "the credentials have expired: renew them in the data source's settings (%s)", code)
		case slices.Contains(credentialsCodes, code):
			return say(Credentials, "AWS doesn't accept the credentials: check the access key and the secret key in the data source's settings, "+
				"and that the Region exists and is enabled in the account (%s: %s)", code, said)
		case isThrottle(err):
			return say(Throttled, "AWS still throttled the call after %d attempts (%s): the account's rate limit is shared with other callers; "+
				"it will be tried again later; lower rateShare or undocumentedRate to leave more of the limit to them", attemptsAtThrottles, code)
		}
		return say(Other, "%s: %s", code, said)
	}
	var noTurn *noTurnError
	timeUp := errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) || errors.As(err, &noTurn)
	if timeUp && !c.throttledSince.IsZero() {
		return say(Throttled, "AWS has throttled the calls since %s, and did not answer in time: the account's rate limit is shared with other callers; "+
			"try again later, or lower rateShare or undocumentedRate to leave more of the limit to them", c.throttledSince.UTC().Format("15:04 UTC"))
	}
	if errors.As(err, &noTurn) {
		return say(TimeUp, "%s", noTurn)
	}
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return say(Unreachable, "there is no host %s: check that the Region exists, and the endpoint in the data source's settings", clean(dns.Name))
	}
	var request *url.Error
	if errors.As(err, &request) {
		return say(Unreachable, "%s doesn't answer (%s): check the endpoint in the data source's settings, and that Grafana's server can reach it",
			host(request.URL), clean(request.Err.Error()))
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return say(TimeUp, "AWS did not answer in time")
	}
	var response *smithyhttp.ResponseError
	if errors.As(err, &response) {
		return say(Foreign, "the answer, with HTTP status %d, is not AWS's: check the endpoint in the data source's settings, "+
			"and any proxy in between", response.HTTPStatusCode())
	}
	return say(Other, "%s", clean(err.Error()))
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

// refusalPattern is AWS's sentence about who is refused what; what follows it is the reason, where AWS gives one.
var refusalPattern = regexp.MustCompile(`^User: (\S+) is not authorized to perform: \S+(?: on resource: \S+)? ?`)

// refusal says who is refused what, and what to allow. AWS's own reason comes last: it tells an explicit deny from a
// missing permission.
func refusal(c call, said string) string {
	who := "the data source's credentials"
	if match := refusalPattern.FindStringSubmatch(said); match != nil {
		who, said = match[1], said[len(match[0]):]
	} else if c.account.RoleARN != "" && c.service != "STS" {
		who = c.account.RoleARN
	}
	remedy := fmt.Sprintf("allow %s on Resource * in its policy", c.action())
	if c.operation == "AssumeRole" {
		who += " for role " + cmp.Or(c.account.RoleARN, "of the data source")
		remedy = "name the caller in the role's trust policy, give it the external ID that the policy asks for, and allow the caller sts:AssumeRole"
	}
	message := fmt.Sprintf("%s is refused to %s: %s", c.action(), who, remedy)
	if said != "" {
		message += fmt.Sprintf(" (AWS: %s)", said)
	}
	return message
}

func host(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return "AWS"
	}
	return parsed.Scheme + "://" + parsed.Host
}

const longestSentence = 300

// clean makes a sentence of what came from outside: one line, no control characters, not too long.
func clean(said string) string {
	said = strings.Join(strings.FieldsFunc(said, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if runes := []rune(said); len(runes) > longestSentence {
		return string(runes[:longestSentence]) + "…"
	}
	return said
}
