package plugin

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// estateOf reads what a simulated estate knows of itself.
func estateOf(t *testing.T, s simulated.Simulator) simulated.Estate {
	t.Helper()
	estate, err := s.Estate()
	require.NoError(t, err)
	return estate
}

// reading makes an instance that reads the whole estate with a secret key.
func reading(t *testing.T, s simulated.Simulator, secretKey string) *Datasource {
	t.Helper()
	awsapi.TakeCABundle() // as main does
	settings, err := s.DataSource(estateOf(t, s))
	require.NoError(t, err)
	settings.DecryptedSecureJSONData["secretKey"] = secretKey
	instance, err := New(context.Background(), settings)
	require.NoError(t, err)
	d, ok := instance.(*Datasource)
	require.True(t, ok, "%+v", instance)
	t.Cleanup(d.Dispose)
	return d
}

// fault makes calls fail from now on.
func fault(t *testing.T, s simulated.Simulator, faults string) {
	t.Helper()
	response, err := http.Post(s.URL+"/__faults", "application/json", strings.NewReader(faults))
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	require.Less(t, response.StatusCode, 300)
}
