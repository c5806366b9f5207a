package awsapi

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ssm"
)

// clientOf makes a client whose every service answers as the handler does.
func clientOf(t *testing.T, handler http.HandlerFunc) (*Client, *Traffic) {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	session, err := opened(t, t.Context(), fmt.Sprintf(`{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": %q, "accounts": [{"id": "111122223333"}]}`, server.URL))
	if err != nil {
		t.Fatal(err)
	}
	traffic := NewTraffic()
	return session.Client(traffic, Quota{Share: 1, Undocumented: 100}, "111122223333", "eu-west-1"), traffic
}

const (
	json11   = "application/x-amz-json-1.1"
	listed   = `{"InstanceProperties":[{"InstanceId":"i-1"}]}`
	reserved = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>1b</requestId><reservationSet/></DescribeInstancesResponse>`
	xhtml    = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Sign in</title></head><body/></html>`
)

// What comes with HTTP status 200 is AWS's or an error, never an empty list.
func TestAnswersThatAreNotAWSs(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, contentType string
		id                bool
		body              string
		says              string
	}{
		{"AWS's", json11, true, listed, ""},
		{"an empty list", json11, true, `{"InstanceProperties":[]}`, ""},
		{"a page with nothing but a token", json11, true, `{"NextToken":"t"}`, ""},
		{"an unknown member beside", json11, true, `{"Newest":{"a":[1]},"InstanceProperties":[]}`, ""},
		{"nothing", json11, true, ``, "it is empty"},
		{"no request ID", json11, false, listed, "no request ID"},
		{"an object without members", json11, true, `{}`, "nothing of what DescribeInstanceProperties answers"},
		{"JSON of something else", json11, true, `{"error":"login required"}`, "nothing of what DescribeInstanceProperties answers"},
		{"a proxy's JSON", "application/json", false, `{"error":"login required"}`, "no request ID"},
		{"a list", json11, true, `[]`, "not a whole JSON object"},
		{"null", json11, true, `null`, "not a whole JSON object"},
		{"half a body as if it were all", json11, true, listed[:30], "not a whole JSON object"},
		{"half a list that ends with an item", json11, true, `{"InstanceProperties":[{"InstanceId":"i-1"}`, "not a whole JSON object"},
		{"a login page", "text/html; charset=utf-8", false, `<html><body>Sign in</body></html>`, `its content type is "text/html; charset=utf-8"`},
		{"a page that is well-formed", "application/xml", false, xhtml, `its root element is "html"`},
		{"AWS's own as HTML", "text/html", true, listed, "its content type"},
		{"a list of other things", json11, true, `{"InstanceProperties":[{"InstanceId":{"a":1}}]}`, "can't be read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			client, traffic := clientOf(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", test.contentType)
				if test.id {
					w.Header().Set("X-Amzn-RequestId", "1b")
				}
				_, _ = io.WriteString(w, test.body)
			})
			_, err := client.SSM.DescribeInstanceProperties(t.Context(), &ssm.DescribeInstancePropertiesInput{})
			judge(t, err, test.says)
			if calls := traffic.Counts("111122223333", "eu-west-1", "DescribeInstanceProperties").Calls; test.says != "" && calls != attemptsAtFaults {
				t.Errorf("tried %d times, not as often as any fault", calls)
			}
		})
	}
	for _, test := range []struct{ name, contentType, body, says string }{
		{"EC2's", "text/xml;charset=UTF-8", reserved, ""},
		{"a page that is well-formed", "text/xml", xhtml, `its root element is "html", not "DescribeInstancesResponse"`},
		{"no request ID", "text/xml", strings.Replace(reserved, "<requestId>1b</requestId>", "", 1), "no request ID"},
		{"half of it", "text/xml", reserved[:len(reserved)-40], "can't be read"},
		{"JSON", "application/json", `{}`, "no request ID"},
	} {
		t.Run("EC2, "+test.name, func(t *testing.T) {
			t.Parallel()
			client, _ := clientOf(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", test.contentType)
				_, _ = io.WriteString(w, test.body)
			})
			_, err := client.DescribeInstances(t.Context(), &ec2.DescribeInstancesInput{})
			judge(t, err, test.says)
		})
	}
}

