package awsapi

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/grafana/grafana-aws-sdk/pkg/awsauth"
)

const (
	redacted = "[redacted]"
	// An external id can be a word that other texts have inside a longer one: below this length a secret is one only where it
	// stands alone.
	shortSecret = 12
	// From this length on a secret is a key or a token, and random: a run of this many characters is a part of it.
	longSecret, partOfSecret = 40, 12
	// recentSecrets is how many tokens are remembered. A role's session has one for an hour, and an old one is of no use.
	recentSecrets = 16
)

// secrets are what must not leave the server part: whoever answers a call can send back what came with it. The zero value,
// and nil, know none.
type secrets struct {
	mu sync.RWMutex
	// settled come from the settings; sent are what requests carried, the newest last.
	settled, sent []string
}

// newSecrets knows the secrets of a session's settings.
func newSecrets(auth awsauth.Settings) *secrets {
	s := &secrets{}
	s.settle(auth.SecretKey, auth.SessionToken, auth.GrafanaExternalID)
	if !accountPattern.MatchString(auth.ExternalID) { // an account's id is one in many texts, and no secret
		s.settle(auth.ExternalID)
	}
	if p := auth.PerDatasourceProxySettings; p != nil {
		s.settle(p.ProxyPassword, basic(p.ProxyUsername, p.ProxyPassword))
		s.settleProxy(p.ProxyUrl)
	}
	if p := auth.ProxyOptions; p != nil && p.Auth != nil {
		s.settle(p.Auth.Password)
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		s.settleProxy(os.Getenv(name))
	}
	return s
}

func (s *secrets) settle(values ...string) {
	for _, value := range values {
		if value != "" && !slices.Contains(s.settled, value) {
			s.settled = append(s.settled, value)
		}
	}
}

// settleProxy knows the password in a proxy's address, and what is made of it in a request.
func (s *secrets) settleProxy(address string) {
	if parsed, err := url.Parse(address); err == nil && parsed.User != nil {
		if password, ok := parsed.User.Password(); ok {
			s.settle(password, basic(parsed.User.Username(), password))
		}
	}
}

func basic(user, password string) string {
	if password == "" {
		return ""
	}
	return base64.StdEncoding.EncodeToString([]byte(user + ":" + password))
}

// add remembers what was sent.
func (s *secrets) add(value string) {
	s.mu.RLock()
	known := value == "" || slices.Contains(s.sent, value)
	s.mu.RUnlock()
	if known {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.sent, value) {
		s.sent = append(s.sent[max(0, len(s.sent)+1-recentSecrets):], value)
	}
}

var (
	// signatures are as good as a key for the request that they sign, for some minutes.
	signatures = regexp.MustCompile(`(?i)(signature(?:=|%3D|"?: ?"?))[0-9a-f]{16,}`)
	// accessKeyIDs name a key without being one: enough of them is left to tell which it is.
	accessKeyIDs = regexp.MustCompile(`(A[SK]IA)[A-Z0-9]{8,}([A-Z0-9]{4})`)
	// webTokens are JSON Web Tokens, which a pod's role is assumed with.
	webTokens = regexp.MustCompile(`\beyJ[\w-]{8,}\.[\w-]+\.?[\w-]*`)
)

// redact takes out of a text from outside what is known or plain to be secret, in every form in which an answer has it.
func (s *secrets) redact(text string) string { return s.without(text, 0) }

// redactOurs does the same for a text of our own, of which no word is secret for being somebody's external id.
func (s *secrets) redactOurs(text string) string { return s.without(text, shortSecret) }

func (s *secrets) without(text string, shortest int) string {
	text = signatures.ReplaceAllString(text, "${1}"+redacted)
	text = webTokens.ReplaceAllString(text, redacted)
	for _, secret := range s.all() {
		if len(secret) < shortest {
			break
		}
		for _, form := range forms(secret) {
			text = withoutWord(text, form)
		}
		if len(secret) >= longSecret {
			text = withoutParts(text, secret)
		}
	}
	return accessKeyIDs.ReplaceAllString(text, "$1…$2")
}

// all gives the secrets, the longest first, so that none is hidden by a part of it that is gone already.
func (s *secrets) all() []string {
	if s == nil {
		return nil
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := slices.Concat(s.settled, s.sent)
	slices.SortStableFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}

// forms gives a secret as it is, and as the requests' and the answers' formats write it.
func forms(secret string) []string {
	quoted, err := json.Marshal(secret)
	if err != nil { // strings always have a JSON form
		panic(err)
	}
	all := []string{
		secret, url.QueryEscape(secret), url.PathEscape(secret), html.EscapeString(secret), strings.Trim(string(quoted), `"`),
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// withoutWord takes a secret out, a short one only where it stands alone.
func withoutWord(text, secret string) string {
	var kept strings.Builder
	for {
		before, after, found := strings.Cut(text, secret)
		kept.WriteString(before)
		if !found {
			return kept.String()
		}
		if len(secret) < shortSecret && (endsInWord(kept.String()) || beginsWithWord(after)) {
			kept.WriteString(secret)
		} else {
			kept.WriteString(redacted)
		}
		text = after
	}
}

func endsInWord(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return inWord(last)
}

func beginsWithWord(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return inWord(first)
}

func inWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// withoutParts takes out every run of characters that a long secret has too: what was cut, or coded at some places only.
func withoutParts(text, secret string) string {
	var kept strings.Builder
	for len(text) >= partOfSecret {
		if !strings.Contains(secret, text[:partOfSecret]) {
			kept.WriteByte(text[0])
			text = text[1:]
			continue
		}
		length := partOfSecret
		for length < len(text) && strings.Contains(secret, text[:length+1]) {
			length++
		}
		kept.WriteString(redacted)
		text = text[length:]
	}
	kept.WriteString(text)
	return kept.String()
}

// watched is a transport that remembers the secrets that go through it. Temporary credentials are known nowhere else: the
// SDK gets them, renews them and signs with them by itself.
type watched struct {
	http.RoundTripper
	secrets *secrets
}

// RoundTrip sends a request.
func (w watched) RoundTrip(request *http.Request) (*http.Response, error) {
	w.secrets.add(request.Header.Get("X-Amz-Security-Token"))
	w.secrets.add(request.Header.Get("X-Aws-Ec2-Metadata-Token"))
	if authorization := request.Header.Get("Authorization"); !strings.HasPrefix(authorization, "AWS4-") {
		w.secrets.add(strings.TrimPrefix(authorization, "Bearer "))
	}
	return w.RoundTripper.RoundTrip(request)
}

// CloseIdleConnections is what [http.Client.CloseIdleConnections] looks for.
func (w watched) CloseIdleConnections() {
	if transport, ok := w.RoundTripper.(interface{ CloseIdleConnections() }); ok {
		transport.CloseIdleConnections()
	}
}
