package awsapi

import (
	"encoding/base64"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/grafana/grafana-aws-sdk/pkg/awsauth"
	"github.com/grafana/grafana-plugin-sdk-go/backend/proxy"
)

const (
	theSecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	theToken     = "IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQD+abc/def=ghiJKLmnoPQRstuVWXyz0123456789AbCdEfGh=="
	theExternal  = "shop+7f3a@one/pane"
)

func TestWhatIsSecretIsTakenOutInEveryForm(t *testing.T) {
	s := newSecrets(awsauth.Settings{SecretKey: theSecretKey, ExternalID: theExternal})
	s.add(theToken)
	for _, secret := range []string{theSecretKey, theToken, theExternal} {
		for _, form := range []string{secret, url.QueryEscape(secret), url.PathEscape(secret), html.EscapeString(secret), fmt.Sprintf("%q", secret), strings.ReplaceAll(secret, "/", `\/`)} {
			if strings.Contains(form, `\/`) && secret == theExternal {
				continue // no encoder of ours or of AWS's writes that, and an external id has no parts that are secret
			}
			if got := s.redact("before " + form + " after"); !strings.HasPrefix(got, "before ") || !strings.HasSuffix(got, " after") ||
				!strings.Contains(got, redacted) || leaks(got, secret) {
				t.Errorf("%q: got %q", form, got)
			}
		}
	}
	for _, part := range []string{theToken[:40], theToken[20:60], theSecretKey[5:30]} { // as a body is that was cut
		if got := s.redact("x" + part + "y"); leaks(got, theToken) || leaks(got, theSecretKey) {
			t.Errorf("%q", got)
		}
	}
	for said, want := range map[string]string{
		"nothing": "nothing",
		"Credential=AKIAIOSFODNN7EXAMPLE/20261127/eu-west-1, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7": "Credential=AKIA…MPLE/20261127/eu-west-1, Signature=" + redacted,
		"ASIAIOSFODNN7EXAMPLE":                                  "ASIA…MPLE",
		"WebIdentityToken=eyJhbGciOiJSUzI1NiJ9.eyJpc3MifQ.c2ln": "WebIdentityToken=" + redacted,
		"Credential%3DAKIAIOSFODNN7EXAMPLE%2F20261127":          "Credential%3DAKIA…MPLE%2F20261127",
		"arn:aws:iam::111122223333:role/Reader":                 "arn:aws:iam::111122223333:role/Reader",
	} {
		if got := s.redact(said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}

// leaks finds a secret, or a part of it that is long enough to be of use.
func leaks(text, secret string) bool {
	for i := range len(secret) {
		if part := secret[i:min(i+16, len(secret))]; i == 0 || len(part) == 16 {
			if strings.Contains(text, part) {
				return true
			}
		}
	}
	return false
}

func TestAnExternalIDThatIsAWordIsOneOnlyWhereItStandsAlone(t *testing.T) {
	s := newSecrets(awsauth.Settings{ExternalID: "shop"})
	for said, want := range map[string]string{
		"ExternalId=shop&Version=1": "ExternalId=" + redacted + "&Version=1",
		"shop":                      redacted,
		"workshop, shopping, shop2": "workshop, shopping, shop2",
	} {
		if got := s.redact(said); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	ours := "Account shop: allow it for shop"
	if got := s.redactOurs(ours); got != ours {
		t.Errorf("our own words are taken apart: %q", got)
	}
	if got := newSecrets(awsauth.Settings{ExternalID: "111122223333"}).redact("arn:aws:iam::111122223333:role/Reader"); strings.Contains(got, redacted) {
		t.Errorf("an account's id is no secret: %q", got)
	}
}

func TestTheProxysPasswordIsSecret(t *testing.T) {
	t.Setenv("HTTPS_PROXY", "http://env:envpassword@proxy:3128")
	s := newSecrets(awsauth.Settings{
		PerDatasourceProxySettings: &awsauth.PerDatasourceProxySettings{ProxyUrl: "http://me:urlpassword@proxy:3128", ProxyUsername: "user", ProxyPassword: "ownpassword"},
		ProxyOptions:               &proxy.Options{Auth: &proxy.AuthOptions{Password: "sockspassword"}},
	})
	for _, secret := range []string{
		"envpassword", "urlpassword", "ownpassword", "sockspassword",
		base64.StdEncoding.EncodeToString([]byte("user:ownpassword")), base64.StdEncoding.EncodeToString([]byte("env:envpassword")),
	} {
		if got := s.redact("Proxy-Authorization: Basic " + secret); got != "Proxy-Authorization: Basic "+redacted {
			t.Errorf("%q", got)
		}
	}
}

func TestWhatWasSentIsRememberedForAWhile(t *testing.T) {
	s := newSecrets(awsauth.Settings{SecretKey: theSecretKey})
	token := func(i int) string { return fmt.Sprintf("token-%03d", i) }
	for i := range 100 {
		s.add(token(i))
		s.add(token(i))
	}
	if got := s.redact(token(99) + " " + token(100-recentSecrets) + " " + theSecretKey); strings.Contains(got, "token") || leaks(got, theSecretKey) {
		t.Errorf("forgotten: %q", got)
	}
	if len(s.sent) != recentSecrets {
		t.Errorf("%d are remembered", len(s.sent))
	}
}

func TestTheTransportRemembersWhatItSends(t *testing.T) {
	s := &secrets{}
	inner := &noTransport{}
	transport := watched{inner, s}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "https://ssm.eu-west-1.amazonaws.com", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"X-Amz-Security-Token": theToken, "X-aws-ec2-metadata-token": "AQAEAmetadata", "Authorization": "Bearer container-token",
	} {
		request.Header.Set(name, value)
	}
	if _, err := transport.RoundTrip(request); err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=x") // no secret as a whole
	if _, err := transport.RoundTrip(request); err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{theToken, "AQAEAmetadata", "container-token"} {
		if got := s.redact(secret); got != redacted {
			t.Errorf("%q", got)
		}
	}
	if len(s.sent) != 3 {
		t.Errorf("%q", s.sent)
	}
	transport.CloseIdleConnections()
	if !inner.closed {
		t.Error("connections are not let go")
	}
}

type noTransport struct{ closed bool }

func (n *noTransport) RoundTrip(*http.Request) (*http.Response, error) { return &http.Response{}, nil }
func (n *noTransport) CloseIdleConnections()                           { n.closed = true }
