package awsapi

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm"
	"github.com/grafana/grafana-aws-sdk/pkg/awsds"
	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/config"
)

func opened(t *testing.T, ctx context.Context, jsonData string) (*Session, error) {
	t.Helper()
	settings, err := parse(t, jsonData, map[string]string{"accessKey": "AKIA", "secretKey": "s"})
	if err != nil {
		t.Fatal(err)
	}
	return Open(ctx, settings, settings.Accounts[0], NewTraffic())
}

func TestAuthenticationThatGrafanaDoesNotAllow(t *testing.T) {
	// With nothing forwarded by Grafana, awsauth allows default, keys and credentials.
	_, err := opened(t, t.Context(), `{"authType": "ec2_iam_role", "defaultRegion": "eu-west-1"}`)
	if err == nil || !strings.Contains(err.Error(), "ec2_iam_role is not allowed") || !strings.Contains(err.Error(), "choose AWS SDK Default") {
		t.Errorf("%v", err)
	}
	grafana := func(settings map[string]string) context.Context {
		return backend.WithGrafanaConfig(t.Context(), config.NewGrafanaCfg(settings))
	}
	allowed := grafana(map[string]string{awsds.AllowedAuthProvidersEnvVarKeyName: "ec2_iam_role"})
	if _, err := opened(t, allowed, `{"authType": "ec2_iam_role", "defaultRegion": "eu-west-1"}`); err != nil {
		t.Errorf("%v", err)
	}
	noRoles := grafana(map[string]string{awsds.AssumeRoleEnabledEnvVarKeyName: "false"})
	_, err = opened(t, noRoles, `{"authType": "keys", "defaultRegion": "eu-west-1", "assumeRoleArn": "arn:aws:iam::111122223333:role/r"}`)
	if err == nil || !strings.Contains(err.Error(), "assume_role_enabled") {
		t.Errorf("%v", err)
	}
}

// Each account's role is assumed with the base credentials, at STS's own address, and its calls are signed with what came
// of it.
func TestRolesAreAssumedFromTheBaseCredentials(t *testing.T) {
	var assumed, signed []string
	sts := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assumed = append(assumed, fmt.Sprintf("%s %s by %s", r.FormValue("RoleArn"), r.FormValue("ExternalId"), signer(r)))
		asAWS(w, "text/xml")
		_, _ = fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>x</SecretAccessKey>`+
			`<SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
	}))
	defer sts.Close()
	ssmServer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		signed = append(signed, signer(r))
		asAWS(w, "application/x-amz-json-1.1")
		_, _ = io.WriteString(w, `{"Associations":[]}`)
	}))
	defer ssmServer.Close()
	session, err := opened(t, t.Context(), fmt.Sprintf(`{"authType": "keys", "defaultRegion": "eu-west-1", "assumeRoleArn": "arn:aws:iam::999999999999:role/base",
		"accounts": [{"id": "111122223333", "assumeRoleArn": "arn:aws:iam::111122223333:role/reader", "externalId": "ext"}],
		"endpoints": {"sts": %q, "ssm": %q}}`, sts.URL, ssmServer.URL))
	if err != nil {
		t.Fatal(err)
	}
	traffic := NewTraffic()
	id, err := session.AccountID(t.Context(), traffic)
	if err != nil || id != "111122223333" {
		t.Fatalf("%q, %v", id, err)
	}
	for _, region := range []string{"eu-west-1", "us-east-1"} {
		client := session.Client(traffic, Quota{Share: 1, Undocumented: 100}, id, region)
		if _, err := client.SSM.ListAssociations(t.Context(), &ssm.ListAssociationsInput{}); err != nil {
			t.Fatal(err)
		}
	}
	if want := "arn:aws:iam::111122223333:role/reader ext by AKIA eu-west-1"; len(assumed) != 1 || assumed[0] != want {
		t.Errorf("assumed %q, want %q once", assumed, want)
	}
	if got := strings.Join(signed, ", "); got != "ASIA eu-west-1, ASIA us-east-1" {
		t.Errorf("signed by %s", got)
	}
	if counts := traffic.Counts(id, "us-east-1", "ListAssociations"); counts != (Counts{Calls: 1}) {
		t.Errorf("counts %+v", counts)
	}
}

// asAWS sends what every answer of AWS's has beside its body.
func asAWS(w http.ResponseWriter, contentType string) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("X-Amzn-RequestId", "1b2c3d4e-0000-0000-0000-000000000000")
}

// signer gives the access key and the Region in a request's signature.
func signer(r *http.Request) string {
	_, scope, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	parts := strings.Split(scope, "/")
	return parts[0] + " " + parts[2]
}

func TestTransientFailuresAreTriedThreeTimes(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = io.WriteString(w, `{"__type":"ServiceUnavailable","message":"later"}`)
	}))
	defer server.Close()
	session, err := opened(t, t.Context(), fmt.Sprintf(`{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": %q, "accounts": [{"id": "111122223333"}]}`, server.URL))
	if err != nil {
		t.Fatal(err)
	}
	traffic := NewTraffic()
	client := session.Client(traffic, Quota{Share: 1, Undocumented: 100}, "111122223333", "eu-west-1")
	_, err = client.SSM.ListAssociations(t.Context(), &ssm.ListAssociationsInput{})
	if got := Explain(err).Error(); got != "Account 111122223333, eu-west-1: ssm:ListAssociations: ServiceUnavailable: later" {
		t.Errorf("%s", got)
	}
	if counts := traffic.Counts("111122223333", "eu-west-1", "ListAssociations"); counts != (Counts{Calls: 3, Errors: 3}) {
		t.Errorf("counts %+v", counts)
	}
}

// A role's session that AWS doesn't take any more is given up for a new one, at once and once.
func TestARefusedSessionIsRenewed(t *testing.T) {
	for refusedUntil, works := range map[int]bool{2: true, 100: false} {
		var mu sync.Mutex
		assumed, calls := 0, 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			defer mu.Unlock()
			if r.FormValue("Action") == "AssumeRole" {
				assumed++
				asAWS(w, "text/xml")
				_, _ = fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA%d</AccessKeyId><SecretAccessKey>x</SecretAccessKey>`+
					`<SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
					assumed, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
				return
			}
			calls++
			asAWS(w, "application/x-amz-json-1.1")
			if assumed < refusedUntil {
				w.WriteHeader(http.StatusBadRequest)
				_, _ = io.WriteString(w, `{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}`)
				return
			}
			_, _ = io.WriteString(w, `{"Associations":[]}`)
		}))
		defer server.Close()
		session, err := opened(t, t.Context(), fmt.Sprintf(`{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": %q,
			"accounts": [{"id": "111122223333", "assumeRoleArn": "arn:aws:iam::111122223333:role/reader"}]}`, server.URL))
		if err != nil {
			t.Fatal(err)
		}
		client := session.Client(NewTraffic(), Quota{Share: 1, Undocumented: 100}, "111122223333", "eu-west-1")
		_, err = client.SSM.ListAssociations(t.Context(), &ssm.ListAssociationsInput{})
		if (err == nil) != works || assumed != 2 || calls != 2 {
			t.Errorf("refused until session %d: %v, %d sessions, %d calls", refusedUntil, err, assumed, calls)
		}
		if err != nil && Explain(err).Kind != Credentials {
			t.Errorf("%v", err)
		}
	}
}
