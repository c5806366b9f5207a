package awsapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// foreignError is an answer with HTTP status 200 that AWS can't have given: a portal's page, a proxy's JSON, half a body. The
// SDK takes most of them for an empty list. It is tried again like any other fault on the way.
type foreignError struct {
	why   string
	cause error
}

func (e *foreignError) Error() string { return e.why }
func (e *foreignError) Unwrap() error { return e.cause }

// RetryableError is what the SDK's retryer asks.
func (e *foreignError) RetryableError() bool { return true }

func foreignf(format string, args ...any) error {
	return &foreignError{why: fmt.Sprintf(format, args...)}
}

// checkAnswer refuses what isn't recognisably AWS's. Its place is around the SDK's own reader of the answer, whose failures
// over an answer with status 200 are an answer that isn't AWS's, too; a value over which it panics costs the call, not the
// process.
func (t *Traffic) checkAnswer(stack *middleware.Stack) error {
	around := func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (out middleware.DeserializeOutput, metadata middleware.Metadata, err error) {
		defer func() {
			if recover() != nil {
				err = foreignf("it can't be read")
			}
		}()
		out, metadata, err = next.HandleDeserialize(ctx, in)
		var unreadable *smithy.DeserializationError
		if errors.As(err, &unreadable) && isSuccess(out.RawResponse) {
			err = &foreignError{why: "it can't be read", cause: err}
		}
		return out, metadata, err
	}
	before := func(
		ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
	) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		if err != nil || !isSuccess(out.RawResponse) {
			return out, metadata, err
		}
		response := out.RawResponse.(*smithyhttp.Response).Response
		if err = genuine(ctx, awsmiddleware.GetOperationName(ctx), response); err == nil {
			t.clock.observe(response.Header, time.Now())
		}
		return out, metadata, err
	}
	return errors.Join(
		stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("ReadableAnswer", around), middleware.Before),
		stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("GenuineAnswer", before), middleware.After),
	)
}

func isSuccess(response any) bool {
	r, ok := response.(*smithyhttp.Response)
	return ok && r.StatusCode >= 200 && r.StatusCode < 300
}

// The headers that carry the id by which AWS knows a request, and the same in XML bodies.
var (
	requestIDHeaders = []string{"X-Amzn-Requestid", "X-Amz-Request-Id"}
	requestIDElement = regexp.MustCompile(`(?i)<requestid>[^<]+</requestid>`)
)

// genuine tells whether an answer with status 200 is AWS's, by what every answer of AWS has: the protocol's content type, a
// request id, a whole body of the protocol's form. It reads the body, and leaves it to be read again, without what its protocol's
// reader would give up the whole answer for.
func genuine(ctx context.Context, operation string, response *http.Response) error {
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return &foreignError{why: "it ends in the middle", cause: err}
	}
	// The SDK closes what it reads at the end, which gives the connection back.
	defer func() { response.Body = rereadable{bytes.NewReader(body), response.Body} }()
	kind, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	hasID := slices.ContainsFunc(requestIDHeaders, func(name string) bool { return response.Header.Get(name) != "" })
	switch {
	case len(body) == 0:
		return foreignf("it is empty")
	case isJSON(kind):
		if !hasID {
			return foreignf("it has no request ID of AWS")
		}
		if body[0] != '{' || !json.Valid(body) {
			return foreignf("it is not a whole JSON object")
		}
	case isXML(kind):
		if root, want := xmlRoot(body), operation+"Response"; root != want {
			return foreignf("its root element is %q, not %q", root, want)
		}
		if !hasID && !requestIDElement.Match(body) {
			return foreignf("it has no request ID of AWS")
		}
		body = withoutBadTimes(ctx, body)
	default:
		return foreignf("its content type is %q", response.Header.Get("Content-Type"))
	}
	return nil
}

type rereadable struct {
	io.Reader
	io.Closer
}

// isJSON and isXML know the content types of AWS's protocols; addresses that stand in for AWS's write the common ones.
func isJSON(kind string) bool {
	return kind == "application/json" || strings.HasPrefix(kind, "application/x-amz-json-")
}

func isXML(kind string) bool { return kind == "text/xml" || kind == "application/xml" }

var rootElement = regexp.MustCompile(`^\s*(?:<\?[^>]*\?>\s*)?<([A-Za-z][\w.-]*)`)

// xmlRoot gives the name of a document's root element, empty where it has none.
func xmlRoot(body []byte) string {
	if match := rootElement.FindSubmatch(body[:min(len(body), 1024)]); match != nil {
		return string(match[1])
	}
	return ""
}

// stayHere keeps a client from following a redirect: AWS sends none, and what follows one hands the session token to wherever
// it leads.
func stayHere(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
