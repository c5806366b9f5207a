package awsapi

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/cloudwatch"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroups"
	"github.com/aws/aws-sdk-go-v2/service/resourcegroupstaggingapi"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// wire is an answer as it comes over the wire.
type wire struct {
	status int
	header map[string]string
	body   string
}

func (a wire) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	for name, value := range a.header {
		w.Header().Set(name, value)
	}
	w.WriteHeader(a.status)
	_, _ = io.WriteString(w, a.body)
}

// errorOf gives what becomes of a service's answer: one call, which is not tried again.
func errorOf(t *testing.T, service Service, handler http.Handler) (failure *Error, endpoint string) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	session, err := opened(t, t.Context(), fmt.Sprintf(
		`{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": %q, "accounts": [{"id": "111122223333", "name": "shop"}]}`, server.URL))
	if err != nil {
		t.Fatal(err)
	}
	session.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client := session.Client(NewTraffic(), Quota{Share: 1, Undocumented: 100}, "111122223333", "eu-west-1")
	err = ask(t.Context(), client, service)
	if !errors.As(err, &failure) {
		t.Fatalf("%v", err)
	}
	return failure, server.URL
}

func ask(ctx context.Context, client *Client, service Service) error {
	var err error
	switch service {
	case SSM:
		_, err = client.SSM.ListAssociations(ctx, &ssm.ListAssociationsInput{}, func(o *ssm.Options) { o.Retryer = aws.NopRetryer{} })
	case EC2:
		_, err = client.DescribeInstances(ctx, &ec2.DescribeInstancesInput{}, func(o *ec2.Options) { o.Retryer = aws.NopRetryer{} })
	case CloudWatch:
		_, err = client.DescribeAlarms(ctx, &cloudwatch.DescribeAlarmsInput{}, func(o *cloudwatch.Options) { o.Retryer = aws.NopRetryer{} })
	case STS:
		_, err = client.STS.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{}, func(o *sts.Options) { o.Retryer = aws.NopRetryer{} })
	case ResourceGroups:
		_, err = client.ListGroupResources(ctx, &resourcegroups.ListGroupResourcesInput{},
			func(o *resourcegroups.Options) { o.Retryer = aws.NopRetryer{} })
	case Tagging:
		_, err = client.Tagging.GetResources(ctx, &resourcegroupstaggingapi.GetResourcesInput{},
			func(o *resourcegroupstaggingapi.Options) { o.Retryer = aws.NopRetryer{} })
	}
	return err
}

// says compares a message with what it must say, in order, and with what it must not.
func says(t *testing.T, message string, want []string, not ...string) {
	t.Helper()
	rest := message
	for _, part := range want {
		_, after, found := strings.Cut(rest, part)
		if !found {
			t.Errorf("%q does not say %q there", message, part)
			return
		}
		rest = after
	}
	for _, part := range not {
		if strings.Contains(message, part) {
			t.Errorf("%q says %q", message, part)
		}
	}
}

const (
	reader = "arn:aws:sts::111122223333:assumed-role/Reader/grafana"
	// asMarkup is what no text may have in it.
	asMarkup = "<"
)

func ssmError(code, message string) wire {
	return wire{status: 400, header: map[string]string{"Content-Type": "application/x-amz-json-1.1", "X-Amzn-Requestid": "0f1e2d3c"},
		body: fmt.Sprintf(`{"__type":%q,"Message":%q}`, code, message)}
}

func stsError(code, message string) wire {
	return wire{status: 403, header: map[string]string{"Content-Type": "text/xml", "X-Amzn-Requestid": "0f1e2d3c"},
		body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>` + code + `</Code><Message>` + message +
			`</Message></Error><RequestId>0f1e2d3c</RequestId></ErrorResponse>`}
}

func ec2Error(code, message string) wire {
	return wire{status: 403, header: map[string]string{"Content-Type": "text/xml;charset=UTF-8"},
		body: `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Response><Errors><Error><Code>` + code + `</Code><Message>` + message +
			`</Message></Error></Errors><RequestID>0f1e2d3c</RequestID></Response>`}
}
