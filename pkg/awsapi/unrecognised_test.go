package awsapi

import (
	"net/http"
	"strings"
	"testing"
)

const (
	unavailable = "<html>\r\n<head><title>503 Service Temporarily Unavailable</title></head>\r\n<body>\r\n<center><h1>503 Service Temporarily Unavailable</h1></center>\r\n</body>\r\n</html>\r\n"
	strict      = `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Sign in</title></head><body><p>Sign in</p></body></html>`
)

func long(n int) string { return strings.Repeat("x", n) }

func TestWhatIsNoErrorOfAWSsIsToldByStatusAndHost(t *testing.T) {
	page := map[string]string{"Content-Type": "text/html"}
	for name, test := range map[string]struct {
		answer wire
		kind   Kind
		want   []string
	}{
		"503 with a page":          {wire{503, page, unavailable}, Foreign, []string{"HOST answers with HTTP status 503 (Service Unavailable) and no error of AWS's: AWS, or a proxy or a load balancer in between, is down or overloaded", "check the endpoint"}},
		"503 with strict XHTML":    {wire{503, page, strict}, Foreign, []string{"HOST answers with HTTP status 503"}},
		"500 with nothing":         {wire{500, nil, ""}, Foreign, []string{"HOST answers with HTTP status 500 (Internal Server Error) and no error of AWS's"}},
		"502 with text":            {wire{502, nil, "upstream connect error"}, Foreign, []string{"HOST answers with HTTP status 502 (Bad Gateway)"}},
		"404 with a page":          {wire{404, page, "<html><body>Not Found</body></html>"}, Foreign, []string{"HOST answers with HTTP status 404 (Not Found) and no error of AWS's: that address has no AWS API: check the endpoint"}},
		"404 with another's JSON":  {wire{404, nil, `{"message":"no Route matched with those values"}`}, Foreign, []string{"HTTP status 404 (Not Found)", "that address has no AWS API"}},
		"403 with a page":          {wire{403, page, strict}, Foreign, []string{"HTTP status 403 (Forbidden)", "a proxy or a firewall keeps the call back"}},
		"407":                      {wire{407, page, unavailable}, Foreign, []string{"HTTP status 407 (Proxy Authentication Required)", "wants a user name and a password"}},
		"429 with a page":          {wire{429, page, unavailable}, Foreign, []string{"HTTP status 429 (Too Many Requests)", "limits the calls"}},
		"a redirect to a portal":   {wire{302, map[string]string{"Location": "https://user:pass@portal.corp.example:8443/login?back=ssm"}, strict}, Foreign, []string{"HOST redirects to https://portal.corp.example:8443 (HTTP status 302), which AWS never does", "nothing is sent there"}},
		"a redirect nowhere":       {wire{302, page, unavailable}, Foreign, []string{"HOST answers with HTTP status 302 (Found), which AWS never does"}},
		"AWS's own 500, no code":   {wire{500, map[string]string{"X-Amzn-Requestid": "0f1e2d3c"}, ""}, Other, []string{"HOST answers with HTTP status 500 (Internal Server Error) and names no error (request id 0f1e2d3c): AWS is at fault"}},
		"a page with a request id": {wire{404, map[string]string{"X-Amzn-Requestid": "0f1e2d3c"}, unavailable}, Foreign, []string{"that address has no AWS API"}},
	} {
		for _, service := range services {
			t.Run(name+" from "+string(service), func(t *testing.T) {
				got, endpoint := errorOf(t, service, test.answer)
				if got.Kind != test.kind {
					t.Errorf("kind %d", got.Kind)
				}
				want := make([]string, len(test.want))
				for i := range want {
					want[i] = strings.ReplaceAll(test.want[i], "HOST", endpoint)
				}
				says(t, got.Message, want, asMarkup, "UnknownError", "Sign in", "pass@", "deserializ")
			})
		}
	}
}

func TestAnEndpointThatRedirectsToHTTPSIsToldAsThat(t *testing.T) {
	got, endpoint := errorOf(t, SSM, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://"+r.Host+"/", http.StatusMovedPermanently)
	}))
	says(t, got.Message, []string{endpoint + " redirects to https://", "write the endpoint in the data source's settings with https://"}, "portal")
}

func TestAnErrorWithoutAMessageIsAWhole(t *testing.T) {
	for service, answer := range map[Service]wire{
		SSM:     {500, nil, `{"__type":"InternalServerError"}`},
		Tagging: {500, nil, `{"__type":"InternalServiceException"}`},
		EC2:     {500, nil, `<Response><Errors><Error><Code>InternalError</Code></Error></Errors></Response>`},
		STS:     {500, nil, `<ErrorResponse><Error><Code>InternalFailure</Code></Error></ErrorResponse>`},
	} {
		got, _ := errorOf(t, service, answer)
		if strings.Contains(got.Message, noCode) || !strings.Contains(got.Message, " with HTTP status 500 and says no more") || !strings.Contains(got.Message, "Internal") {
			t.Errorf("%s: %q", service, got.Message)
		}
	}
	got, _ := errorOf(t, SSM, wire{500, nil, `{"__type":"InternalServerError"}`})
	says(t, got.Message, []string{"ssm:ListAssociations: AWS answers InternalServerError with HTTP status 500 and says no more: it is tried again later"})
}

// Markup in a message of AWS's form is no more than text.
func TestNoMarkupComesThroughAMessage(t *testing.T) {
	got, _ := errorOf(t, SSM, ssmError("ValidationException", `<a href="https://evil.example">Click</a> <img src=x onerror=alert(1)>here`))
	says(t, got.Message, []string{"ValidationException: Click here"}, asMarkup, "evil")
	got, _ = errorOf(t, SSM, ssmError("Bad<script>alert(1)</script>\nCode", "no"))
	says(t, got.Message, []string{"ssm:ListAssociations: Bad alert(1) Code: no"}, asMarkup)
}
