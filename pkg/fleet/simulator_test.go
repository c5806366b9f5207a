package fleet

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

// Every node of the simulated estate, against what the estate knows of it.
func TestFleetAgainstSimulator(t *testing.T) {
	if testing.Short() {
		t.Skip("starts the simulator")
	}
	simulator := simulated.Start(t, "--nodes", "300", "--seed", "7")
	estate, err := simulator.Estate()
	if err != nil {
		t.Fatal(err)
	}
	source, err := simulator.DataSource(estate)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := awsapi.ParseSettings(source)
	if err != nil {
		t.Fatal(err)
	}
	settings.Quota.Undocumented = 15
	fleet := closing(t, settings)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()

	nodes, err := fleet.Read(ctx, "nodes", Need{})
	expectRows(t, "nodes", nodes, err, len(estate.Machines))
	for _, target := range nodes.Targets {
		if target.State != OK || target.AsOf.IsZero() || target.Items > 0 && target.Calls == 0 {
			t.Errorf("target %+v", target)
		}
	}
	rows := rowsBy(t, nodes.Table, "nodeId")
	for _, m := range estate.Machines {
		row, ok := rows[m.NodeID]
		if !ok {
			t.Errorf("%s is missing", m.NodeID)
			continue
		}
		got := func(name string) string { return cell(t, nodes.Table, name, row) }
		for name, want := range map[string]string{
			"account": m.Account, "region": m.Region, "managed": m.ManagedWord(), "name": m.DisplayName(),
			"provider": m.Provider(), "platformType": m.OS.Type, "patchBucket": estate.PatchBucket(m), "missingCount": missing(m),
			"patchReported": m.PatchReported(), "nonCompliantHighCount": nonCompliantHigh(m, got("nonCompliantHighCount")),
			"associationStatus": m.AssociationStatus(), "tag:Owner": m.Tags["Owner"],
			"consoleUrl": m.ConsoleURL(), "sessionUrl": m.SessionURL(),
		} {
			if got(name) != want {
				t.Errorf("%s (%s): %s is %q, want %q (%s)", m.NodeID, m.Kind, name, got(name), want, got("patchReason"))
			}
		}
	}

	associations, err := fleet.Read(ctx, "associations", Need{})
	expectRows(t, "associations", associations, err, len(estate.Associations))
	activations, err := fleet.Read(ctx, "activations", Need{})
	expectRows(t, "activations", activations, err, len(estate.Activations))
	documents, err := fleet.Read(ctx, "documents", Need{})
	var own []string
	for _, d := range estate.Documents {
		if d.Owner != "Amazon" {
			own = append(own, strings.Join([]string{d.Owner, d.Region, d.Name, d.DisplayName}, "/"))
		}
	}
	expectSameRows(t, documents, err, own, "account", "region", "name", "displayName")
	groups, err := fleet.Read(ctx, "patchGroups", Need{})
	var registered []string
	for _, g := range estate.PatchGroups {
		registered = append(registered, strings.Join([]string{g.Account, g.Region, g.PatchGroup, g.BaselineID}, "/"))
	}
	expectSameRows(t, groups, err, registered, "account", "region", "patchGroup", "baselineId")
	checkLists(ctx, t, fleet, estate)
	checkConnections(ctx, t, fleet, estate)
	checkHistories(ctx, t, fleet, estate)
	checks := fleet.Check(ctx)
	if len(checks) != len(estate.Accounts) {
		t.Fatalf("check: %v", checks)
	}
	for _, check := range checks {
		if check.Err != nil || !strings.Contains(check.ARN, check.ID) || len(check.Refused) > 0 || len(check.Regions) == 0 {
			t.Errorf("check: %+v", check)
		}
	}
	checkMissing(ctx, t, fleet, estate)
	checkDetails(ctx, t, fleet, simulator, estate)
	checkSoftware(ctx, t, fleet, simulator, estate)
}

