package awsapi

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	_ = os.Unsetenv("AWS_CA_BUNDLE") // see TakeCABundle
	os.Exit(m.Run())
}
