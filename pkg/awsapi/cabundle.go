package awsapi

import (
	"crypto/x509"
	"fmt"
	"os"
)

// roots are the certificates that AWS's endpoints are checked against; nil: the system's.
var roots *x509.CertPool

// TakeCABundle takes AWS_CA_BUNDLE out of the environment and keeps its certificates, beside the system's, for the
// connections to AWS. The AWS SDK refuses that variable beside an HTTP client of our own, which awsauth always sets, and
// then no client can be made. Call it in main, before anything else.
func TakeCABundle() error {
	const variable = "AWS_CA_BUNDLE"
	path := os.Getenv(variable)
	if path == "" {
		return nil
	}
	if err := os.Unsetenv(variable); err != nil {
		return err
	}
	pem, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("%s: %w", variable, err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(pem) {
		return fmt.Errorf("%s: %s holds no certificate in PEM", variable, path)
	}
	roots = pool
	return nil
}