// checkMissing compares what all nodes miss with what the estate knows of each, by both channels of patch results.
func checkMissing(ctx context.Context, t *testing.T, fleet *Fleet, estate simulated.Estate) {
	t.Helper()
	var patches, cves []string
	channels := map[string]bool{}
	for _, m := range estate.Machines {
		open := m.Missing()
		if len(open) == 0 {
			continue
		}
		channel := channelState
		if m.SSM.Patch == nil {
			channel = channelCompliance
		}
		channels[channel] = true
		of := strings.Join([]string{m.Account, m.Region, m.NodeID, m.DisplayName(), m.OS.Type, m.Tags["Owner"], channel, m.PatchReported()}, "/")
		var ids []string
		for _, p := range open {
			patches = append(patches, strings.Join([]string{of, p.KbID, p.State, cmp.Or(p.Severity, "Unspecified"), strings.Join(p.CveIDs, ", ")}, "/"))
			ids = with(ids, p.CveIDs...)
		}
		for _, id := range ids {
			cves = append(cves, of+"/"+id)
		}
	}
	if len(channels) != 2 {
		t.Fatalf("channels %v", channels)
	}
	node := []string{"account", "region", "nodeId", "name", "platformType", "tag:Owner", "patchChannel", "patchReported"}
	answer, err := fleet.Read(ctx, "missingPatches", Need{})
	expectSameRows(t, answer, err, patches, append(slices.Clone(node), "kbId", "state", "severity", "cveIds")...)
	answer, err = fleet.Read(ctx, "missingCves", Need{})
	expectSameRows(t, answer, err, cves, append(slices.Clone(node), "cveId")...)
	for _, target := range answer.Targets {
		if target.State != OK || target.Lacking != "" {
			t.Errorf("%+v", target)
		}
	}
}

// checkSoftware compares who has an application, by its name and by the beginning of it, with what each node has.
func checkSoftware(ctx context.Context, t *testing.T, fleet *Fleet, simulator simulated.Simulator, estate simulated.Estate) {
	t.Helper()
	for asked, has := range map[string]func(name string) bool{
		"openssl":  func(name string) bool { return name == "openssl" },
		"openssl*": func(name string) bool { return strings.HasPrefix(name, "openssl") },
	} {
		var want []string
		for _, m := range estate.Machines {
			if m.SSM == nil {
				continue
			}
			lists, err := simulator.Lists(m.NodeID)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range lists.Software {
				if has(s.Name) {
					want = append(want, strings.Join([]string{m.Account, m.Region, m.NodeID, asked}, "/"))
					break
				}
			}
		}
		answer, err := fleet.Read(ctx, "softwareFleet", Need{Arguments: map[string]string{"software": asked}})
		expectSameRows(t, answer, err, want, "account", "region", "nodeId", "software")
	}
}

// expectSameRows compares rows by some of their columns, in whatever order.
func expectSameRows(t *testing.T, answer Answer, err error, want []string, columns ...string) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	expectLines(t, err, want, linesOf(t, answer, columns...), "")
}

// linesOf writes each row as a line of some of its columns.
func linesOf(t *testing.T, answer Answer, columns ...string) []string {
	t.Helper()
	var lines []string
	for row := range answer.Table.Rows() {
		cells := make([]string, len(columns))
		for i, name := range columns {
			cells[i] = cell(t, answer.Table, name, row)
		}
		lines = append(lines, strings.Join(cells, "/"))
	}
	return lines
}

