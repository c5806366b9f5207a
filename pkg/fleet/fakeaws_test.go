package fleet

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/grafana/grafana-plugin-sdk-go/backend"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// callerIdentity is STS's answer for the credentials of the tests.
const callerIdentity = `<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account>` +
	`<Arn>arn:aws:iam::111122223333:user/reader</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>`

// fakeAWS answers operations as a test wants them, for what the simulator would never do. An operation without a handler
// gives an empty list.
type fakeAWS struct {
	*httptest.Server
	mu       sync.Mutex
	handlers map[string]func(input map[string]any) (status int, answer any)
	calls    map[string]int
}

func newFakeAWS(t *testing.T) *fakeAWS {
	f := &fakeAWS{handlers: map[string]func(map[string]any) (int, any){}, calls: map[string]int{}}
	f.Server = httptest.NewServer(http.HandlerFunc(f.serve))
	t.Cleanup(f.Close)
	return f
}

// on sets the answer of an operation: the JSON body, or for EC2 and STS the XML.
func (f *fakeAWS) on(operation string, answer func(input map[string]any) (status int, answer any)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.handlers[operation] = answer
}

func (f *fakeAWS) called(operation string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[operation]
}

func (f *fakeAWS) serve(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	input := map[string]any{}
	_, operation, isJSON := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
	if isJSON {
		_ = json.Unmarshal(body, &input)
	} else {
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		operation = r.FormValue("Action")
	}
	f.mu.Lock()
	f.calls[operation]++
	handler := f.handlers[operation]
	f.mu.Unlock()
	status, answer := http.StatusOK, any(map[string]any{emptyLists[operation]: []any{}})
	switch operation {
	case "GetCallerIdentity":
		answer = callerIdentity
	case "DescribeInstances":
		answer = `<DescribeInstancesResponse/>`
	case "DescribeAlarms":
		answer = `<DescribeAlarmsResponse><DescribeAlarmsResult/></DescribeAlarmsResponse>`
	case "GetDocument":
		answer = map[string]any{"Name": "SSM-SessionManagerRunShell", "Content": "{}"}
	case "GetServiceSetting":
		answer = map[string]any{"ServiceSetting": map[string]any{"SettingId": input["SettingId"], "SettingValue": "standard", "Status": "Default"}}
	case "GetPatchBaseline":
		answer = map[string]any{"BaselineId": "pb-0123456789abcdef0"}
	}
	if handler != nil {
		status, answer = handler(input)
	}
	w.Header().Set("X-Amzn-RequestId", "1b2c3d4e-0000-0000-0000-000000000000")
	if xml, ok := answer.(string); ok {
		w.Header().Set("Content-Type", "text/xml")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, xml)
		return
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(answer)
}

// emptyLists are the members in which AWS gives what an operation lists, where there is nothing, too.
var emptyLists = map[string]string{
	"DescribeAssociationExecutions": "AssociationExecutions", "DescribeAssociationExecutionTargets": "AssociationExecutionTargets",
	"ListCommandInvocations": "CommandInvocations", "DescribeAutomationStepExecutions": "StepExecutions",
	"DescribeMaintenanceWindowSchedule": "ScheduledWindowExecutions", "DescribeMaintenanceWindowTargets": "Targets", "DescribeMaintenanceWindowTasks": "Tasks",
	"DescribeOpsItems": "OpsItemSummaries",
	"ListCommands":     "Commands", "DescribeAutomationExecutions": "AutomationExecutionMetadataList", "DescribeSessions": "Sessions",
	"ListCloudConnectors": "CloudConnectors", "ListResourceDataSync": "ResourceDataSyncItems",
	"DescribeInstanceProperties": "InstanceProperties", "DescribeInstanceInformation": "InstanceInformationList",
	"DescribeInstancePatchStates": "InstancePatchStates", "ListResourceComplianceSummaries": "ResourceComplianceSummaryItems",
	"ListAssociations": "Associations", "DescribeActivations": "ActivationList", "GetResources": "ResourceTagMappingList",
	"ListDocuments": "DocumentIdentifiers", "DescribePatchGroups": "Mappings", "DescribeInstancePatches": "Patches",
	"DescribePatchBaselines":             "BaselineIdentities",
	"ListComplianceSummaries":            "ComplianceSummaryItems",
	"ListComplianceItems":                "ComplianceItems",
	"DescribeParameters":                 "Parameters",
	"DescribeMaintenanceWindows":         "WindowIdentities",
	"DescribeInstanceAssociationsStatus": "InstanceAssociationStatusInfos", "ListInventoryEntries": "Entries",
	"GetInventory": "Entities",
	"ListNodes":    "Nodes",
}