func judge(t *testing.T, err error, says string) {
	t.Helper()
	if says == "" {
		if err != nil {
			t.Errorf("taken for foreign: %v", err)
		}
		return
	}
	if err == nil {
		t.Fatal("believed")
	}
	if e := Explain(err); e.Kind != Foreign || !strings.Contains(e.Message, says) || !strings.Contains(e.Error(), "Account 111122223333, eu-west-1") {
		t.Errorf("kind %d: %v", e.Kind, e)
	}
}

// An answer that breaks off is read again at once.
func TestAnswersThatBreakOff(t *testing.T) {
	t.Parallel()
	calls := 0
	client, _ := clientOf(t, func(w http.ResponseWriter, _ *http.Request) {
		asAWS(w, json11)
		if calls++; calls == 1 {
			w.Header().Set("Content-Length", fmt.Sprint(len(listed)))
			_, _ = io.WriteString(w, listed[:20])
			panic(http.ErrAbortHandler)
		}
		_, _ = io.WriteString(w, listed)
	})
	page, err := client.SSM.DescribeInstanceProperties(t.Context(), &ssm.DescribeInstancePropertiesInput{})
	if err != nil || len(page.InstanceProperties) != 1 || calls != 2 {
		t.Errorf("after %d calls: %v, %v", calls, page, err)
	}
}

// Where a redirect leads, neither the request nor its session token goes.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect} {
		elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			t.Errorf("status %d: followed, with the headers %v", status, r.Header)
		}))
		defer elsewhere.Close()
		client, _ := clientOf(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, status) })
		if _, err := client.SSM.DescribeInstanceProperties(t.Context(), &ssm.DescribeInstancePropertiesInput{}); err == nil {
			t.Errorf("status %d: believed", status)
		}
		if _, err := client.DescribeInstances(t.Context(), &ec2.DescribeInstancesInput{}); err == nil {
			t.Errorf("status %d: EC2's believed", status)
		}
	}
}

// A value that can't be one costs itself: neither its list nor the process.
func TestValuesThatCannotBeOne(t *testing.T) {
	for _, test := range []struct {
		time string
		want time.Time // zero: left out
	}{
		{`1795774000.123`, time.UnixMilli(1795774000123).UTC()},
		{`"NaN"`, time.Time{}}, {`"2026-11-20T10:00:00Z"`, time.Time{}}, {`true`, time.Time{}}, {`1e999`, time.Time{}},
		{`-62135596800`, time.Time{}}, {`253402300799`, time.Time{}}, {`"Infinity"`, time.Time{}},
	} {
		client, _ := clientOf(t, func(w http.ResponseWriter, _ *http.Request) {
			asAWS(w, json11)
			_, _ = fmt.Fprintf(w, `{"InstanceProperties":[{"InstanceId":"i-1","LastPingDateTime":%s,"AgentVersion":"3"},{"InstanceId":"i-2"}]}`, test.time)
		})
		ctx, noted := WithNoted(t.Context())
		page, err := client.SSM.DescribeInstanceProperties(ctx, &ssm.DescribeInstancePropertiesInput{})
		if err != nil {
			t.Errorf("%s: %v", test.time, err)
			continue
		}
		first := page.InstanceProperties[0]
		if len(page.InstanceProperties) != 2 || aws.ToString(first.AgentVersion) != "3" || !aws.ToTime(first.LastPingDateTime).Equal(test.want) {
			t.Errorf("%s: %v", test.time, aws.ToTime(first.LastPingDateTime))
		}
		if words := noted.Unreadable(); (words == "LastPingDateTime") != test.want.IsZero() {
			t.Errorf("%s: said %q", test.time, words)
		}
	}
	for count, want := range map[string]int32{`3`: 3, `-1`: -1, `4294967296`: notACount, `"3"`: notACount, `2.5`: notACount, `2147483647`: 2147483647} {
		client, _ := clientOf(t, func(w http.ResponseWriter, _ *http.Request) {
			asAWS(w, json11)
			_, _ = fmt.Fprintf(w, `{"InstancePatchStates":[{"InstanceId":"i-1","MissingCount":%s,"FailedCount":2}]}`, count)
		})
		ctx, noted := WithNoted(t.Context())
		page, err := client.SSM.DescribeInstancePatchStates(ctx, &ssm.DescribeInstancePatchStatesInput{InstanceIds: []string{"i-1"}})
		if err != nil || page.InstancePatchStates[0].MissingCount != want || page.InstancePatchStates[0].FailedCount != 2 {
			t.Errorf("%s: %v, %v", count, page, err)
		}
		if said := noted.Unreadable(); (said == "MissingCount") != (want < 0) {
			t.Errorf("%s: said %q", count, said)
		}
	}
}

