package fleet

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// What a patch state lacks or has beside its zero counts, from the wire to the bucket.
func TestAPatchStateIsGreenOnlyWithAllThatItMustSay(t *testing.T) {
	tests := []struct {
		without []string
		with    map[string]any
		want    string
		reason  string
	}{
		{nil, nil, statuses.Compliant, "No patch is missing"},
		{nil, map[string]any{"FailedCount": 1}, statuses.Failed, ""},
		{nil, map[string]any{"MissingCount": 1}, statuses.Missing, ""},
		{nil, map[string]any{"InstalledRejectedCount": 1}, statuses.Rejected, ""},
		{nil, map[string]any{"InstalledPendingRebootCount": 1}, statuses.PendingReboot, ""},
		{nil, map[string]any{"FailedCount": -1}, statuses.Unknown, "how many patches are failed"},
		{nil, map[string]any{"MissingCount": -1}, statuses.Unknown, "how many patches are missing"},
		{nil, map[string]any{"InstalledRejectedCount": -1}, statuses.Unknown, "how many patches are rejected"},
		{nil, map[string]any{"InstalledPendingRebootCount": -1}, statuses.Unknown, "how many patches are waiting for a reboot"},
		{[]string{"InstalledRejectedCount"}, nil, statuses.Unknown, "rejected"},
		{[]string{"FailedCount", "MissingCount", "InstalledRejectedCount", "InstalledPendingRebootCount"}, nil, statuses.Unknown, "rejected or waiting for a reboot"},
		{nil, map[string]any{"CriticalNonCompliantCount": 3}, statuses.Unknown, "3 critical patches"},
		{nil, map[string]any{"SecurityNonCompliantCount": 2}, statuses.Unknown, "2 security patches"},
		{nil, map[string]any{"OtherNonCompliantCount": 1}, statuses.Unknown, "1 other patches"},
		{nil, map[string]any{"CriticalNonCompliantCount": -1, "SecurityNonCompliantCount": -1, "OtherNonCompliantCount": 0, "AvailableSecurityUpdateCount": -1}, statuses.Compliant, ""},
		{[]string{"OperationEndTime"}, nil, statuses.Unknown, "no end time"},
		{nil, map[string]any{"OperationEndTime": 0}, statuses.Unknown, "no end time"},
		{nil, map[string]any{"OperationEndTime": -62135596800}, statuses.Unknown, "no end time"},
		{nil, map[string]any{"OperationEndTime": 253402300799}, statuses.Unknown, "no end time"},
	}
	aws := newFakeAWS(t)
	aws.serveNodes(len(tests))
	aws.on("DescribeInstancePatchStates", func(map[string]any) (int, any) {
		var states []any
		for i, test := range tests {
			state := fakeState(i)
			maps.Copy(state, test.with)
			for _, member := range test.without {
				delete(state, member)
			}
			states = append(states, state)
		}
		return http.StatusOK, map[string]any{"InstancePatchStates": states}
	})
	table := nodesOf(t, closing(t, aws.settings(t, nil)), Need{}).Table
	rows := rowsBy(t, table, "nodeId")
	for i, test := range tests {
		row := rows[fakeID(i)]
		bucket, reason := cell(t, table, "patchBucket", row), cell(t, table, "patchReason", row)
		if bucket != test.want || !strings.Contains(reason, test.reason) {
			t.Errorf("with %v, without %v: %s (%s), want %s (%s)", test.with, test.without, bucket, reason, test.want, test.reason)
		}
		for column, member := range map[string]string{"failedCount": "FailedCount", "installedRejectedCount": "InstalledRejectedCount", "criticalNonCompliantCount": "CriticalNonCompliantCount"} {
			if count, given := test.with[member]; given && (cell(t, table, column, row) == "") != (count == -1) {
				t.Errorf("%s %v is %q", member, count, cell(t, table, column, row))
			}
		}
	}
}

func TestAnInstanceHasNoAssociationOnlyWhereSSMDoesNotManageIt(t *testing.T) {
	for state, want := range map[string]string{running: statuses.AssociationNone, "stopped": statuses.AssociationUnknown, "pending": statuses.AssociationUnknown} {
		aws := newFakeAWS(t)
		aws.on("DescribeInstances", func(map[string]any) (int, any) {
			return http.StatusOK, strings.Replace(wiredInstance(wiredNode), "<name>running</name>", fmt.Sprintf("<name>%s</name>", state), 1)
		})
		if got := cell(t, nodesOf(t, closing(t, aws.settings(t, nil)), Need{}).Table, "associationStatus", 0); got != want {
			t.Errorf("%s: %q, want %q", state, got, want)
		}
	}
}