// inRegion has an operation answered in one Region as another one, which may be of the test's own naming.
func inRegion(f *fakeAWS, region, operation, as string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// The signature names the Region.
		service, called, _ := strings.Cut(r.Header.Get("X-Amz-Target"), ".")
		if called == operation && strings.Contains(r.Header.Get("Authorization"), "/"+region+"/") {
			r.Header.Set("X-Amz-Target", service+"."+as)
		}
		f.serve(w, r)
	})
}

// down answers as AWS does where it is at fault.
func down(map[string]any) (int, any) {
	return http.StatusBadRequest, map[string]any{"__type": "SomethingElse", "message": "down"}
}

// refuse has an operation answer as IAM does where a permission is missing.
func (f *fakeAWS) refuse(operation string) {
	f.on(operation, func(map[string]any) (int, any) {
		said := fmt.Sprintf("User: arn:aws:iam::111122223333:user/reader is not authorized to perform: ssm:%s on resource: * "+
			"because no identity-based policy allows the ssm:%s action", operation, operation)
		if operation == "DescribeAlarms" { // CloudWatch's
			return http.StatusForbidden, `<ErrorResponse><Error><Code>AccessDenied</Code><Message>` + said + `</Message></Error></ErrorResponse>`
		}
		return http.StatusBadRequest, map[string]any{"__type": "AccessDeniedException", "Message": said}
	})
}

// serveNodes has so many nodes listed, on one page.
func (f *fakeAWS) serveNodes(count int) {
	f.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, count)}
	})
}

func fakeNodes(from, to int) []map[string]any {
	nodes := []map[string]any{}
	for i := from; i < to; i++ {
		nodes = append(nodes, map[string]any{"InstanceId": fakeID(i), "PingStatus": "Online", "ResourceType": "EC2Instance"})
	}
	return nodes
}

// fakeState is the patch state of a node without a flaw.
func fakeState(i int) map[string]any {
	return map[string]any{
		"InstanceId": fakeID(i), "PatchGroup": "", "BaselineId": "pb-1", "Operation": "Scan", "OperationStartTime": 1.7e9, "OperationEndTime": 1.7e9,
		"MissingCount": 0, "FailedCount": 0, "InstalledRejectedCount": 0, "InstalledPendingRebootCount": 0,
	}
}

func fakeID(i int) string { return fmt.Sprintf("i-%017x", i) }

// settings read the account of the fake in one Region, without haste or rest.
func (f *fakeAWS) settings(t *testing.T, more map[string]any) awsapi.Settings {
	t.Helper()
	return settingsOf(t, f.URL, more)
}

// settingsOf is for tests that send nothing, too.
func settingsOf(t *testing.T, endpoint string, more map[string]any) awsapi.Settings {
	t.Helper()
	stored := map[string]any{
		"authType": "keys", "defaultRegion": "eu-west-1", "endpoint": endpoint, "undocumentedRate": 500,
		"accounts": []any{map[string]any{"id": "111122223333", "name": "shop"}},
	}
	for key, value := range more {
		stored[key] = value
	}
	text, err := json.Marshal(stored)
	if err != nil {
		t.Fatal(err)
	}
	settings, err := awsapi.ParseSettings(backend.DataSourceInstanceSettings{
		JSONData: text, DecryptedSecureJSONData: map[string]string{"accessKey": "AKIA", "secretKey": "secret"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return settings
}
