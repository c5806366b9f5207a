package fleet

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// summaryOf is AWS's compliance summary of a node.
func summaryOf(i int, status string, executed time.Time, nonCompliant ...int) map[string]any {
	summary := map[string]any{
		"ComplianceType": "Patch", "ResourceType": "ManagedInstance", "ResourceId": fakeID(i), "Status": status,
		"ExecutionSummary": map[string]any{"ExecutionTime": executed.Unix()},
	}
	if len(nonCompliant) == 2 {
		summary["NonCompliantSummary"] = map[string]any{
			"NonCompliantCount": nonCompliant[0] + nonCompliant[1],
			"SeveritySummary":   map[string]any{"CriticalCount": nonCompliant[0], "HighCount": nonCompliant[1]},
		}
	}
	return summary
}

func TestANodeThatReportsComplianceItemsAloneIsToldByItsVerdict(t *testing.T) {
	now := time.Now()
	yesterday, longAgo := now.Add(-24*time.Hour), now.Add(-30*24*time.Hour)
	aws := newFakeAWS(t)
	aws.serveNodes(7)
	aws.on("DescribeInstancePatchStates", func(map[string]any) (int, any) {
		both := fakeState(5)
		both["OperationEndTime"], both["CriticalNonCompliantCount"] = longAgo.Unix(), 0
		return http.StatusOK, map[string]any{"InstancePatchStates": []any{both}}
	})
	aws.on("ListResourceComplianceSummaries", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"ResourceComplianceSummaryItems": []any{
			summaryOf(0, "NON_COMPLIANT", yesterday, 1, 2), summaryOf(1, "COMPLIANT", yesterday), summaryOf(2, "COMPLIANT", longAgo),
			summaryOf(3, "COMPLIANT", now.Add(time.Hour)), summaryOf(4, "", yesterday), summaryOf(5, "NON_COMPLIANT", yesterday, 4, 0),
		}}
	})
	table := nodesOf(t, closing(t, aws.settings(t, nil)), Need{}).Table
	rows := rowsBy(t, table, "nodeId")
	when := func(moment time.Time) string { return moment.UTC().Format(time.RFC3339) }
	for i, want := range []struct{ bucket, status, channel, reported, stale, reason string }{
		{statuses.Missing, statuses.Missing, channelCompliance, when(yesterday), "false", "AWS's compliance summary of " + yesterday.UTC().Format("2006-01-02 15:04") + " UTC says NON_COMPLIANT: 3 patches noncompliant (1 critical, 2 high); the node has no patch state"},
		{statuses.Compliant, statuses.Compliant, channelCompliance, when(yesterday), "false", "says COMPLIANT"},
		{statuses.Compliant, statuses.Stale, channelCompliance, when(longAgo), "true", "says COMPLIANT"},
		{statuses.Compliant, statuses.Unknown, channelCompliance, when(now.Add(time.Hour)), "", "dated in the future"},
		{statuses.Unknown, statuses.Unknown, channelCompliance, when(yesterday), "false", "gives no verdict"},
		{statuses.Unknown, statuses.Unknown, channelState, when(longAgo), "true", "No patch is missing, failed, rejected or waiting for a reboot, but AWS's compliance summary of"},
		{statuses.NeverReported, statuses.NeverReported, "", "", "", "neither a patch state nor"},
	} {
		row := rows[fakeID(i)]
		got := func(name string) string { return cell(t, table, name, row) }
		for name, value := range map[string]string{
			"patchBucket": want.bucket, "patchStatus": want.status, "patchChannel": want.channel, "patchReported": want.reported, "patchStale": want.stale,
		} {
			if got(name) != value {
				t.Errorf("node %d: %s is %q, want %q (%s)", i, name, got(name), value, got("patchReason"))
			}
		}
		if !strings.Contains(got("patchReason"), want.reason) {
			t.Errorf("node %d: %s, want %s", i, got("patchReason"), want.reason)
		}
		if hasAge := got("patchAge") != ""; hasAge != (want.stale != "") {
			t.Errorf("node %d: patchAge %q", i, got("patchAge"))
		}
	}
	for name, want := range map[string]string{"criticalPatchCount": "1", "nonCompliantCount": "3", "nonCompliantCriticalCount": "1", "nonCompliantHighCount": "2", "nonCompliantLowCount": "0"} {
		if got := cell(t, table, name, rows[fakeID(0)]); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for i, want := range map[int]string{1: "", 5: "0", 6: ""} {
		if got := cell(t, table, "criticalPatchCount", rows[fakeID(i)]); got != want {
			t.Errorf("node %d: criticalPatchCount is %q, want %q", i, got, want)
		}
	}
	if got := cell(t, table, "nonCompliantCount", rows[fakeID(1)]); got != "" {
		t.Errorf("not counted is %q", got)
	}
}

