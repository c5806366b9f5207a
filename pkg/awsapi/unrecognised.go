package awsapi

import (
	"errors"
	"fmt"
	"net/http"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// noCode is what the SDK calls an error whose answer names none.
const noCode = "UnknownError"

func lacksCode(api smithy.APIError) bool { return api.ErrorCode() == "" || api.ErrorCode() == noCode }

// messageOf gives what AWS says of an error, empty where it says nothing.
func messageOf(api smithy.APIError) string {
	if api.ErrorMessage() == noCode { // the SDK's word
		return ""
	}
	return api.ErrorMessage()
}

// unrecognised says what to make of an answer that is none of AWS's errors, by its HTTP status; where AWS's own request id
// comes with it, it is AWS's all the same.
func unrecognised(c call, response *smithyhttp.ResponseError, err error) (Kind, string) {
	status, from := response.HTTPStatusCode(), c.answerer(response)
	var ours *awshttp.ResponseError
	if errors.As(err, &ours) && ours.ServiceRequestID() != "" && status >= http.StatusInternalServerError {
		return Other, fmt.Sprintf("%s answers with %s and names no error (request id %s): AWS is at fault, and the call is tried again later",
			from, statusWords(status), c.clean(ours.ServiceRequestID()))
	}
	words := fmt.Sprintf("%s answers with %s and no error of AWS's%s: %s", from, statusWords(status), c.quoted(err), whatToCheck(status))
	return Foreign, words
}

// whatToCheck says what an HTTP status means where AWS isn't the one who speaks.
func whatToCheck(status int) string {
	const endpoint = "check the endpoint in the data source's settings, and any proxy in between"
	switch {
	case status == http.StatusProxyAuthRequired:
		return "the proxy between Grafana's server and AWS wants a user name and a password: give it those"
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return "a proxy or a firewall keeps the call back, or the address isn't AWS's: " + endpoint
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return "that address has no AWS API: " + endpoint
	case status == http.StatusTooManyRequests:
		return "a proxy in between limits the calls: have it let those to AWS through, or lower rateShare and undocumentedRate"
	case status >= http.StatusInternalServerError:
		return "AWS, or a proxy or a load balancer in between, is down or overloaded: it is tried again later; if this stays so, " + endpoint
	}
	return "what answers isn't AWS: " + endpoint
}

func statusWords(status int) string {
	if text := http.StatusText(status); text != "" {
		return fmt.Sprintf("HTTP status %d (%s)", status, text)
	}
	return fmt.Sprintf("HTTP status %d", status)
}

// quoted gives the message of an error without a code.
func (c call) quoted(err error) string {
	var api smithy.APIError
	if !errors.As(err, &api) || c.clean(messageOf(api)) == "" {
		return ""
	}
	return fmt.Sprintf(" (%q)", c.clean(messageOf(api)))
}

// answerer is the address that an answer came from.
func (c call) answerer(response *smithyhttp.ResponseError) string {
	if request := response.Response.Request; request != nil && request.URL != nil {
		return c.clean(host(request.URL.String()))
	}
	return "what answers"
}

func isRedirect(response *smithyhttp.ResponseError) bool {
	return response.HTTPStatusCode() >= 300 && response.HTTPStatusCode() < 400
}

// redirected says where an address leads to. AWS's APIs lead nowhere else.
func redirected(c call, response *smithyhttp.ResponseError) string {
	from, status := c.answerer(response), response.HTTPStatusCode()
	to, err := response.Response.Location()
	if err != nil {
		return fmt.Sprintf("%s answers with %s, which AWS never does: %s", from, statusWords(status), whatToCheck(status))
	}
	request := response.Response.Request
	if request != nil && request.URL != nil && to.Hostname() == request.URL.Hostname() && to.Scheme != request.URL.Scheme {
		return fmt.Sprintf("%s redirects to %s (HTTP status %d): write the endpoint in the data source's settings with %s://",
			from, c.clean(host(to.String())), status, c.clean(to.Scheme))
	}
	return fmt.Sprintf("%s redirects to %s (HTTP status %d), which AWS never does, so a portal or a proxy answers in its place; nothing is sent there: "+
		"have Grafana's server let through to AWS without a sign-in, or correct the endpoint in the data source's settings",
		from, c.clean(host(to.String())), status)
}
