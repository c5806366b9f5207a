// Package simulated is the simulator as Go's tests and measurements use it: it starts one, and reads what the simulated
// estate knows of itself, which answers are then held against.
package simulated

import (
	"bufio"
	"encoding/json"
	"errors"
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
	if _, err := os.Stat(filepath.Join(root(), "node_modules", "tsx")); err != nil {
		t.Skip("the simulator needs its npm packages: run npm ci")
	}
	s, stop, err := Run(arguments...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return s
}

// Run starts a simulator on a free port; stop ends it.
func Run(arguments ...string) (s Simulator, stop func(), err error) {
	command := exec.Command("node", append([]string{"--import", "tsx", "simulator/main.ts", "--port", "0"}, arguments...)...)
	command.Dir, command.Stderr = root(), os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		return Simulator{}, nil, err
	}
	if err := command.Start(); err != nil {
		return Simulator{}, nil, err
	}
	stop = func() {
		_ = command.Process.Signal(os.Interrupt)
		_ = command.Wait()
	}
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		if url := address.FindString(lines.Text()); url != "" {
			go func() { // whatever it says later must not block it
				for lines.Scan() {
				}
			}()
			return Simulator{url}, stop, nil
		}
	}
	stop()
	return Simulator{}, nil, errors.New("the simulator ended before it told its address")
}

// root is the project's folder.
func root() string {
	_, here, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(here), "..", "..")
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
	return s.send(http.MethodGet, "/__truth"+query, nil, found)
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
