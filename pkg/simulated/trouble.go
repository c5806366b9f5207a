package simulated

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
)

// Fault is trouble on demand, a member of the list that POST /__faults takes: simulator/README.md says which members it has.
type Fault map[string]any

// Faults adds faults to those that are on.
func (s Simulator) Faults(faults []Fault) error { return s.send("POST", "/__faults", faults, nil) }

// ClearFaults ends all faults.
func (s Simulator) ClearFaults() error { return s.send("DELETE", "/__faults", nil, nil) }

// Allow gives the reader roles of all accounts these statements of an IAM policy, and takes all others away.
func (s Simulator) Allow(estate Estate, statements []Statement) error {
	policies := map[string]any{}
	for _, a := range estate.Accounts {
		policies[a.ReaderRole.ARN] = map[string]any{"Statement": statements}
	}
	return s.send("POST", "/__policies", policies, nil)
}

// Statement is one of an IAM policy. Its resource is * or an ARN.
type Statement struct {
	Sid      string `json:",omitempty"`
	Effect   string
	Action   []string
	Resource string
}

// World is a change of the estate, as POST /__world takes it.
type World struct {
	Vanish []string          `json:"vanish,omitempty"`
	Appear int               `json:"appear,omitempty"`
	Rename map[string]string `json:"rename,omitempty"`
	Stop   []string          `json:"stop,omitempty"`
	Start  []string          `json:"start,omitempty"`
	Scan   []string          `json:"scan,omitempty"`
}

// Change changes the estate from now on.
func (s Simulator) Change(w World) error { return s.send("POST", "/__world", w, nil) }

// SetClock puts the simulator's clock off by so many milliseconds; 0 puts it right.
func (s Simulator) SetClock(offsetMs int64) error {
	return s.send("POST", "/__clock", map[string]int64{"offsetMs": offsetMs}, nil)
}

// CallCount is how often an operation was called in a Region of an account since the start.
type CallCount struct {
	Account, Region, Service, Operation string
	Calls, Throttled, Failed            int
}

// Calls counts all calls to AWS.
func (s Simulator) Calls() (counts []CallCount, err error) {
	err = s.send("GET", "/__calls", nil, &counts)
	return counts, err
}

// PortalVisit is a request that followed a redirect to the portal.
type PortalVisit struct {
	Headers []string
	// SecurityToken tells whether it brought a session's token.
	SecurityToken bool
}

// Portal lists the requests that came to the portal.
func (s Simulator) Portal() (visits []PortalVisit, err error) {
	err = s.send("GET", "/__portal", nil, &visits)
	return visits, err
}

func (s Simulator) send(method, door string, body, found any) error {
	var raw []byte
	if body != nil {
		var err error
		if raw, err = json.Marshal(body); err != nil {
			return err
		}
	}
	request, err := http.NewRequest(method, s.URL+door, bytes.NewReader(raw))
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("no simulator at %q: %w", s.URL, err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s with %s: %s", method, door, raw, answer)
	}
	if found == nil {
		return nil
	}
	return json.Unmarshal(answer, found)
}
