package plugin

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// The secrets of the data source, and those that AWS gives for a role.
const (
	accessKey    = "AKIAIOSFODNN7EXAMPLE"
	secretKey    = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	baseToken    = "FwoGZXIvYXdzEBYaD/base+token/9fQ2xLr7TzKp04vWmYcN8sHbUe6jRgA1iDqXoZ5tVkMlCw3nEyPhJuFBGaSOd="
	externalID   = "shop+7f3a@one/pane"
	roleKey      = "ASIAZQ3DEXAMPLEROLEK"
	roleSecret   = "rOlEsEcReT/K7MDENG+bPxRfiCYEXAMPLEKEY123"
	roleToken    = "IQoJb3JpZ2luX2VjEJr//role+token/Zk3WvT9qLs0XnPy7HbRm2JcUo8EgAf5dIwKx1QtNzVu6SpGhYlMiDeCrBj4Fa=="
	redactedWord = "[redacted]"
)

// echo answers every call with an error that has all in it that came with the call: what is asked for first, in the form that
// is asked for.
type echo struct {
	assumesRoles bool
	identifies   bool // answers who one is, with the echo as the name
	code         string
	first        string // a header, or "body"
	as           func(string) string

	mu   sync.Mutex
	said strings.Builder
}

func (e *echo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	body := string(raw)
	w.Header().Set("Content-Type", "text/xml")
	w.Header().Set("X-Amzn-Requestid", "0f1e2d3c")
	if e.assumesRoles && strings.Contains(body, "Action=AssumeRole") {
		_, _ = fmt.Fprintf(w, `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>%s</SecretAccessKey>`+
			`<SessionToken>%s</SessionToken><Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`,
			roleKey, roleSecret, roleToken, time.Now().Add(time.Hour).UTC().Format(time.RFC3339))
		return
	}
	text := body
	if e.first != "body" {
		text = r.Header.Get(e.first) + " " + text
	}
	for name, values := range r.Header {
		text += "\n" + name + ": " + strings.Join(values, ",")
	}
	text = e.as(text)
	e.mu.Lock()
	e.said.WriteString(text)
	e.mu.Unlock()
	if e.identifies && strings.Contains(body, "Action=GetCallerIdentity") {
		_, _ = fmt.Fprintf(w, `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account><Arn>`)
		_ = xml.EscapeText(w, []byte(text))
		_, _ = io.WriteString(w, `</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>0f1e2d3c</RequestId></ResponseMetadata></GetCallerIdentityResponse>`)
		return
	}
	message := "User: " + text + " is not authorized to perform: " + text
	w.Header().Set("X-Amzn-Requestid", r.Header.Get(e.first))
	if r.Header.Get("X-Amz-Target") == "" {
		var escaped strings.Builder
		_ = xml.EscapeText(&escaped, []byte(message))
		w.WriteHeader(http.StatusForbidden)
		_, _ = fmt.Fprintf(w, `<Response><Errors><Error><Code>%[1]s</Code><Message>%[2]s</Message></Error></Errors><Error><Code>%[1]s</Code><Message>%[2]s</Message></Error></Response>`,
			e.code, escaped.String())
		return
	}
	w.WriteHeader(http.StatusBadRequest)
	_ = json.NewEncoder(w).Encode(map[string]string{"__type": e.code, "message": message})
}

// echoing tells the process in which the data source runs, so that all that it prints is seen: its log, too.
const echoing = "ONEPANE_ECHOING"

