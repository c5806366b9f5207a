// Package simulated is the simulator as Go's tests and measurements use it: it starts one, and reads what the simulated
// estate knows of itself, which answers are then held against.
package simulated

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
)

// SecretKey belongs to the access key of the simulator's base account: the pair that AWS's documentation uses.
const SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

// Simulator is a running simulator.
type Simulator struct{ URL string }

var address = regexp.MustCompile(`http://\S+`)

// Start starts a simulator on a free port and ends it with the test, which is skipped where Node or its packages lack.
func Start(t testing.TB, arguments ...string) Simulator {
	t.Helper()
	_, here, _, _ := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(here), "..", "..")
	if _, err := os.Stat(filepath.Join(root, "node_modules", "tsx")); err != nil {
		t.Skip("the simulator needs its npm packages: run npm ci")
	}
	command := exec.Command("node", append([]string{"--import", "tsx", "simulator/main.ts", "--port", "0"}, arguments...)...)
	command.Dir, command.Stderr = root, os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(os.Interrupt)
		_ = command.Wait()
	})
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if url := address.FindString(lines.Text()); url != "" {
			go func() { // whatever it says later must not block it
				for lines.Scan() {
				}
			}()
			return Simulator{url}
		}
	}
	t.Fatal("the simulator ended before it told its address")
	return Simulator{}
}

// Estate reads what the simulated estate knows of itself.
func (s Simulator) Estate() (Estate, error) {
	var estate Estate
	err := s.truth("", &estate)
	return estate, err
}

// Lists reads the patches and the software of one machine.
func (s Simulator) Lists(nodeID string) (Lists, error) {
	var lists Lists
	err := s.truth("?nodeId="+nodeID, &lists)
	return lists, err
}

func (s Simulator) truth(query string, found any) error {
	response, err := http.Get(s.URL + "/__truth" + query)
	if err != nil {
		return fmt.Errorf("no simulator at %q: %w", s.URL, err)
	}
	defer func() { _ = response.Body.Close() }()
	return json.NewDecoder(response.Body).Decode(found)
}

// DataSource gives the settings of a data source that reads all accounts of the estate, each by its reader role.
func (s Simulator) DataSource(estate Estate) (backend.DataSourceInstanceSettings, error) {
	accounts := make([]map[string]any, len(estate.Accounts))
	for i, a := range estate.Accounts {
		accounts[i] = map[string]any{
			"id": a.ID, "name": a.Name, "regions": a.Regions, "assumeRoleArn": a.ReaderRole.ARN, "externalId": a.ReaderRole.ExternalID,
		}
	}
	settings, err := json.Marshal(map[string]any{
		"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": s.URL, "accounts": accounts,
	})
	return backend.DataSourceInstanceSettings{
		ID: 1, UID: "fleet", Name: "Fleet", JSONData: settings, Updated: time.Now(),
		DecryptedSecureJSONData: map[string]string{"accessKey": "AKIAIOSFODNN7EXAMPLE", "secretKey": SecretKey},
	}, err
}
