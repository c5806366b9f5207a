package cloudwatch_test

import (
	"os"
	"testing"
)

// Grafana's AWS library makes no client where AWS_CA_BUNDLE is set; the host's main takes it away as well.
func TestMain(m *testing.M) {
	if err := os.Unsetenv("AWS_CA_BUNDLE"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
