package fleet

import (
	"os"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// The environment of the tests may name certificates, as Grafana's may.
func TestMain(m *testing.M) {
	awsapi.TakeCABundle()
	os.Exit(m.Run())
}