func TestWhileVerdictsAreNotReadNobodyHasNeverReported(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(2)
	release := make(chan struct{})
	aws.on("ListResourceComplianceSummaries", func(input map[string]any) (int, any) {
		if input["NextToken"] == nil {
			return http.StatusOK, map[string]any{"NextToken": "more", "ResourceComplianceSummaryItems": []any{summaryOf(0, "NON_COMPLIANT", time.Now())}}
		}
		<-release
		return http.StatusOK, map[string]any{"ResourceComplianceSummaryItems": []any{}}
	})
	f := closing(t, aws.settings(t, nil))
	nodesOf(t, f, Need{APIs: []string{apiNodes, apiPatchStates}})
	buckets := func(need Need) (first, second, reason string) {
		table := nodesOf(t, f, need).Table
		rows := rowsBy(t, table, "nodeId")
		return cell(t, table, "patchBucket", rows[fakeID(0)]), cell(t, table, "patchBucket", rows[fakeID(1)]), cell(t, table, "patchReason", rows[fakeID(1)])
	}
	part := Need{Partial: true}
	eventually(t, func() bool { first, _, _ := buckets(part); return first == statuses.Missing })
	if _, second, reason := buckets(part); second != statuses.Unknown || !strings.Contains(reason, "compliance summaries have not been read yet") {
		t.Errorf("%s: %s", second, reason)
	}
	close(release)
	if first, second, reason := buckets(Need{}); first != statuses.Missing || second != statuses.NeverReported {
		t.Errorf("%s, %s: %s", first, second, reason)
	}
}

func TestANodeThatCameAfterTheVerdictsMayHaveOne(t *testing.T) {
	aws := newFakeAWS(t)
	aws.serveNodes(1)
	f := closing(t, aws.settings(t, map[string]any{"refresh": map[string]string{"nodes": "50ms"}}))
	before := nodesOf(t, f, Need{}).Table
	if bucket := cell(t, before, "patchBucket", 0); bucket != statuses.NeverReported {
		t.Errorf("while it is read: %s (%s)", bucket, cell(t, before, "patchReason", 0))
	}
	aws.serveNodes(2)
	eventually(t, func() bool { return nodesOf(t, f, Need{}).Table.Rows() == 2 })
	p, err := f.find(t.Context(), fakeID(1))
	if err != nil {
		t.Fatal(err)
	}
	e := nodeEvidenceOf(p.place, "")
	e.states.asked = map[string]bool{fakeID(0): true, fakeID(1): true} // read again sooner than the verdicts
	table := e.table(p)
	for i, want := range []string{"neither a patch state nor", "the node is newer than the last reading of AWS's compliance summaries, at "} {
		if got := cell(t, table, "patchReason", rowsBy(t, table, "nodeId")[fakeID(i)]); !strings.Contains(got, want) {
			t.Errorf("node %d: %s", i, got)
		}
	}
}

func TestVerdictsThatAreReadBeforeTheNodesAreOfThoseNodes(t *testing.T) {
	aws := newFakeAWS(t)
	release := make(chan struct{})
	aws.on("DescribeInstanceProperties", func(map[string]any) (int, any) {
		<-release
		return http.StatusOK, map[string]any{"InstanceProperties": fakeNodes(0, 1)}
	})
	f := closing(t, aws.settings(t, nil))
	nodesOf(t, f, Need{Partial: true})
	eventually(t, func() bool { return aws.called("ListResourceComplianceSummaries") == 1 })
	close(release)
	if bucket := cell(t, nodesOf(t, f, Need{}).Table, "patchBucket", 0); bucket != statuses.NeverReported {
		t.Errorf("bucket %s", bucket)
	}
}
