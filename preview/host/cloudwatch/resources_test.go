package cloudwatch_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/preview/host/cloudwatch"
)

func lookUp(t *testing.T, context backend.PluginContext, path string) (int, string) {
	t.Helper()
	var status int
	var body string
	plain, _, _ := strings.Cut(path, "?")
	err := cloudwatch.New().CallResource(t.Context(), &backend.CallResourceRequest{
		PluginContext: context, Method: http.MethodGet, Path: plain, URL: path,
	}, backend.CallResourceResponseSenderFunc(func(res *backend.CallResourceResponse) error {
		status, body = res.Status, strings.TrimSpace(string(res.Body))
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return status, body
}

func listed(dimensions ...string) string {
	var members strings.Builder
	for _, d := range dimensions {
		metric, pairs, _ := strings.Cut(d, " ")
		fmt.Fprintf(&members, "<member><Namespace>CWAgent</Namespace><MetricName>%s</MetricName><Dimensions>", metric)
		for _, pair := range strings.Fields(pairs) {
			name, value, _ := strings.Cut(pair, "=")
			fmt.Fprintf(&members, "<member><Name>%s</Name><Value>%s</Value></member>", name, value)
		}
		members.WriteString("</Dimensions></member>")
	}
	return members.String()
}

func TestLookUps(t *testing.T) {
	var asked url.Values
	aws := serve(t, func(form url.Values) (int, string) {
		if form.Get("Action") == "DescribeRegions" {
			return http.StatusOK, "<R><regionInfo><item><regionName>zz-1</regionName></item><item><regionName>aa-1</regionName></item></regionInfo></R>"
		}
		if form.Get("NextToken") == "" {
			asked = form
			return http.StatusOK, "<R><ListMetricsResult><Metrics>" + listed("mem_used host=b cpu=0", "mem_used host=a cpu=0") +
				"</Metrics><NextToken>2</NextToken></ListMetricsResult></R>"
		}
		return http.StatusOK, "<R><ListMetricsResult><Metrics>" + listed("disk_used host=a path=/") + "</Metrics></ListMetricsResult></R>"
	})
	context := pluginContext(aws.URL, `{"customMetricsNamespaces":"Mine, CWAgent"}`)
	filters := url.QueryEscape(`{"cpu":["0","1"],"any":["*"],"none":null}`)
	for _, c := range []struct{ path, want string }{
		{"regions", `[{"value":{"name":"aa-1"}},{"value":{"name":"eu-west-1"}},{"value":{"name":"zz-1"}}]`},
		{"metrics?region=default&namespace=CWAgent", `[{"value":{"name":"mem_used","namespace":"CWAgent"}},{"value":{"name":"disk_used","namespace":"CWAgent"}}]`},
		{"dimension-keys?region=eu-west-1&namespace=CWAgent&dimensionFilters=" + filters, `[{"value":"host"},{"value":"path"}]`},
		{"dimension-keys?region=eu-west-1&namespace=AWS/Billing", `[{"value":"Currency"},{"value":"LinkedAccount"},{"value":"ServiceName"}]`},
		{"dimension-values?region=eu-west-1&namespace=CWAgent&dimensionKey=host&accountId=444455556666",
			`[{"value":"a","accountId":"444455556666"},{"value":"b","accountId":"444455556666"}]`},
	} {
		if status, body := lookUp(t, context, c.path); status != http.StatusOK || body != c.want {
			t.Errorf("%s: %d %s\nwant %s", c.path, status, body, c.want)
		}
	}
	if _, body := lookUp(t, context, "namespaces"); !strings.Contains(body, `{"value":"AWS/EC2"}`) || strings.Count(body, `"CWAgent"`) != 1 || !strings.Contains(body, `"Mine"`) {
		t.Errorf("namespaces: %s", body)
	}

	lookUp(t, context, "dimension-values?region=eu-west-1&namespace=CWAgent&metricName=m&dimensionKey=host&accountId=all&dimensionFilters="+filters)
	want := url.Values{
		"Action": {"ListMetrics"}, "Version": {"2010-08-01"}, "Namespace": {"CWAgent"}, "MetricName": {"m"}, "IncludeLinkedAccounts": {"true"},
		"Dimensions.member.1.Name": {"any"},
		"Dimensions.member.2.Name": {"cpu"}, "Dimensions.member.2.Value": {"0"},
		"Dimensions.member.3.Name": {"cpu"}, "Dimensions.member.3.Value": {"1"},
		"Dimensions.member.4.Name": {"none"},
	}
	if asked.Encode() != want.Encode() {
		t.Errorf("asked %s\nwant  %s", asked.Encode(), want.Encode())
	}
}

func TestLookUpsSayWhatIsWrong(t *testing.T) {
	aws := serve(t, func(url.Values) (int, string) {
		return http.StatusForbidden, "<E><Error><Code>AccessDenied</Code><Message>no</Message></Error></E>"
	})
	for _, c := range []struct {
		path   string
		status int
		want   string
	}{
		{"metrics?namespace=CWAgent", 400, "region is required"},
		{"dimension-keys?region=eu-west-1&dimensionFilters=x", 400, "dimensionFilters"},
		{"dimension-values?region=eu-west-1", 500, "error in DimensionValuesHandler: unable to call AWS API: operation error CloudWatch: ListMetrics"},
		{"log-groups", 404, `no look-up \"log-groups\"`},
		{"regions", 200, `[{"value":{"name":"eu-west-1"}}]`},
	} {
		if status, body := lookUp(t, pluginContext(aws.URL, "{}"), c.path); status != c.status || !strings.Contains(body, c.want) {
			t.Errorf("%s: %d %s", c.path, status, body)
		}
	}
}

func TestHealth(t *testing.T) {
	health := func(context backend.PluginContext) *backend.CheckHealthResult {
		t.Helper()
		res, err := cloudwatch.New().CheckHealth(t.Context(), &backend.CheckHealthRequest{PluginContext: context})
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	t.Run("both answer", func(t *testing.T) {
		aws := serve(t, func(form url.Values) (int, string) {
			if form.Get("Action") == "ListMetrics" {
				return http.StatusOK, "<R><ListMetricsResult/></R>"
			}
			return http.StatusOK, "{}"
		})
		res := health(pluginContext(aws.URL, "{}"))
		want := "1. Successfully queried the CloudWatch metrics API.\n2. Successfully queried the CloudWatch logs API."
		if res.Status != backend.HealthStatusOk || res.Message != want {
			t.Errorf("got %+v", res)
		}
		if form := aws.forms("ListMetrics")[0]; form.Get("MetricName") != "EstimatedCharges" || form.Get("Namespace") != "AWS/Billing" {
			t.Errorf("asked %v", form)
		}
		if len(aws.forms("Logs_20140328.DescribeLogGroups")) != 1 {
			t.Error("CloudWatch Logs was not asked")
		}
	})
	t.Run("no Region", func(t *testing.T) {
		res := health(pluginContext("http://127.0.0.1:1", `{"defaultRegion":""}`))
		if res.Status != backend.HealthStatusError || !strings.Contains(res.Message, "1. CloudWatch metrics query failed: missing default region") {
			t.Errorf("got %+v", res)
		}
	})
	t.Run("an authType that is not allowed", func(t *testing.T) {
		res := health(pluginContext("http://127.0.0.1:1", `{"authType":"ec2_iam_role"}`))
		if res.Status != backend.HealthStatusError || !strings.Contains(res.Message, "trying to use non-allowed auth method ec2_iam_role") {
			t.Errorf("got %+v", res)
		}
	})
}