// A time of EC2's that is none costs itself, too.
func TestTimesInXMLThatCannotBeOne(t *testing.T) {
	for written, isTime := range map[string]bool{"2026-11-20T10:00:00.000Z": true, "NaN": false, "1795774000": false, "": false} {
		client, _ := clientOf(t, func(w http.ResponseWriter, _ *http.Request) {
			asAWS(w, "text/xml")
			_, _ = io.WriteString(w, `<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-1</instanceId>`+
				`<launchTime>`+written+`</launchTime><instanceType>t3.micro</instanceType></item></instancesSet></item></reservationSet></DescribeInstancesResponse>`)
		})
		ctx, noted := WithNoted(t.Context())
		page, err := client.DescribeInstances(ctx, &ec2.DescribeInstancesInput{})
		if err != nil {
			t.Errorf("%q: %v", written, err)
			continue
		}
		instance := page.Reservations[0].Instances[0]
		if instance.InstanceType != "t3.micro" || (instance.LaunchTime != nil) != isTime || (noted.Unreadable() == "launchTime") == isTime {
			t.Errorf("%q: %v, said %q", written, instance.LaunchTime, noted.Unreadable())
		}
	}
}

// A count in a map is named for the member that the map is.
func TestCountsByStatusThatCannotBeOne(t *testing.T) {
	client, _ := clientOf(t, func(w http.ResponseWriter, _ *http.Request) {
		asAWS(w, json11)
		_, _ = io.WriteString(w, `{"Associations":[{"AssociationId":"a","Overview":{"AssociationStatusAggregatedCount":{"Success":-1,"Failed":4294967296,"Pending":2}}}]}`)
	})
	ctx, noted := WithNoted(t.Context())
	page, err := client.SSM.ListAssociations(ctx, &ssm.ListAssociationsInput{})
	if err != nil {
		t.Fatal(err)
	}
	counts := page.Associations[0].Overview.AssociationStatusAggregatedCount
	if counts["Success"] != -1 || counts["Failed"] != notACount || counts["Pending"] != 2 || noted.Unreadable() != "AssociationStatusAggregatedCount" {
		t.Errorf("%v, said %q", counts, noted.Unreadable())
	}
}

// What AWS dates is aged by AWS's clock, where that of this machine is off by more than a request takes.
func TestClock(t *testing.T) {
	for _, off := range []time.Duration{-10 * time.Minute, 0, 10 * time.Minute} {
		client, traffic := clientOf(t, func(w http.ResponseWriter, _ *http.Request) {
			asAWS(w, json11)
			w.Header().Set("Date", time.Now().Add(off).UTC().Format(http.TimeFormat))
			_, _ = io.WriteString(w, listed)
		})
		if _, err := client.SSM.DescribeInstanceProperties(t.Context(), &ssm.DescribeInstancePropertiesInput{}); err != nil {
			t.Fatal(err)
		}
		if skew := traffic.Skew(); (skew-off).Abs() > 2*time.Second || off == 0 && skew != 0 {
			t.Errorf("%v off: %v", off, skew)
		}
		words := map[bool]string{true: "10 minutes behind AWS's", false: "10 minutes ahead of AWS's"}[off > 0]
		if got := traffic.ClockWords(); (got == "") != (off == 0) || off != 0 && !strings.Contains(got, words) {
			t.Errorf("%v off: %q", off, got)
		}
	}
}
