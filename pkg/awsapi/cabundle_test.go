package awsapi

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTakeCABundle(t *testing.T) {
	t.Cleanup(func() { roots = nil })
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	path := filepath.Join(t.TempDir(), "ca.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(path, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CA_BUNDLE", path)
	TakeCABundle()
	if left, ok := os.LookupEnv("AWS_CA_BUNDLE"); ok {
		t.Errorf("AWS_CA_BUNDLE is still %q", left)
	}
	response, err := newHTTPClient().Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

func TestTakeCABundleThatIsNone(t *testing.T) {
	t.Cleanup(func() { roots, errRoots = nil, nil })
	path := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(path, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("AWS_CA_BUNDLE", path)
	TakeCABundle()
	_, err := Open(t.Context(), Settings{}, Account{}, NewTraffic())
	if err == nil || !strings.Contains(err.Error(), path+" holds no certificate in PEM: correct it or unset it") {
		t.Errorf("%v", err)
	}
}
