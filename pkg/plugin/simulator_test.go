package plugin

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// simulation is a running simulator, which speaks AWS's wire protocols and knows the truth about its machines.
type simulation struct{ url string }

var listening = regexp.MustCompile(`http://\S+`)

// startSimulator starts one on a free port, and ends it with the test.
func startSimulator(t *testing.T, arguments ...string) simulation {
	t.Helper()
	const root = "../.."
	if _, err := os.Stat(root + "/node_modules/tsx"); err != nil {
		t.Skip("the simulator needs its npm packages: run npm ci")
	}
	command := exec.Command("node", append([]string{"--import", "tsx", "simulator/main.ts", "--port", "0"}, arguments...)...)
	command.Dir, command.Stderr = root, os.Stderr
	output, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	t.Cleanup(func() {
		_ = command.Process.Signal(os.Interrupt)
		_ = command.Wait()
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if url := listening.FindString(lines.Text()); url != "" {
			go func() { // whatever it still says must not block it
				for lines.Scan() {
				}
			}()
			return simulation{url}
		}
	}
	t.Fatal("the simulator ended before it listened")
	return simulation{}
}

// truth is the part of GET /__truth that these tests look at.
type truth struct {
	Accounts []struct {
		ID, Name   string
		Regions    []string
		ReaderRole struct{ Arn, ExternalID string }
	}
	Baselines []struct {
		BaselineID                               string
		AvailableSecurityUpdatesComplianceStatus string
	}
	Machines []machine
}

type machine struct {
	NodeID  string
	Managed bool
	Kind    string // ec2, azure, gcp, onPremises or edge
	Account string
	Region  string
	OS      struct{ Type string }
	Tags    map[string]string
	SSM     *struct {
		PingStatus string
		SourceType string
		Patch      *struct {
			BaselineID string
			Counts     map[string]int
		}
		Associations []struct{ AssociationName, Status string }
	}
}

func (s simulation) truth(t *testing.T) truth {
	t.Helper()
	response, err := http.Get(s.url + "/__truth")
	require.NoError(t, err)
	defer response.Body.Close()
	var found truth
	require.NoError(t, json.NewDecoder(response.Body).Decode(&found))
	return found
}

// fault makes calls fail from now on.
func (s simulation) fault(t *testing.T, faults string) {
	t.Helper()
	response, err := http.Post(s.url+"/__faults", "application/json", strings.NewReader(faults))
	require.NoError(t, err)
	defer response.Body.Close()
	require.Less(t, response.StatusCode, 300)
}

// datasource makes an instance that reads every account of the simulation with a secret key.
func (s simulation) datasource(t *testing.T, secretKey string) *Datasource {
	t.Helper()
	require.NoError(t, awsapi.TakeCABundle(), "as main does")
	type account struct {
		ID            string   `json:"id"`
		Name          string   `json:"name"`
		AssumeRoleARN string   `json:"assumeRoleArn"`
		ExternalID    string   `json:"externalId"`
		Regions       []string `json:"regions"`
	}
	var accounts []account
	for _, a := range s.truth(t).Accounts {
		accounts = append(accounts, account{a.ID, a.Name, a.ReaderRole.Arn, a.ReaderRole.ExternalID, a.Regions})
	}
	settings, err := json.Marshal(map[string]any{
		"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": s.url, "accounts": accounts, "tagColumns": []string{"Owner"},
	})
	require.NoError(t, err)
	instance, err := New(context.Background(), backend.DataSourceInstanceSettings{
		UID: "fleet", JSONData: settings, Updated: time.Now(),
		DecryptedSecureJSONData: map[string]string{"accessKey": "AKIAIOSFODNN7EXAMPLE", "secretKey": secretKey},
	})
	require.NoError(t, err)
	d, ok := instance.(*Datasource)
	require.True(t, ok, "%+v", instance)
	t.Cleanup(d.Dispose)
	return d
}
