package fleet

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// simulated is what the simulator says of its own estate.
type simulated struct {
	Accounts []struct {
		ID, Name   string
		Regions    []string
		ReaderRole struct{ ARN, ExternalID string }
	}
	Baselines []struct {
		BaselineID                               string
		AvailableSecurityUpdatesComplianceStatus string
	}
	Associations []struct{ AssociationID string }
	Activations  []struct{ ActivationID string }
	Machines     []simulatedMachine
}

type simulatedMachine struct {
	NodeID, Kind, Account, Region string
	Managed                       bool
	Names                         struct{ ComputerName string }
	Tags                          map[string]string
	SSM                           *struct {
		SilentSince *int64
		Patch       *struct {
			EndedAt    int64
			BaselineID string
			Counts     map[string]int
		}
		Associations []struct{ Status string }
	}
}

var addressPattern = regexp.MustCompile(`http://[0-9.]+:\d+`)

// startSimulator runs the simulator of this repository on a port of its own.
func startSimulator(t *testing.T, options ...string) string {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("the simulator needs node, which is not on the PATH")
	}
	_, here, _, _ := runtime.Caller(0)
	command := exec.Command(node, append([]string{"--import", "tsx", "simulator/main.ts", "--port", "0"}, options...)...)
	command.Dir = filepath.Join(filepath.Dir(here), "..", "..")
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		_ = command.Wait()
	})
	for lines := bufio.NewScanner(output); lines.Scan(); {
		if address := addressPattern.FindString(lines.Text()); address != "" {
			return address
		}
	}
	t.Fatal("the simulator ended before it told its address")
	return ""
}

func truthOf(t *testing.T, address string) simulated {
	t.Helper()
	response, err := http.Get(address + "/__truth")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var truth simulated
	if err := json.NewDecoder(response.Body).Decode(&truth); err != nil {
		t.Fatal(err)
	}
	return truth
}