// Whoever answers in AWS's place can send back what came with the call. Nothing of it that is secret may reach a viewer or a
// log, wherever the text stands and in whatever form.
func TestWhatAnEndpointEchoesGivesNoSecretAway(t *testing.T) {
	asItIs := func(text string) string { return text }
	cutShort := func(text string) string { return text[:min(len(text), 70)] }
	for name, e := range map[string]*echo{
		"STS, the token first":             {code: "ValidationError", first: "X-Amz-Security-Token", as: asItIs},
		"STS, the body first":              {code: "ValidationError", first: "body", as: asItIs},
		"STS, the external id as it is":    {code: "AccessDenied", first: "body", as: unescaped},
		"STS, the signature first":         {code: "SignatureDoesNotMatch", first: "Authorization", as: asItIs},
		"STS, an error without a code":     {code: "", first: "X-Amz-Security-Token", as: asItIs},
		"a role's token":                   {assumesRoles: true, code: "ValidationException", first: "X-Amz-Security-Token", as: asItIs},
		"a role's token as one's own name": {assumesRoles: true, identifies: true, code: "ValidationException", first: "X-Amz-Security-Token", as: asItIs},
		"a role's token, escaped":          {assumesRoles: true, code: "ValidationException", first: "X-Amz-Security-Token", as: url.QueryEscape},
		"a role's token, cut":              {assumesRoles: true, code: "ValidationException", first: "X-Amz-Security-Token", as: cutShort},
		"a role's token, refused":          {assumesRoles: true, code: "AccessDeniedException", first: "X-Amz-Security-Token", as: asItIs},
		"a role's token, as who":           {assumesRoles: true, code: "AccessDeniedException", first: "X-Amz-Security-Token", as: withoutBlanks},
		"a role's token, without a code":   {assumesRoles: true, code: "", first: "X-Amz-Security-Token", as: asItIs},
		"a role's token as the code":       {assumesRoles: true, code: roleToken, first: "X-Amz-Security-Token", as: asItIs},
		"a role's signature":               {assumesRoles: true, code: "InvalidSignatureException", first: "Authorization", as: asItIs},
	} {
		t.Run(name, func(t *testing.T) {
			if os.Getenv(echoing) != "" {
				fmt.Println(everythingThatComesOut(t, e))
				if e.first == "X-Amz-Security-Token" {
					require.Regexp(t, "base.token|role.token|%2Frole|VjEJr|EBYaD", e.said.String(), "the endpoint says what is secret")
				}
				return
			}
			var parts []string
			for _, part := range strings.Split(t.Name(), "/") {
				parts = append(parts, "^"+regexp.QuoteMeta(part)+"$")
			}
			process := exec.CommandContext(t.Context(), os.Args[0], "-test.run", strings.Join(parts, "/"))
			process.Env = append(os.Environ(), echoing+"=yes")
			printed, err := process.CombinedOutput()
			out := plainText(string(printed))
			require.NoError(t, err, out)
			require.Contains(t, out, redactedWord, "the endpoint's words come out, without what is secret")
			require.Contains(t, out, `"@message":"Reading failed"`, "the log is looked at")
			for _, secret := range []string{accessKey, roleKey, secretKey, roleSecret, baseToken, roleToken, externalID, url.QueryEscape(externalID)} {
				for i := 0; i+16 <= len(secret); i++ {
					require.NotContains(t, out, secret[i:i+16], "%s comes out", secret)
				}
			}
			require.NotRegexp(t, "(?i)signature=[0-9a-f]", out)
		})
	}
}

func unescaped(text string) string {
	plain, err := url.QueryUnescape(text)
	if err != nil {
		return text
	}
	return plain
}

func withoutBlanks(text string) string { return strings.Join(strings.Fields(text), "_") }

// everythingThatComesOut asks all that can be asked, and gives the answers.
func everythingThatComesOut(t *testing.T, e *echo) string {
	t.Helper()
	awsapi.TakeCABundle() // as main does
	server := httptest.NewServer(e)
	defer server.Close()
	settings, err := json.Marshal(map[string]any{
		"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": server.URL, "undocumentedRate": 500, "rateShare": 1,
		"accounts": []any{map[string]any{"id": "111122223333", "name": "shop", "assumeRoleArn": "arn:aws:iam::111122223333:role/Reader", "externalId": externalID}},
	})
	require.NoError(t, err)
	instance, err := New(t.Context(), backend.DataSourceInstanceSettings{JSONData: settings, DecryptedSecureJSONData: map[string]string{
		"accessKey": accessKey, "secretKey": secretKey, "sessionToken": baseToken,
	}})
	require.NoError(t, err)
	d, ok := instance.(*Datasource)
	require.True(t, ok, "%+v", instance)

	var out strings.Builder
	note := func(answer any) {
		text, err := json.Marshal(answer)
		require.NoError(t, err)
		out.WriteString(string(text) + "\n")
	}
	var queries []backend.DataQuery
	for i, query := range []string{
		`{"resource": "nodes", "view": "table"}`, `{"resource": "nodes", "view": "table", "partial": true}`, `{"resource": "targets", "view": "table"}`,
		`{"resource": "associations", "view": "count"}`, `{"resource": "patches", "nodeId": "i-0123456789abcdef0"}`,
	} {
		queries = append(queries, backend.DataQuery{RefID: string(rune('A' + i)), JSON: []byte(query)})
	}
	for range 2 { // what has failed by then is told in another way
		response, err := d.QueryData(t.Context(), &backend.QueryDataRequest{Queries: queries})
		require.NoError(t, err)
		note(response)
	}
	health, err := d.CheckHealth(t.Context(), &backend.CheckHealthRequest{})
	require.NoError(t, err)
	out.WriteString(health.Message + " " + string(health.JSONDetails) + "\n")
	for _, path := range []string{"accounts", "fields?resource=nodes", "tag-keys", "field-values?resource=nodes&field=region"} {
		require.NoError(t, d.CallResource(t.Context(), &backend.CallResourceRequest{Method: http.MethodGet, Path: path, URL: path},
			backend.CallResourceResponseSenderFunc(func(r *backend.CallResourceResponse) error {
				out.WriteString(string(r.Body) + "\n")
				return nil
			})))
	}
	d.Dispose()
	return out.String()
}

// plainText undoes JSON's escapes, which would hide a secret.
func plainText(text string) string {
	return strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">", `\/`, "/", `\"`, `"`).Replace(text)
}
