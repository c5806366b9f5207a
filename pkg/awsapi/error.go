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
	"unicode"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
)

// Error is a call to AWS that failed, in words that a person can act on.
type Error struct {
	Message string
	// Action is the IAM action that was refused, for instance "ssm:ListAssociations"; empty for other errors.
	Action string
	cause  error
}

func (e *Error) Error() string { return e.Message }

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
func inWords(account Account, region string) func(*middleware.Stack) error {
	explain := func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleInitialize(ctx, in)
		if err != nil {
			service, operation := awsmiddleware.GetServiceID(ctx), awsmiddleware.GetOperationName(ctx)
			err = describe(err, call{service: service, operation: operation, account: account, region: region})
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
}

// actionPrefixes are the services' prefixes in IAM, by the SDK's service ids.
var actionPrefixes = map[string]string{
	"SSM": "ssm", "EC2": "ec2", "STS": "sts", "Resource Groups Tagging API": "tag",
}

func (c call) action() string { return actionPrefixes[c.service] + ":" + c.operation }

func (c call) place() string { return fmt.Sprintf("account %s, %s", c.account.Label(), c.region) }

var (
	refusedCodes     = []string{"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"}
	credentialsCodes = []string{
		"UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
		"InvalidAccessKeyId", "IncompleteSignature", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
	}
	expiredCodes = []string{"ExpiredToken", "ExpiredTokenException", "RequestExpired"}
)

func describe(err error, c call) *Error {
	if inner := (*smithy.OperationError)(nil); errors.As(err, &inner) && inner.Service() == "STS" {
		// The call itself was not sent: its role could not be assumed.
		c.service, c.operation = inner.Service(), inner.Operation()
	}
	say := func(format string, args ...any) *Error {
		return &Error{Message: fmt.Sprintf(format, args...), cause: err}
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		code, said := api.ErrorCode(), clean(api.ErrorMessage())
		switch {
		case slices.Contains(refusedCodes, code):
			refused := refusal(c, said)
			refused.cause = err
			return refused
		case slices.Contains(expiredCodes, code):
			return say("%s: the credentials for %s have expired: renew them in the data source's settings (%s)", c.action(), c.place(), code)
		case slices.Contains(credentialsCodes, code):
			return say("%s: AWS doesn't accept the credentials for %s: check access key and secret key in the data source's settings, "+
				"and that the Region is enabled in the account (%s: %s)", c.action(), c.place(), code, said)
		case isThrottle(err):
			return say("%s: AWS still throttles it after %d attempts in %s (%s): others use the account's rate limit too; "+
				"it is tried again later, lower rateShare or undocumentedRate to leave more to them", c.action(), attemptsAtThrottles, c.place(), code)
		}
		return say("%s in %s: %s: %s", c.action(), c.place(), code, said)
	}
	var noTurn *noTurnError
	if errors.As(err, &noTurn) {
		return say("%s in %s: %s", c.action(), c.place(), noTurn)
	}
	var dns *net.DNSError
	if errors.As(err, &dns) && dns.IsNotFound {
		return say("%s in %s: there is no host %s: check that the Region exists, or the endpoint in the data source's settings",
			c.action(), c.place(), clean(dns.Name))
	}
	var request *url.Error
	if errors.As(err, &request) {
		return say("%s in %s: %s doesn't answer: %s", c.action(), c.place(), host(request.URL), clean(request.Err.Error()))
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return say("%s in %s: the time was up before it answered", c.action(), c.place())
	}
	return say("%s in %s: %s", c.action(), c.place(), clean(err.Error()))
}

var callerPattern = regexp.MustCompile(`User: (\S+) is not authorized`)

// refusal says who is refused what and where, and what to allow. AWS's own sentence comes last: it tells an explicit deny
// from a missing permission.
func refusal(c call, said string) *Error {
	who := "the data source's credentials"
	if match := callerPattern.FindStringSubmatch(said); match != nil {
		who = match[1]
	} else if c.account.RoleARN != "" && c.service != "STS" {
		who = c.account.RoleARN
	}
	remedy := fmt.Sprintf("allow %s on Resource * in its policy", c.action())
	place := "in " + c.place()
	if c.operation == "AssumeRole" {
		place = fmt.Sprintf("for role %s", cmp.Or(c.account.RoleARN, "of the data source"))
		remedy = "name the caller in the role's trust policy, give it the external id that the policy asks for, and allow the caller sts:AssumeRole"
	}
	return &Error{
		Message: fmt.Sprintf("%s is refused to %s %s: %s (AWS: %s)", c.action(), who, place, remedy, said),
		Action:  c.action(),
	}
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
