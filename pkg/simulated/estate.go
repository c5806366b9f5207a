package simulated

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Estate is the part of the simulator's GET /__truth that answers are held against.
type Estate struct {
	Accounts []struct {
		ID, Name   string
		Regions    []string
		ReaderRole struct{ ARN, ExternalID string }
	}
	Baselines []struct {
		BaselineID, Name, Account, Region        string
		OperatingSystem                          string
		IsDefault                                bool
		AvailableSecurityUpdatesComplianceStatus string
	}
	Associations []struct{ AssociationID, AssociationName, DocumentName, Account, Region string }
	Activations  []struct{ ActivationID, Account, Region, DefaultInstanceName string }
	// Documents are everybody's: Amazon's own have no Region.
	Documents []struct {
		Name, Owner, Region, DisplayName string
		SessionPreferences               *struct{ CloudWatchLogGroupName, S3BucketName string }
	}
	PatchGroups        []struct{ PatchGroup, Account, Region, BaselineID string }
	Parameters         []struct{ Name, Account, Region, Type string }
	MaintenanceWindows []struct {
		WindowID, Name, Account, Region string
		Enabled                         bool
		EndsAt                          int64 // epoch milliseconds; 0: it has no end
	}
	CloudConnectors   []struct{ CloudConnectorID, Account, Region, DisplayName string }
	ResourceDataSyncs []struct{ SyncName, Account, Region, Status string }
	// ServiceSettings are those that are not as AWS provisioned them.
	ServiceSettings []struct{ SettingID, Account, Region, Value, Status string }
	OpsItems        []struct {
		OpsItemID, Account, Region, Status string
		ModifiedAt                         int64 // epoch milliseconds
	}
	Commands    []Command
	Automations []Automation
	Sessions    []Session
	Machines    []Machine
}

// ActivationTier gives in which tier the hybrid-activated nodes of a place run, and whether people have chosen it.
func (e Estate) ActivationTier(account, region string) (tier, status string) {
	for _, s := range e.ServiceSettings {
		if s.SettingID == "/ssm/managed-instance/activation-tier" && s.Account == account && s.Region == region {
			return s.Value, s.Status
		}
	}
	return "standard", "Default"
}

// Command is one command of Run Command. Times are epoch milliseconds.
type Command struct {
	CommandID, Account, Region, DocumentName, Status string
	RequestedAt                                      int64
}

// Automation is one execution of a runbook.
type Automation struct {
	AutomationExecutionID, Account, Region, DocumentName, Status string
	StartedAt                                                    int64
}

// Session is one session of Session Manager.
type Session struct {
	SessionID, Account, Region, Target, Owner, Status string
	StartedAt                                         int64
}

// Lists are what only the answer about one machine has.
type Lists struct {
	Patches  []struct{ KbID, State string }
	Software []struct{ Name string }
}

// Machine is one machine, as it is and not as any API tells it.
type Machine struct {
	NodeID  string
	Managed bool
	Kind    string // ec2, azure, gcp, onPremises or edge
	Account string
	Region  string
	OS      struct{ Type string }
	Names   struct{ ComputerName string }
	Tags    map[string]string
	Power   struct{ Running bool }
	// Azure is nil where it doesn't run there.
	Azure *struct{ Path, ResourceID string }
	// SSM is nil where SSM doesn't manage it.
	SSM *struct {
		PingStatus   string
		SilentSince  *int64 // epoch milliseconds; nil while its agent is heard
		AgentVersion string
		SourceType   string
		ResourceType string
		Patch        *struct { // nil where it was never scanned
			BaselineID string
			EndedAt    int64          // epoch milliseconds
			Counts     map[string]int // by patch state
			// OpenPatches are those that want attention.
			OpenPatches []OpenPatch
		}
		// PatchByAssociation is nil where AWS-RunPatchBaselineAssociation doesn't scan it.
		PatchByAssociation *struct {
			Status                 string
			ExecutedAt             int64 // epoch milliseconds
			NonCompliantBySeverity map[string]int
			// OpenPatches as those of a patch state: the first of them are noncompliant.
			OpenPatches []OpenPatch
		}
		Associations []struct{ AssociationID, AssociationName, DocumentName, Status string }
	}
}

// OpenPatch is a patch that a machine has not got as it should have it.
type OpenPatch struct {
	KbID, State, Severity string
	CveIDs                []string
}

// Missing gives the patches that AWS says it misses, or failed to install: those of its patch state or, without one, of its
// noncompliant compliance items.
func (m Machine) Missing() []OpenPatch {
	if m.SSM == nil {
		return nil
	}
	var open []OpenPatch
	switch other := m.SSM.PatchByAssociation; {
	case m.SSM.Patch != nil:
		open = m.SSM.Patch.OpenPatches
	case other != nil:
		noncompliant := 0
		for _, count := range other.NonCompliantBySeverity {
			noncompliant += count
		}
		open = other.OpenPatches[:min(noncompliant, len(other.OpenPatches))]
	}
	return slices.DeleteFunc(slices.Clone(open), func(p OpenPatch) bool { return p.State != "Missing" && p.State != "Failed" })
}

