package awsapi

import (
	"crypto/x509"
	"fmt"
	"os"
)

const caBundle = "AWS_CA_BUNDLE"

var (
	// roots are the certificates that AWS's endpoints are checked against; nil: the system's.
	roots *x509.CertPool
	// errRoots is why they can't be had, which no session can be opened with.
	errRoots error
)

// TakeCABundle takes AWS_CA_BUNDLE out of the environment and keeps its certificates, beside the system's, for the
// connections to AWS. The AWS SDK refuses that variable beside an HTTP client of our own, which awsauth always sets, and
// then no client can be made. Call it in main, before anything else. A bundle that can't be used fails every [Open]: a
// server part that ended for it could not say why where people look.
func TakeCABundle() {
	path := os.Getenv(caBundle)
	if path == "" {
		return
	}
	if err := os.Unsetenv(caBundle); err != nil {
		errRoots = err
		return
	}
	if roots, errRoots = readRoots(path); errRoots != nil {
		errRoots = errorf("%s in the environment of Grafana's server can't be used: %v: correct it or unset it, and restart Grafana",
			caBundle, errRoots)
	}
}

// readRoots gives the system's certificates and those in a file.
func readRoots(path string) (*x509.CertPool, error) {
	pem, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s holds no certificate in PEM", path)
	}
	return pool, nil
}
