package awsapi

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// hostWithoutKeys is a machine whose credentials come from elsewhere than its environment and its files.
func hostWithoutKeys(t *testing.T) {
	t.Helper()
	none := filepath.Join(t.TempDir(), "none")
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": "", "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "", "AWS_REGION": "",
		"AWS_SHARED_CREDENTIALS_FILE": none, "AWS_CONFIG_FILE": none, "AWS_EC2_METADATA_DISABLED": "",
		"AWS_CONTAINER_CREDENTIALS_FULL_URI": "", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "", "AWS_WEB_IDENTITY_TOKEN_FILE": "", "AWS_ROLE_ARN": "",
	} {
		t.Setenv(name, value)
	}
}

// The base credentials come from a host, a container or an identity provider, each of which answers in its own way: the rules
// for the calls that assume roles with them are not theirs.
func TestBaseCredentialsComeFromWhereverTheyAre(t *testing.T) {
	const (
		end  = `"Expiration": "2099-01-01T00:00:00Z"`
		keys = `{"Code": "Success", "AccessKeyId": "ASIABASE", "SecretAccessKey": "x", "Token": "t", ` + end + `}`
	)
	assumed := func(operation, key string) string {
		return fmt.Sprintf(`<%[1]sResponse><%[1]sResult><Credentials><AccessKeyId>%[2]s</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t</SessionToken>`+
			`<Expiration>%[3]s</Expiration></Credentials></%[1]sResult></%[1]sResponse>`, operation, key, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path := r.URL.Path; {
		case path == "/latest/api/token":
			w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600")
			_, _ = io.WriteString(w, "metadata-token")
		case path == "/latest/meta-data/iam/security-credentials/":
			_, _ = io.WriteString(w, "host-role")
		case path == "/latest/meta-data/iam/security-credentials/host-role", path == "/container":
			_, _ = io.WriteString(w, keys)
		default:
			asAWS(w, "text/xml")
			switch r.FormValue("Action") {
			case "AssumeRoleWithWebIdentity":
				_, _ = io.WriteString(w, assumed("AssumeRoleWithWebIdentity", "ASIABASE"))
			case "AssumeRole":
				_, _ = io.WriteString(w, assumed("AssumeRole", "ASIAROLE"))
			case "GetCallerIdentity":
				_, _ = fmt.Fprintf(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account><Arn>%s</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`, signer(r))
			}
		}
	}))
	defer server.Close()
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("eyJhbGciOiJSUzI1NiJ9.eyJpc3MifQ.c2ln"), 0o600); err != nil {
		t.Fatal(err)
	}
	for from, environment := range map[string]map[string]string{
		"the host":             {"AWS_EC2_METADATA_SERVICE_ENDPOINT": server.URL},
		"the container":        {"AWS_CONTAINER_CREDENTIALS_FULL_URI": server.URL + "/container"},
		"an identity provider": {"AWS_WEB_IDENTITY_TOKEN_FILE": token, "AWS_ROLE_ARN": "arn:aws:iam::999999999999:role/pod"},
	} {
		for role, want := range map[string]string{"": "ASIABASE", "arn:aws:iam::111122223333:role/Reader": "ASIAROLE"} {
			t.Run(from+" "+role, func(t *testing.T) {
				hostWithoutKeys(t)
				for name, value := range environment {
					t.Setenv(name, value)
				}
				session, err := opened(t, t.Context(), fmt.Sprintf(`{"authType": "default", "defaultRegion": "eu-west-1", "endpoint": %q,
					"accounts": [{"id": "111122223333", "assumeRoleArn": %q}]}`, server.URL, role))
				if err != nil {
					t.Fatal(err)
				}
				identity, err := session.Identity(t.Context(), NewTraffic())
				if err != nil || !strings.HasPrefix(identity.ARN, want+" ") {
					t.Errorf("signed by %q, want %s: %v", identity.ARN, want, err)
				}
			})
		}
	}
}

// What answers in STS's place is told as that, by the name of what was asked of it.
func TestARoleIsBelievedFromSTSOnly(t *testing.T) {
	server := httptest.NewServer(wire{status: 200, header: map[string]string{"Content-Type": "text/html"}, body: "<html><body>Sign in</body></html>"})
	defer server.Close()
	session, err := opened(t, t.Context(), fmt.Sprintf(`{"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": %q,
		"accounts": [{"id": "111122223333", "assumeRoleArn": "arn:aws:iam::111122223333:role/Reader"}]}`, server.URL))
	if err != nil {
		t.Fatal(err)
	}
	err = ask(t.Context(), session.Client(NewTraffic(), Quota{Share: 1, Undocumented: 100}, "111122223333", "eu-west-1"), SSM)
	if got := Explain(err); got.Kind != Foreign {
		t.Errorf("kind %d: %v", got.Kind, got)
	} else {
		says(t, got.Error(), []string{`Account 111122223333: sts:AssumeRole: the answer, with HTTP status 200, is not AWS's (its content type is "text/html")`}, asMarkup)
	}
}