// PatchBucket is the bucket that a machine belongs in: the rules of docs/patch-buckets.md once more, from the estate's facts, so
// that the two can disagree.
func (e Estate) PatchBucket(m Machine) string {
	switch {
	case m.SSM == nil && m.Power.Running:
		return "unmanaged"
	case m.SSM == nil:
		return "unknown"
	case !strings.HasPrefix(m.NodeID, "i-") && !strings.HasPrefix(m.NodeID, "mi-"):
		return "unknown"
	case m.SSM.Patch == nil && m.SSM.PatchByAssociation == nil:
		return "neverReported"
	case m.SSM.Patch == nil && m.SSM.PatchByAssociation.Status == "NON_COMPLIANT":
		return "missing"
	case m.SSM.Patch == nil:
		return "compliant"
	}
	counts := m.SSM.Patch.Counts
	for _, flaw := range []struct{ state, bucket string }{
		{"Failed", "failed"}, {"Missing", "missing"}, {"InstalledRejected", "rejected"}, {"InstalledPendingReboot", "pendingReboot"},
	} {
		if counts[flaw.state] > 0 {
			return flaw.bucket
		}
	}
	for _, b := range e.Baselines {
		if b.BaselineID == m.SSM.Patch.BaselineID && counts["AvailableSecurityUpdate"] > 0 &&
			b.AvailableSecurityUpdatesComplianceStatus == "NON_COMPLIANT" {
			return "securityAvailable"
		}
	}
	if other := m.SSM.PatchByAssociation; other != nil && other.Status == "NON_COMPLIANT" {
		return "unknown"
	}
	return "compliant"
}

// PatchReported is when what tells the machine's bucket was reported; empty where nothing was.
func (m Machine) PatchReported() string {
	switch {
	case m.SSM == nil:
		return ""
	case m.SSM.Patch != nil:
		return time.UnixMilli(m.SSM.Patch.EndedAt).UTC().Format(time.RFC3339)
	case m.SSM.PatchByAssociation != nil:
		return time.UnixMilli(m.SSM.PatchByAssociation.ExecutedAt).UTC().Format(time.RFC3339)
	}
	return ""
}

// ManagedWord is true, false, or nothing where it can't be told: whether SSM manages a machine that isn't running.
func (m Machine) ManagedWord() string {
	if !m.Managed && !m.Power.Running {
		return ""
	}
	return fmt.Sprint(m.Managed)
}

// PingStatus is what SSM says of the agent's connection.
func (m Machine) PingStatus() string {
	if m.SSM == nil || m.SSM.PingStatus == "" {
		return "Unknown"
	}
	return m.SSM.PingStatus
}

// DisplayName is what people call a machine.
func (m Machine) DisplayName() string {
	if name := m.Tags["Name"]; name != "" {
		return name
	}
	if m.SSM == nil {
		return m.NodeID
	}
	if parts := strings.Split(m.Names.ComputerName, ":"); len(parts) == 3 && m.SSM.SourceType == "Microsoft.Compute/virtualMachines" {
		return parts[2]
	}
	return m.Names.ComputerName
}

var providers = map[string]string{"ec2": "AWS", "azure": "Azure", "gcp": "GCP", "onPremises": "On-premises", "edge": "Edge"}

// Provider is where a machine runs; of an edge device that was registered by hand, nothing in AWS tells it.
func (m Machine) Provider() string {
	if m.Kind == "edge" && m.SSM.SourceType == "AWS::SSM::ManagedInstance" && m.Tags["provider"] == "" {
		return "Unknown"
	}
	return providers[m.Kind]
}

// ConsoleURL is the machine's page in its own cloud's console, where what SSM tells leads there.
func (m Machine) ConsoleURL() string {
	switch {
	case m.Kind == "ec2":
		return fmt.Sprintf("https://%[1]s.console.aws.amazon.com/ec2/home?region=%[1]s#InstanceDetails:instanceId=%[2]s", m.Region, m.NodeID)
	case m.Azure != nil && m.Azure.Path == "provider":
		return "https://portal.azure.com/#@/resource" + m.Azure.ResourceID
	}
	return ""
}

// SessionURL starts a session on the machine; only an agent that is heard can take one.
func (m Machine) SessionURL() string {
	if m.PingStatus() != "Online" {
		return ""
	}
	return fmt.Sprintf("https://%[1]s.console.aws.amazon.com/systems-manager/session-manager/%[2]s?region=%[1]s", m.Region, m.NodeID)
}

// AssociationStatus is the worst status of a machine's associations. Of one that has none, or that SSM can't be known not to
// manage, AWS says nothing.
func (m Machine) AssociationStatus() string {
	worst := "Unknown"
	switch {
	case m.SSM == nil && m.Power.Running:
		return "None"
	case m.SSM == nil:
		return worst
	}
	for _, words := range [][2]string{{"Success", "Success"}, {"Skipped", "Unknown"}, {"Queued", "Pending"}, {"Pending", "Pending"}, {"Failed", "Failed"}} {
		for _, a := range m.SSM.Associations {
			if a.Status == words[0] {
				worst = words[1]
			}
		}
	}
	return worst
}
