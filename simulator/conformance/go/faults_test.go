package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// fault posts a fault, and clears all when the test ends.
func fault(t *testing.T, what string) {
	t.Helper()
	t.Cleanup(func() { door(t, http.MethodDelete, "faults", "", nil) })
	door(t, http.MethodPost, "faults", "["+what+"]", nil)
}

func door(t *testing.T, method, name, body string, answer any) {
	t.Helper()
	request, err := http.NewRequest(method, simulatorURL+"/__"+name, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s", method, name, response.Status)
	}
	if answer != nil {
		if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
			t.Fatal(err)
		}
	}
}

// The SDK's own HTTP client goes to no portal.
func TestARedirectIsAnError(t *testing.T) {
	door(t, http.MethodDelete, "portal", "", nil)
	fault(t, `{"operation":"DescribeActivations","answer":"redirect"}`)
	_, err := ssm.NewFromConfig(baseConfig()).DescribeActivations(context.Background(), &ssm.DescribeActivationsInput{})
	var failed *awshttp.ResponseError
	if !errors.As(err, &failed) || failed.HTTPStatusCode() != http.StatusFound {
		t.Errorf("got %v, want status 302", err)
	}
	var came []struct{ Method string }
	if door(t, http.MethodGet, "portal", "", &came); len(came) != 0 {
		t.Errorf("%d came to the portal", len(came))
	}
}

func TestAnswersThatAreNotAWSsAreEmptyLists(t *testing.T) {
	for _, answer := range []string{"empty", "json", "otherJson", "emptyObject"} {
		fault(t, `{"operation":"DescribeActivations","times":1,"answer":"`+answer+`"}`)
		found, err := ssm.NewFromConfig(baseConfig()).DescribeActivations(context.Background(), &ssm.DescribeActivationsInput{})
		if err != nil || len(found.ActivationList) != 0 {
			t.Errorf("%s: got %v, %v", answer, found, err)
		}
	}
}

func TestHangsUntilTheClientLeaves(t *testing.T) {
	fault(t, `{"operation":"DescribeActivations","answer":"hang"}`)
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	_, err := ssm.NewFromConfig(baseConfig()).DescribeActivations(ctx, &ssm.DescribeActivationsInput{MaxResults: aws.Int32(5)})
	if ctx.Err() == nil || err == nil {
		t.Errorf("got %v before the client left", err)
	}
}

// The SDK's seconds become 64-bit nanoseconds, which end in 2262.
func TestABadTimeInEverySeventhItem(t *testing.T) {
	fault(t, `{"operation":"DescribeInstanceProperties","value":"year2300"}`)
	found, err := ssm.NewFromConfig(baseConfig()).DescribeInstanceProperties(context.Background(),
		&ssm.DescribeInstancePropertiesInput{MaxResults: aws.Int32(20)})
	if err != nil {
		t.Fatal(err)
	}
	for i, node := range found.InstanceProperties {
		if wrapped := node.LastPingDateTime.UTC().Year() == 1715; wrapped != (i%7 == 0) {
			t.Errorf("item %d was last heard at %s", i, node.LastPingDateTime)
		}
	}
}