// expectLines compares those lines that have a part in them, in whatever order.
func expectLines(t *testing.T, err error, want, got []string, part string) {
	t.Helper()
	got = slices.DeleteFunc(got, func(line string) bool { return !strings.Contains(line, part) })
	if err != nil || len(want) == 0 {
		t.Fatalf("%v; %d rows wanted", err, len(want))
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// checkHistories holds what happened in the last week against the estate's truth.
func checkHistories(ctx context.Context, t *testing.T, fleet *Fleet, estate simulated.Estate) {
	t.Helper()
	since := time.Now().AddDate(0, 0, -7)
	var commands, automations, sessions []string
	for _, c := range estate.Commands {
		commands = append(commands, happened(since, c.RequestedAt, c.Account, c.Region, c.CommandID, c.DocumentName)...)
	}
	for _, a := range estate.Automations {
		automations = append(automations, happened(since, a.StartedAt, a.Account, a.Region, a.AutomationExecutionID, a.DocumentName)...)
	}
	for _, s := range estate.Sessions {
		sessions = append(sessions, happened(since, s.StartedAt, s.Account, s.Region, s.SessionID, s.Owner)...)
	}
	for _, history := range []struct {
		resource, start string
		want            []string
		columns         []string
	}{
		{"commands", "requestedDateTime", commands, []string{"account", "region", "commandId", "documentName"}},
		{"automations", "executionStartTime", automations, []string{"account", "region", "automationExecutionId", "documentName"}},
		{"sessions", "startDate", sessions, []string{"account", "region", "sessionId", "owner"}},
	} {
		answer, err := fleet.Read(ctx, history.resource, Need{Since: since})
		if err != nil {
			t.Fatal(err)
		}
		lines := linesOf(t, answer, history.columns...)
		var got []string
		for row, at := range linesOf(t, answer, history.start) {
			if began, err := time.Parse(time.RFC3339, at); err != nil || !began.Before(since) {
				got = append(got, lines[row])
			}
		}
		expectLines(t, err, history.want, got, "")
	}
}

// happened writes a row, if it began since a time; epoch milliseconds are whole seconds on the wire.
func happened(since time.Time, began int64, cells ...string) []string {
	if time.UnixMilli(began).Truncate(time.Second).Before(since) {
		return nil
	}
	return []string{strings.Join(cells, "/")}
}

// checkLists holds the lists that are only read when somebody asks for them against the estate's truth.
func checkLists(ctx context.Context, t *testing.T, fleet *Fleet, estate simulated.Estate) {
	t.Helper()
	windows, err := fleet.Read(ctx, "maintenanceWindows", Need{})
	var scheduled []string
	for _, w := range estate.MaintenanceWindows {
		runs := w.Enabled && w.EndsAt == 0
		scheduled = append(scheduled, fmt.Sprintf("%s/%s/%s/%s/%t/%t", w.Account, w.Region, w.WindowID, w.Name, w.Enabled, runs))
	}
	column, _ := windows.Table.Column("nextExecutionTime")
	var runs []string
	for row := range windows.Table.Rows() {
		if column.Has(row) && time.Until(column.Time(row)) < -time.Minute {
			t.Errorf("%s runs next at %s", cell(t, windows.Table, "name", row), column.Time(row))
		}
		runs = append(runs, fmt.Sprint(column.Has(row)))
	}
	windows.Table.SetLazy("runs", func() columns.Column { return columns.NewStrings(runs) })
	expectSameRows(t, windows, err, scheduled, "account", "region", "windowId", "name", "enabled", "runs")

	next, _ := windows.Table.Column("nextExecutionTime")
	asked := 0
	for row, id := range linesOf(t, windows, "windowId") {
		if runs, err := fleet.Read(ctx, "windowRuns", Need{ID: id}); err != nil {
			t.Error(err)
		} else if next.Has(row) {
			asked++
			first, _ := runs.Table.Column("executionTime")
			if runs.Table.Rows() == 0 || next.Time(row).Sub(first.Time(0)).Abs() > time.Minute && time.Until(next.Time(row)) > time.Minute {
				t.Errorf("%s: %d runs; it runs next at %s", id, runs.Table.Rows(), next.Time(row))
			}
		} else if runs.Table.Rows() > 0 {
			t.Errorf("%s does not run, and has %d runs", id, runs.Table.Rows())
		}
	}
	if asked == 0 {
		t.Error("no window runs")
	}

	parameters, err := fleet.Read(ctx, "parameters", Need{})
	var stored []string
	for _, p := range estate.Parameters {
		configuration := strings.HasPrefix(p.Name, "AmazonCloudWatch-")
		stored = append(stored, fmt.Sprintf("%s/%s/%s/%s/%t", p.Account, p.Region, p.Name, p.Type, configuration))
	}
	expectSameRows(t, parameters, err, stored, "account", "region", "name", "type", "cloudWatchAgentConfiguration")

	baselines, err := fleet.Read(ctx, "patchBaselines", Need{})
	var rules []string
	for _, b := range estate.Baselines {
		rules = append(rules, fmt.Sprintf("%s/%s/%s/%s/%s/%t", b.Account, b.Region, b.BaselineID, b.Name, b.OperatingSystem, b.IsDefault))
	}
	expectSameRows(t, baselines, err, rules, "account", "region", "baselineId", "baselineName", "operatingSystem", "defaultBaseline")
	for row, words := range linesOf(t, baselines, "approvalRules") {
		want := "All patches approved"
		if cell(t, baselines.Table, "operatingSystem", row) == "WINDOWS" {
			want = "CriticalUpdates, SecurityUpdates approved"
		}
		if cell(t, baselines.Table, "defaultBaseline", row) == "true" {
			want += " after 7 days"
		} else {
			want += " at once"
		}
		if words != want {
			t.Errorf("got %q, want %q", words, want)
		}
	}

	summaries, err := fleet.Read(ctx, "complianceSummaries", Need{})
	var patched []string
	for place, count := range verdictCounts(estate) {
		patched = append(patched, fmt.Sprintf("%s/Patch/%d/%d", place, count.good, count.bad))
	}
	expectLines(t, err, patched, linesOf(t, summaries, "account", "region", "complianceType", "compliantCount", "nonCompliantCount"), "/Patch/")
	if custom := linesOf(t, summaries, "complianceType"); !slices.Contains(custom, "Custom:EndpointProtection") {
		t.Errorf("no custom type among %q", custom)
	}
}

// checkConnections does so with what leads out of an account.
func checkConnections(ctx context.Context, t *testing.T, fleet *Fleet, estate simulated.Estate) {
	t.Helper()
	connectors, err := fleet.Read(ctx, "cloudConnectors", Need{})
	var connected []string
	for _, c := range estate.CloudConnectors {
		connected = append(connected, strings.Join([]string{c.Account, c.Region, c.CloudConnectorID, c.DisplayName}, "/"))
	}
	expectSameRows(t, connectors, err, connected, "account", "region", "cloudConnectorId", "displayName")

	syncs, err := fleet.Read(ctx, "resourceDataSyncs", Need{})
	var synced []string
	for _, s := range estate.ResourceDataSyncs {
		synced = append(synced, strings.Join([]string{s.Account, s.Region, s.SyncName, s.Status}, "/"))
	}
	expectSameRows(t, syncs, err, synced, "account", "region", "syncName", "lastStatus")

	tiers, err := fleet.Read(ctx, "hybridTiers", Need{})
	var tiered []string
	for _, a := range estate.Accounts {
		for _, region := range a.Regions {
			tier, status := estate.ActivationTier(a.ID, region)
			hybrid := 0
			for _, m := range estate.Machines {
				if m.Account == a.ID && m.Region == region && m.SSM != nil && m.SSM.ResourceType == "ManagedInstance" {
					hybrid++
				}
			}
			tiered = append(tiered, fmt.Sprintf("%s/%s/%s/%s/%d", a.ID, region, tier, status, hybrid))
		}
	}
	expectSameRows(t, tiers, err, tiered, "account", "region", "tier", "status", "hybridNodes")

	nodes, err := fleet.Read(ctx, "managedNodes", Need{})
	var listed []string
	for _, m := range estate.Machines {
		if isNodeID(m.NodeID) {
			listed = append(listed, fmt.Sprintf("%s/%s/%s/%t", m.Account, m.Region, m.NodeID, m.SSM != nil))
		}
	}
	nodes.Table.SetLazy("isManaged", func() columns.Column {
		words := make([]string, nodes.Table.Rows())
		for row := range words {
			words[row] = fmt.Sprint(cell(t, nodes.Table, "managedStatus", row) == "Managed")
		}
		return columns.NewStrings(words)
	})
	expectSameRows(t, nodes, err, listed, "account", "region", "nodeId", "isManaged")
	for _, target := range nodes.Targets {
		if target.State != OK {
			t.Errorf("%+v", target)
		}
	}

	sessions, err := fleet.Read(ctx, "sessions", Need{Since: time.Now().AddDate(0, 0, -29)})
	logs := map[string]string{}
	for _, d := range estate.Documents {
		if p := d.SessionPreferences; p != nil {
			logs[d.Owner+"/"+d.Region+"/"+d.Name] = p.CloudWatchLogGroupName + "|" + p.S3BucketName
		}
	}
	if err != nil || len(logs) == 0 || sessions.Table.Rows() == 0 {
		t.Fatalf("%v; %d sessions, %d preferences", err, sessions.Table.Rows(), len(logs))
	}
	for row, document := range linesOf(t, sessions, "account", "region", "documentName") {
		want := logs[document]
		if want == "" {
			want = "|" // no shell
		}
		if got := cell(t, sessions.Table, "logGroup", row) + "|" + cell(t, sessions.Table, "logBucket", row); got != want {
			t.Errorf("a session with %s is logged to %s, want %s", document, got, want)
		}
	}

	items, err := fleet.Read(ctx, "opsItems", Need{})
	var work []string
	for _, i := range estate.OpsItems {
		finished := !slices.Contains([]string{"Open", "InProgress", "Scheduled"}, i.Status)
		if !finished || time.Since(time.UnixMilli(i.ModifiedAt)) < 30*24*time.Hour {
			work = append(work, fmt.Sprintf("%s/%s/%s/%s/%t", i.Account, i.Region, i.OpsItemID, i.Status, finished))
		}
	}
	expectSameRows(t, items, err, work, "account", "region", "opsItemId", "status", "finished")
}

type verdictCount struct{ good, bad int }

// verdictCounts counts the nodes of each place by AWS's verdict on their patches, as it follows from the estate's facts.
func verdictCounts(estate simulated.Estate) map[string]verdictCount {
	counts := map[string]verdictCount{}
	for _, m := range estate.Machines {
		if m.SSM == nil || m.SSM.Patch == nil && m.SSM.PatchByAssociation == nil {
			continue
		}
		bad := !slices.Contains([]string{"compliant", "unknown"}, estate.PatchBucket(m))
		if other := m.SSM.PatchByAssociation; other != nil {
			bad = other.Status == "NON_COMPLIANT"
		}
		count := counts[m.Account+"/"+m.Region]
		if bad {
			count.bad++
		} else {
			count.good++
		}
		counts[m.Account+"/"+m.Region] = count
	}
	return counts
}

// checkDetails looks at one node that misses patches.
func checkDetails(ctx context.Context, t *testing.T, fleet *Fleet, simulator simulated.Simulator, estate simulated.Estate) {
	for _, m := range estate.Machines {
		if missing(m) == "" || missing(m) == "0" {
			continue
		}
		lists, err := simulator.Lists(m.NodeID)
		if err != nil {
			t.Fatal(err)
		}
		patches, err := fleet.Read(ctx, "patches", Need{ID: m.NodeID})
		expectRows(t, "patches of "+m.NodeID, patches, err, len(lists.Patches))
		found := 0
		for row := range patches.Table.Rows() {
			if cell(t, patches.Table, "state", row) == "Missing" {
				found++
				if installed := cell(t, patches.Table, "installedTime", row); installed != "" {
					t.Errorf("a missing patch was installed at %s", installed)
				}
			}
		}
		if fmt.Sprint(found) != missing(m) {
			t.Errorf("%d missing patches, want %s", found, missing(m))
		}
		compliance, err := fleet.Read(ctx, "compliance", Need{ID: m.NodeID})
		if err != nil {
			t.Fatal(err)
		}
		found = 0
		for _, line := range linesOf(t, compliance, "complianceType", "status", "details") {
			if strings.HasPrefix(line, "Patch/NON_COMPLIANT/") && strings.Contains(line, "PatchState: Missing") {
				found++
			}
		}
		if fmt.Sprint(found) != missing(m) {
			t.Errorf("%d noncompliant items of missing patches, want %s", found, missing(m))
		}
		software, err := fleet.Read(ctx, "software", Need{ID: m.NodeID})
		expectRows(t, "software of "+m.NodeID, software, err, len(lists.Software))
		inventory, err := fleet.Read(ctx, "inventory", Need{ID: m.NodeID, Arguments: map[string]string{"inventoryType": "AWS:Application"}})
		if err != nil {
			t.Fatal(err)
		}
		var named []string
		for _, s := range lists.Software {
			named = append(named, "Name/"+s.Name)
		}
		expectLines(t, err, named, linesOf(t, inventory, "attribute", "value"), "Name/")
		associations, err := fleet.Read(ctx, "nodeAssociations", Need{ID: m.NodeID})
		expectRows(t, "associations of "+m.NodeID, associations, err, len(m.SSM.Associations))
		return
	}
	t.Error("no node of the estate misses a patch")
}

// nonCompliantHigh is how many noncompliant patches of severity High the compliance summary has of a machine whose summary is
// the other channel's; of others, what is said.
func nonCompliantHigh(m simulated.Machine, said string) string {
	if m.SSM == nil || m.SSM.PatchByAssociation == nil {
		return said
	}
	return fmt.Sprint(m.SSM.PatchByAssociation.NonCompliantBySeverity["High"])
}

// missing is how many patches a machine misses; empty where it was never scanned.
func missing(m simulated.Machine) string {
	if m.SSM == nil || m.SSM.Patch == nil {
		return ""
	}
	return fmt.Sprint(m.SSM.Patch.Counts["Missing"])
}