func simulatedSettings(t *testing.T, address string, truth simulated) awsapi.Settings {
	t.Helper()
	var accounts []map[string]any
	for _, a := range truth.Accounts {
		accounts = append(accounts, map[string]any{
			"id": a.ID, "name": a.Name, "regions": a.Regions, "assumeRoleArn": a.ReaderRole.ARN, "externalId": a.ReaderRole.ExternalID,
		})
	}
	stored, err := json.Marshal(map[string]any{
		"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": address, "accounts": accounts, "undocumentedRate": 15,
	})
	if err != nil {
		t.Fatal(err)
	}
	settings, err := awsapi.ParseSettings(backend.DataSourceInstanceSettings{
		JSONData: stored,
		DecryptedSecureJSONData: map[string]string{
			"accessKey": "AKIAIOSFODNN7EXAMPLE", "secretKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return settings
}

// closing makes a fleet that keeps nothing after its end.
func closing(t *testing.T, settings awsapi.Settings) *Fleet {
	t.Helper()
	f := newFleet(t.Context(), settings, newRegistry(0))
	t.Cleanup(f.Close)
	return f
}

func TestFleetAgainstSimulator(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the simulator")
	}
	address := startSimulator(t, "--nodes", "300", "--seed", "7")
	truth := truthOf(t, address)
	fleet := closing(t, simulatedSettings(t, address, truth))
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()

	nodes, err := fleet.Nodes(ctx, Need{})
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range nodes.Targets {
		if target.State != OK || target.AsOf.IsZero() || target.Items > 0 && target.Calls == 0 {
			t.Errorf("target %+v", target)
		}
	}
	if nodes.Table.Rows() != len(truth.Machines) {
		t.Errorf("%d nodes, want %d", nodes.Table.Rows(), len(truth.Machines))
	}
	rows := rowsBy(t, nodes.Table, "nodeId")
	for _, m := range truth.Machines {
		row, ok := rows[m.NodeID]
		if !ok {
			t.Errorf("%s is missing", m.NodeID)
			continue
		}
		got := func(name string) string { return cell(t, nodes.Table, name, row) }
		for name, want := range map[string]string{
			"account": m.Account, "region": m.Region, "managed": fmt.Sprint(m.Managed),
			"patchBucket": m.bucket(truth), "associationStatus": m.associationStatus(), "name": m.displayName(),
			"tag:Owner": m.Tags["Owner"], "missingCount": m.missing(),
		} {
			if got(name) != want {
				t.Errorf("%s (%s): %s is %q, want %q (%s)", m.NodeID, m.Kind, name, got(name), want, got("patchReason"))
			}
		}
		if want := m.provider(); got("provider") != want && got("provider") != providerUnknown {
			t.Errorf("%s: provider is %s by %s, want %s", m.NodeID, got("provider"), got("providerRule"), want)
		}
	}

	associations, err := fleet.Associations(ctx, Need{})
	expectRows(t, "associations", associations, err, len(truth.Associations))
	activations, err := fleet.Activations(ctx, Need{})
	expectRows(t, "activations", activations, err, len(truth.Activations))
	checks, err := fleet.Check(ctx)
	if err != nil || len(checks) != len(truth.Accounts) {
		t.Fatalf("check: %v, %v", checks, err)
	}
	for _, check := range checks {
		if check.Err != nil || !strings.Contains(check.ARN, check.ID) || len(check.Refused) > 0 || len(check.Regions) == 0 {
			t.Errorf("check: %+v", check)
		}
	}
	checkDetails(ctx, t, fleet, address, truth)
}

// checkDetails looks at one node that misses patches.
func checkDetails(ctx context.Context, t *testing.T, fleet *Fleet, address string, truth simulated) {
	for _, m := range truth.Machines {
		if m.SSM == nil || m.SSM.Patch == nil || m.SSM.Patch.Counts["Missing"] == 0 {
			continue
		}
		response, err := http.Get(address + "/__truth?nodeId=" + m.NodeID)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		var node struct {
			Patches  []struct{ State string }
			Software []struct{ Name string }
		}
		if err := json.NewDecoder(response.Body).Decode(&node); err != nil {
			t.Fatal(err)
		}
		patches, err := fleet.Patches(ctx, m.NodeID)
		expectRows(t, "patches of "+m.NodeID, patches, err, len(node.Patches))
		missing := 0
		for row := range patches.Table.Rows() {
			if cell(t, patches.Table, "state", row) == "Missing" {
				missing++
				if installed := cell(t, patches.Table, "installedTime", row); installed != "" {
					t.Errorf("a missing patch was installed at %s", installed)
				}
			}
		}
		if missing != m.SSM.Patch.Counts["Missing"] {
			t.Errorf("%d missing patches, want %d", missing, m.SSM.Patch.Counts["Missing"])
		}
		software, err := fleet.Software(ctx, m.NodeID)
		expectRows(t, "software of "+m.NodeID, software, err, len(node.Software))
		associations, err := fleet.NodeAssociations(ctx, m.NodeID)
		expectRows(t, "associations of "+m.NodeID, associations, err, len(m.SSM.Associations))
		return
	}
	t.Error("no node of the estate misses a patch")
}

// The rules of the buckets once more, from the estate's facts, so that the two can disagree.
func (m simulatedMachine) bucket(truth simulated) string {
	if m.SSM == nil || m.SSM.Patch == nil {
		return "neverReported"
	}
	counts := m.SSM.Patch.Counts
	for _, flaw := range []struct{ state, bucket string }{
		{"Failed", "failed"}, {"Missing", "missing"}, {"InstalledRejected", "rejected"}, {"InstalledPendingReboot", "pendingReboot"},
	} {
		if counts[flaw.state] > 0 {
			return flaw.bucket
		}
	}
	for _, b := range truth.Baselines {
		if b.BaselineID == m.SSM.Patch.BaselineID && counts["AvailableSecurityUpdate"] > 0 &&
			b.AvailableSecurityUpdatesComplianceStatus == "NON_COMPLIANT" {
			return "securityAvailable"
		}
	}
	return "compliant"
}

func (m simulatedMachine) missing() string {
	if m.SSM == nil || m.SSM.Patch == nil {
		return ""
	}
	return fmt.Sprint(m.SSM.Patch.Counts["Missing"])
}

func (m simulatedMachine) associationStatus() string {
	if m.SSM == nil || len(m.SSM.Associations) == 0 {
		return "None"
	}
	for _, worst := range []string{"Failed", "Pending"} {
		for _, a := range m.SSM.Associations {
			if a.Status == worst {
				return worst
			}
		}
	}
	return "Success"
}

func (m simulatedMachine) displayName() string {
	if name := m.Tags["Name"]; name != "" && strings.HasPrefix(m.NodeID, "i-") {
		return name
	}
	if m.SSM == nil {
		return m.NodeID
	}
	if parts := strings.Split(m.Names.ComputerName, ":"); len(parts) == 3 {
		return parts[2]
	}
	return m.Names.ComputerName
}

func (m simulatedMachine) provider() string {
	return map[string]string{"ec2": "AWS", "onPremises": "On-premises", "azure": "Azure", "gcp": "GCP", "edge": "Edge"}[m.Kind]
}

func expectRows(t *testing.T, what string, reading Reading, err error, want int) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if got := reading.Table.Rows(); got != want {
		t.Errorf("%s: %d, want %d", what, got, want)
	}
}

func rowsBy(t *testing.T, table *columns.Table, name string) map[string]int {
	t.Helper()
	rows := map[string]int{}
	for row := range table.Rows() {
		id := cell(t, table, name, row)
		if _, twice := rows[id]; twice {
			t.Errorf("%s %q is there twice", name, id)
		}
		rows[id] = row
	}
	return rows
}

// cell writes a value of a table as text; no value is the empty string.
func cell(t *testing.T, table *columns.Table, name string, row int) string {
	t.Helper()
	column, ok := table.Column(name)
	if !ok {
		t.Fatalf("there is no column %s", name)
	}
	if !column.Has(row) {
		return ""
	}
	switch column.Kind() {
	case columns.String:
		return column.String(row)
	case columns.Number:
		return fmt.Sprint(column.Number(row))
	case columns.Boolean:
		return fmt.Sprint(column.Bool(row))
	default:
		return column.Time(row).Format(time.RFC3339)
	}
}
