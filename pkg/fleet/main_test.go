package fleet

import (
	"log"
	"os"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// The environment of the tests may name certificates, as Grafana's may.
func TestMain(m *testing.M) {
	if err := awsapi.TakeCABundle(); err != nil {
		log.Fatal(err)
	}
	os.Exit(m.Run())
}
