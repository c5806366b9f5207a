package cloudwatch_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/cloudwatch"
)

const nothing = "<R><GetMetricDataResult/></R>"

func lastHour() backend.TimeRange {
	to := time.Now().Truncate(time.Second)
	return backend.TimeRange{From: to.Add(-time.Hour), To: to}
}

// ask puts queries, one for each JSON text, with refIds A, B, …
func ask(t *testing.T, context backend.PluginContext, times backend.TimeRange, queries ...string) (*backend.QueryDataResponse, error) {
	t.Helper()
	req := &backend.QueryDataRequest{PluginContext: context}
	for n, text := range queries {
		req.Queries = append(req.Queries, backend.DataQuery{RefID: string(rune('A' + n)), TimeRange: times, JSON: []byte(text)})
	}
	return cloudwatch.New().QueryData(t.Context(), req)
}

func TestWhatABuilderAsksFor(t *testing.T) {
	for name, c := range map[string]struct{ query, expression, label string }{
		"wildcard, exact, sorted keys": {
			`{"namespace":"CWAgent","metricName":"cpu_usage_idle","dimensions":{"host":["*"],"cpu":["cpu-total"]}}`,
			`REMOVE_EMPTY(SEARCH('{"CWAgent","cpu","host"} MetricName="cpu_usage_idle" "cpu"="cpu-total"', 'Average', 60))`,
			`${LABEL}|&|${PROP('Dim.host')}`,
		},
		"list and wildcard, not exact": {
			`{"namespace":"CWAgent","metricName":"disk_used_percent","matchExact":false,"dimensions":{"host":["hyb-node-1","hyb-node-2"],"path":["*"]}}`,
			`REMOVE_EMPTY(SEARCH('Namespace="CWAgent" MetricName="disk_used_percent" "host"=("hyb-node-1" OR "hyb-node-2") "path"', 'Average', 60))`,
			`${LABEL}|&|${PROP('Dim.host')}|&|${PROP('Dim.path')}`,
		},
		"one value, not exact": {
			`{"namespace":"AWS/EC2","metricName":"CPUUtilization","matchExact":false,"dimensions":{"InstanceId":"i-1"}}`,
			`REMOVE_EMPTY(SEARCH('Namespace="AWS/EC2" MetricName="CPUUtilization" "InstanceId"="i-1"', 'Average', 60))`,
			`${LABEL}`,
		},
		"quotes are escaped, a backslash is not": {
			`{"namespace":"N","metricName":"m","dimensions":{"a":["x\"y'z\\","w"]},"label":"L"}`,
			`REMOVE_EMPTY(SEARCH('{"N","a"} MetricName="m" "a"=("x\"y\'z\" OR "w")', 'Average', 60))`,
			`L|&|${PROP('Dim.a')}`,
		},
		"an account": {
			`{"namespace":"N","metricName":"m","dimensions":{"a":["*"]},"accountId":"444455556666"}`,
			`REMOVE_EMPTY(SEARCH('{"N","a"} MetricName="m" :aws.AccountId="444455556666"', 'Average', 60))`,
			`${LABEL}|&|${PROP('Dim.a')}`,
		},
		"all accounts": {
			`{"namespace":"N","metricName":"m","dimensions":{"a":["x"]},"accountId":"all"}`,
			`REMOVE_EMPTY(SEARCH('{"N","a"} MetricName="m" "a"="x"', 'Average', 60))`,
			`${LABEL}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			aws := serve(t, func(url.Values) (int, string) { return http.StatusOK, nothing })
			query := strings.Replace(c.query, "{", `{"type":"timeSeriesQuery","statistic":"Average",`, 1)
			if _, err := ask(t, pluginContext(aws.URL, "{}"), lastHour(), query); err != nil {
				t.Fatal(err)
			}
			form := aws.forms("GetMetricData")[0]
			if got := form.Get("MetricDataQueries.member.1.Expression"); got != c.expression {
				t.Errorf("expression %s\nwant       %s", got, c.expression)
			}
			if got := form.Get("MetricDataQueries.member.1.Label"); got != c.label {
				t.Errorf("label %s, want %s", got, c.label)
			}
		})
	}
}

func TestPeriod(t *testing.T) {
	const day = 24 * time.Hour
	for _, c := range []struct {
		ago, span time.Duration
		period    string
		want      string
	}{
		{0, 24 * time.Hour, "", "60"},
		{0, 2 * day, "auto", "300"},
		{0, 14 * day, "", "900"},
		{0, 30 * day, "", "3600"},
		{0, 64 * day, "", "3600"},
		{0, 200 * day, "", "21600"},
		{16 * day, time.Hour, "", "300"},
		{70 * day, time.Hour, "", "3600"},
		{460 * day, time.Hour, "", "21600"},
		{0, time.Hour, "7", "7"},
		{0, time.Hour, "5m", "300"},
	} {
		aws := serve(t, func(url.Values) (int, string) { return http.StatusOK, nothing })
		to := time.Now().Add(-c.ago)
		query := fmt.Sprintf(`{"namespace":"N","metricName":"m","statistic":"Average","period":%q}`, c.period)
		if _, err := ask(t, pluginContext(aws.URL, "{}"), backend.TimeRange{From: to.Add(-c.span), To: to}, query); err != nil {
			t.Fatal(err)
		}
		if got := aws.forms("GetMetricData")[0].Get("MetricDataQueries.member.1.MetricStat.Period"); got != c.want {
			t.Errorf("%v ending %v ago, period %q: %s, want %s", c.span, c.ago, c.period, got, c.want)
		}
	}
}

func TestQueriesThatCannotBeAsked(t *testing.T) {
	aws := serve(t, func(url.Values) (int, string) { return http.StatusOK, nothing })
	backwards := lastHour()
	backwards.From, backwards.To = backwards.To, backwards.From
	for name, c := range map[string]struct {
		query, want string
		times       backend.TimeRange
	}{
		"no statistic":          {`{"namespace":"N","metricName":"m"}`, "must have a statistic", lastHour()},
		"a variable as period":  {`{"statistic":"Average","period":"$__interval"}`, `period "$__interval"`, lastHour()},
		"dimension without any": {`{"statistic":"Average","dimensions":{"host":[]}}`, `dimension "host" has no values`, lastHour()},
		"end before start":      {`{"statistic":"Average"}`, "is not before end", backwards},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ask(t, pluginContext(aws.URL, "{}"), c.times, c.query)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	if calls := aws.forms("GetMetricData"); len(calls) > 0 {
		t.Errorf("%d calls were made", len(calls))
	}
}

func TestOtherQueryTypesSaySo(t *testing.T) {
	aws := serve(t, func(url.Values) (int, string) { return http.StatusOK, nothing })
	res, err := ask(t, pluginContext(aws.URL, "{}"), lastHour(), `{"type":"logAction","queryMode":"Logs"}`, `{"statistic":"Average"}`)
	if err != nil {
		t.Fatal(err)
	}
	if got := res.Responses["A"].Error; got == nil || !strings.Contains(got.Error(), `only metric queries of CloudWatch: "Logs logAction"`) {
		t.Errorf("got %v", got)
	}
	if len(aws.forms("GetMetricData")) != 1 {
		t.Error("the metric query beside it was not asked")
	}
}

func TestOneCallForEachRegion(t *testing.T) {
	aws := serve(t, func(form url.Values) (int, string) {
		if form.Get("MetricDataQueries.member.2.Id") != "" {
			return http.StatusForbidden, "<E><Error><Code>AccessDenied</Code><Message>no</Message></Error><RequestId>r-1</RequestId></E>"
		}
		return http.StatusOK, `<R><GetMetricDataResult><MetricDataResults><member><Id>` + form.Get("MetricDataQueries.member.1.Id") +
			`</Id><Label>x</Label><Timestamps><member>2026-11-20T23:10:00Z</member></Timestamps><Values><member>NaN</member></Values><StatusCode>Complete</StatusCode></member></MetricDataResults></GetMetricDataResult></R>`
	})
	const query = `{"namespace":"N","metricName":"m","statistic":"Average","region":"%s"}`
	res, err := ask(t, pluginContext(aws.URL, "{}"), lastHour(),
		fmt.Sprintf(query, "default"), fmt.Sprintf(query, "us-east-1"), fmt.Sprintf(query, "us-east-1"))
	if err != nil {
		t.Fatal(err)
	}
	if frames := res.Responses["A"].Frames; len(frames) != 1 {
		t.Errorf("the Region that answers gives %d frames", len(frames))
	}
	want := "metric request error: operation error CloudWatch: GetMetricData, https response error StatusCode: 403, RequestID: r-1, api error AccessDenied: no"
	if got := res.Responses[""]; got.Error == nil || got.Error.Error() != want || got.Status != backend.StatusInternal {
		t.Errorf("got %v, want %s", got.Error, want)
	}
	regions := map[string]bool{}
	for _, r := range aws.requests {
		regions[regexp.MustCompile(`/\d{8}/([^/]*)/monitoring/`).FindStringSubmatch(r.header.Get("Authorization"))[1]] = true
	}
	if len(aws.requests) != 2 || !regions["eu-west-1"] || !regions["us-east-1"] {
		t.Errorf("%d calls to %v", len(aws.requests), regions)
	}
}

func TestUnreachable(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	server.Close()
	res, err := ask(t, pluginContext(server.URL, "{}"), lastHour(), `{"statistic":"Average"}`)
	if err != nil {
		t.Fatal(err)
	}
	got := res.Responses[""]
	if got.Error == nil || !strings.Contains(got.Error.Error(), "connection refused") || got.Status != backend.StatusBadGateway {
		t.Errorf("got %v with status %d", got.Error, got.Status)
	}
}

func TestAnswersThatMakeNoFrames(t *testing.T) {
	for name, c := range map[string]struct{ member, want string }{
		"an id that was not asked for": {`<Id>other</Id><Label>l</Label>`, `"other" that was not asked for`},
		"values missing":               {`<Id>m1</Id><Label>l</Label><Timestamps><member>2026-11-20T23:10:00Z</member></Timestamps>`, "1 timestamps and 0 values"},
		"label parts missing":          {`<Id>m1</Id><Label>l</Label>`, `label "l" of query A lacks the values of host`},
	} {
		t.Run(name, func(t *testing.T) {
			aws := serve(t, func(url.Values) (int, string) {
				return http.StatusOK, "<R><GetMetricDataResult><MetricDataResults><member>" + c.member + "</member></MetricDataResults></GetMetricDataResult></R>"
			})
			res, err := ask(t, pluginContext(aws.URL, "{}"), lastHour(), `{"id":"m1","statistic":"Average","dimensions":{"host":["*"]}}`)
			if err != nil {
				t.Fatal(err)
			}
			if got := res.Responses[""].Error; got == nil || !strings.Contains(got.Error(), c.want) {
				t.Errorf("got %v, want %q", got, c.want)
			}
		})
	}
}

func TestRoleIsAssumedAtTheSameEndpoint(t *testing.T) {
	const role = `{"assumeRoleArn":"arn:aws:iam::111122223333:role/Reader","externalId":"ext"}`
	t.Run("assumed", func(t *testing.T) {
		aws := serve(t, func(form url.Values) (int, string) {
			if form.Get("Action") == "AssumeRole" {
				return http.StatusOK, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
					`<SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
			}
			return http.StatusOK, nothing
		})
		if _, err := ask(t, pluginContext(aws.URL, role), lastHour(), `{"statistic":"Average"}`); err != nil {
			t.Fatal(err)
		}
		assumed := aws.forms("AssumeRole")[0]
		if assumed.Get("RoleArn") != "arn:aws:iam::111122223333:role/Reader" || assumed.Get("ExternalId") != "ext" || assumed.Get("DurationSeconds") != "900" {
			t.Errorf("asked for %v", assumed)
		}
		last := aws.requests[len(aws.requests)-1]
		if last.form.Get("Action") != "GetMetricData" || last.header.Get("X-Amz-Security-Token") != "token" {
			t.Errorf("asked %v with token %q", last.form, last.header.Get("X-Amz-Security-Token"))
		}
	})
	t.Run("refused", func(t *testing.T) {
		aws := serve(t, func(url.Values) (int, string) {
			return http.StatusForbidden, "<E><Error><Code>AccessDenied</Code><Message>not you</Message></Error></E>"
		})
		res, err := ask(t, pluginContext(aws.URL, role), lastHour(), `{"statistic":"Average"}`)
		if err != nil {
			t.Fatal(err)
		}
		got := res.Responses[""].Error
		if want := "GetMetricData, get identity: get credentials: failed to refresh cached credentials, operation error STS: AssumeRole"; got == nil || !strings.Contains(got.Error(), want) {
			t.Errorf("got %v", got)
		}
	})
}
