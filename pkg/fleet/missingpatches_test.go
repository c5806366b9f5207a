package fleet

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
)

var apiPatches = patchesOf.Name

// patchedAWS has nodes that miss patches, by their numbers, and takes down whose patches it is asked for.
type patchedAWS struct {
	*fakeAWS
	fleet  *Fleet
	nodes  int
	states map[int]map[string]any
	// patches and items are listed of a node; those of one that isn't there fail with its words.
	patches, items map[int][]map[string]any
	summaries      []any
	asked          []string // "1 Missing", of compliance items "1"
}

func newPatchedAWS(t *testing.T, nodes int) *patchedAWS {
	a := &patchedAWS{fakeAWS: newFakeAWS(t), nodes: nodes, states: map[int]map[string]any{}, patches: map[int][]map[string]any{}, items: map[int][]map[string]any{}, summaries: []any{}}
	for i := range nodes {
		a.states[i] = fakeState(i)
	}
	locked := func(answer func(map[string]any) any) func(map[string]any) (int, any) {
		return func(input map[string]any) (int, any) {
			a.mu.Lock()
			defer a.mu.Unlock()
			return http.StatusOK, answer(input)
		}
	}
	a.on("DescribeInstanceProperties", locked(func(map[string]any) any {
		return map[string]any{"InstanceProperties": fakeNodes(0, a.nodes)}
	}))
	a.on("DescribeInstancePatchStates", locked(func(input map[string]any) any {
		states := []any{}
		for i := range a.nodes {
			if state := a.states[i]; state != nil && slices.Contains(input["InstanceIds"].([]any), any(fakeID(i))) {
				states = append(states, maps.Clone(state))
			}
		}
		return map[string]any{"InstancePatchStates": states}
	}))
	a.on("ListResourceComplianceSummaries", locked(func(map[string]any) any {
		return map[string]any{"ResourceComplianceSummaryItems": a.summaries}
	}))
	a.on("DescribeInstancePatches", locked(func(input map[string]any) any {
		filter := input["Filters"].([]any)[0].(map[string]any)
		state := filter["Values"].([]any)[0]
		i := numberOf(input["InstanceId"])
		a.asked = append(a.asked, fmt.Sprint(i, " ", state))
		found := []any{}
		for _, patch := range a.patches[i] {
			if patch["State"] == state {
				found = append(found, patch)
			}
		}
		return map[string]any{"Patches": found}
	}))
	a.on("ListComplianceItems", locked(func(input map[string]any) any {
		i := numberOf(input["ResourceIds"].([]any)[0])
		a.asked = append(a.asked, fmt.Sprint(i))
		return map[string]any{"ComplianceItems": append([]map[string]any{}, a.items[i]...)}
	}))
	a.fleet = closing(t, a.settings(t, nil))
	return a
}

func numberOf(id any) (i int) {
	_, _ = fmt.Sscanf(strings.TrimPrefix(fmt.Sprint(id), "i-"), "%x", &i)
	return i
}

// misses has a node scanned at a time, in seconds since the start, with these patches missing.
func (a *patchedAWS) misses(i, at int, patches ...map[string]any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	counts := map[any]int{}
	for _, patch := range patches {
		counts[patch["State"]]++
	}
	a.states[i] = fakeState(i)
	a.states[i]["MissingCount"], a.states[i]["FailedCount"], a.states[i]["OperationEndTime"] = counts["Missing"], counts["Failed"], 1.7e9+float64(at)
	a.states[i]["PatchGroup"] = "web"
	a.patches[i] = patches
}

func missingPatch(kb string, more ...string) map[string]any {
	patch := map[string]any{"KBId": kb, "Title": "Title of " + kb, "State": "Missing", "InstalledTime": 0}
	for i := 0; i+1 < len(more); i += 2 {
		patch[more[i]] = more[i+1]
	}
	return patch
}

// again has everything read anew that the nodes' patches hang on, and gives what was asked of single nodes meanwhile.
func (a *patchedAWS) again(t *testing.T) []string {
	t.Helper()
	p := a.fleet.accounts[0].in("eu-west-1")
	a.mu.Lock()
	a.asked = nil
	a.mu.Unlock()
	for _, f := range []anyFeed{nodeLists, verdicts, patchStateBatches, missingPatches} {
		target := p.targets[f.at()]
		target.(interface{ refresh() }).refresh()
		target.await(t.Context())
	}
	return a.askedSoFar()
}

func (a *patchedAWS) askedSoFar() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Sorted(slices.Values(a.asked))
}

// missing gives the rows, by some of their columns, and what their target says.
func (a *patchedAWS) missing(t *testing.T, columns ...string) ([]string, TargetStatus) {
	t.Helper()
	answer, err := a.fleet.Read(t.Context(), "missingPatches", Need{})
	if err != nil {
		t.Fatal(err)
	}
	return linesOf(t, answer, columns...), targetOf(t, answer, apiPatches)
}

func expectEqual(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func TestOnlyNodesWhoseCountsSaySoAreAskedWhatTheyMiss(t *testing.T) {
	aws := newPatchedAWS(t, 60)
	aws.misses(3, 0, missingPatch("KB1", "Severity", "Critical", "Classification", "SecurityUpdates", "CVEIds", "CVE-1,CVE-2"))
	aws.misses(57, 0, missingPatch("KB2", "State", "Failed"), missingPatch("KB1"))
	rows, target := aws.missing(t, "nodeId", "kbId", "title", "state", "severity", "classification", "cveIds", "patchGroup", "baselineId", "patchChannel", "patchReported", "name")
	expectEqual(t, "rows", rows,
		fakeID(3)+"/KB1/Title of KB1/Missing/Critical/SecurityUpdates/CVE-1, CVE-2/web/pb-1/patchState/2023-11-14T22:13:20Z/"+fakeID(3),
		fakeID(57)+"/KB1/Title of KB1/Missing/Unspecified///web/pb-1/patchState/2023-11-14T22:13:20Z/"+fakeID(57),
		fakeID(57)+"/KB2/Title of KB2/Failed/Unspecified///web/pb-1/patchState/2023-11-14T22:13:20Z/"+fakeID(57))
	expectEqual(t, "asked", aws.askedSoFar(), "3 Missing", "57 Failed", "57 Missing")
	if target.State != OK || target.Items != 2 || target.Lacking != "" {
		t.Errorf("%+v", target)
	}
}

func TestANodeIsReadAgainOnlyOnceItWasScannedAnew(t *testing.T) {
	aws := newPatchedAWS(t, 5)
	for i := range 4 {
		aws.misses(i, 0, missingPatch("KB1"))
	}
	aws.missing(t)
	expectEqual(t, "asked though nothing moved", aws.again(t))

	aws.misses(1, 60, missingPatch("KB2"))
	aws.misses(2, 60) // compliant
	aws.misses(4, 60, missingPatch("KB1"))
	expectEqual(t, "asked once two were scanned anew", aws.again(t), "1 Missing", "4 Missing")
	rows, target := aws.missing(t, "nodeId", "kbId")
	expectEqual(t, "rows", rows, fakeID(0)+"/KB1", fakeID(1)+"/KB2", fakeID(3)+"/KB1", fakeID(4)+"/KB1")
	if target.State != OK || target.Items != 4 {
		t.Errorf("%+v", target)
	}
}

// That nothing else is missing is known as of the patch states.
func TestWhatNodesMissIsAsOldAsTheirPatchStates(t *testing.T) {
	aws := newPatchedAWS(t, 2)
	aws.misses(0, 0, missingPatch("KB1"))
	aws.missing(t)
	p := aws.fleet.accounts[0].in("eu-west-1")
	missingPatches.in(p).refresh()
	missingPatches.in(p).await(t.Context())
	states, patches := patchStateBatches.in(p).status(time.Now()), missingPatches.in(p).status(time.Now())
	if patches.State != OK || patches.AsOf.After(states.AsOf) {
		t.Errorf("as of %s, and the patch states as of %s", patches.AsOf, states.AsOf)
	}
}

func TestWhatNodesMissIsReadAgainWhenTheirPatchStatesAre(t *testing.T) {
	aws := newPatchedAWS(t, 2)
	aws.misses(0, 0, missingPatch("KB1"))
	aws.missing(t)
	aws.misses(0, 60, missingPatch("KB2"))
	patchStateBatches.in(aws.fleet.accounts[0].in("eu-west-1")).refresh()
	eventually(t, func() bool {
		rows, _ := aws.missing(t, "kbId")
		return slices.Equal(rows, []string{"KB2"})
	})
	expectEqual(t, "asked", aws.askedSoFar(), "0 Missing", "0 Missing")
}

func TestANodeThatLeftMissesNothing(t *testing.T) {
	aws := newPatchedAWS(t, 3)
	for i := range 3 {
		aws.misses(i, 0, missingPatch("KB1"))
	}
	aws.missing(t)
	aws.mu.Lock()
	aws.nodes = 2
	aws.mu.Unlock()
	eventually(t, func() bool { // a list that shrank is read twice
		expectEqual(t, "asked", aws.again(t))
		rows, target := aws.missing(t, "nodeId")
		return slices.Equal(rows, []string{fakeID(0), fakeID(1)}) && target.Items == 2
	})
}

func TestANodeThatCannotBeReadIsNamedAndTriedAgain(t *testing.T) {
	aws := newPatchedAWS(t, 6)
	for i := range 6 {
		aws.misses(i, 0, missingPatch("KB1"))
	}
	var broken atomic.Bool
	broken.Store(true)
	listed := aws.handlers["DescribeInstancePatches"]
	aws.on("DescribeInstancePatches", func(input map[string]any) (int, any) {
		if numberOf(input["InstanceId"]) < 4 && broken.Load() {
			return http.StatusBadRequest, map[string]any{"__type": "InvalidInstanceId", "message": "no such node"}
		}
		return listed(input)
	})
	rows, target := aws.missing(t, "nodeId")
	expectEqual(t, "rows", rows, fakeID(4), fakeID(5))
	if target.State != OK || !containsAll(target.Lacking, "4 nodes miss", fakeID(0)+", "+fakeID(1)+", "+fakeID(2)+", ...", "no such node") {
		t.Errorf("%+v", target)
	}
	broken.Store(false)
	expectEqual(t, "asked again", aws.again(t), "0 Missing", "1 Missing", "2 Missing", "3 Missing")
	if rows, target = aws.missing(t, "nodeId"); len(rows) != 6 || target.Lacking != "" {
		t.Errorf("%d rows, %+v", len(rows), target)
	}
}

func TestARefusalIsOneForAllNodes(t *testing.T) {
	aws := newPatchedAWS(t, 200)
	for i := range 200 {
		aws.misses(i, 0, missingPatch("KB1"))
	}
	aws.refuse("DescribeInstancePatches")
	rows, target := aws.missing(t, "nodeId")
	if target.State != Failed || target.Failure.Action() != "ssm:DescribeInstancePatches" || len(rows) != 0 {
		t.Errorf("%d rows, %+v", len(rows), target)
	}
	if calls := aws.called("DescribeInstancePatches"); calls > 2*nodesAtOnce {
		t.Errorf("%d calls to be refused", calls)
	}
}

func TestWhereNoNodeCanBeReadTheReadingFails(t *testing.T) {
	aws := newPatchedAWS(t, 200)
	for i := range 200 {
		aws.misses(i, 0, missingPatch("KB1"))
	}
	aws.on("DescribeInstancePatches", down)
	if _, target := aws.missing(t); target.State != Failed || !strings.Contains(target.Failure.Message(), "down") {
		t.Errorf("%+v", target)
	}
	if calls := aws.called("DescribeInstancePatches"); calls > 4*nodesAtOnce {
		t.Errorf("%d calls of operation that is down", calls)
	}
}

// What a reading got before it failed is taken by the next one.
func TestNodesThatWereReadAreNotAskedAgainAfterAFailure(t *testing.T) {
	aws := newPatchedAWS(t, 40)
	for i := range 40 {
		aws.misses(i, 0, missingPatch("KB1"))
	}
	var answers atomic.Int32
	listed := aws.handlers["DescribeInstancePatches"]
	aws.on("DescribeInstancePatches", func(input map[string]any) (int, any) {
		if answers.Add(1) == 30 {
			return http.StatusForbidden, map[string]any{"__type": "AccessDeniedException", "Message": "is not authorized to perform: ssm:DescribeInstancePatches"}
		}
		return listed(input)
	})
	if rows, target := aws.missing(t, "nodeId"); target.State != Failed || len(rows) == 0 {
		t.Fatalf("%d rows, %+v", len(rows), target)
	}
	eventually(t, func() bool {
		rows, target := aws.missing(t, "nodeId")
		return target.State == OK && len(rows) == 40
	})
	asked := aws.askedSoFar()
	// Whose answers were on their way when the reading was stopped are asked for again.
	if once := slices.Compact(slices.Clone(asked)); len(asked)-len(once) >= nodesAtOnce {
		t.Errorf("asked %d times for %d nodes", len(asked), len(once))
	}
}

// complianceItemOf is an item that AWS-RunPatchBaselineAssociation reports.
func complianceItemOf(kb, state string, details ...string) map[string]any {
	item := map[string]any{
		"ComplianceType": "Patch", "Id": kb, "Title": "Title of " + kb, "Status": "NON_COMPLIANT", "Severity": "CRITICAL",
		"Details": map[string]any{"PatchState": state, "PatchGroup": "db", "PatchBaselineId": "pb-2", "PatchSeverity": "Important", "CVEIds": "CVE-3"},
	}
	for i := 0; i+1 < len(details); i += 2 {
		item["Details"].(map[string]any)[details[i]] = details[i+1]
	}
	return item
}

func TestNodesWithoutAPatchStateMissWhatTheirComplianceItemsSay(t *testing.T) {
	aws := newPatchedAWS(t, 4)
	aws.states = map[int]map[string]any{3: fakeState(3)}
	aws.summaries = []any{
		summaryOf(0, "NON_COMPLIANT", time.Unix(1.7e9, 0), 2), summaryOf(1, "COMPLIANT", time.Unix(1.7e9, 0), 0),
		summaryOf(3, "NON_COMPLIANT", time.Unix(1.7e9, 0), 2), // its patch state counts nothing, and decides
	}
	aws.items[0] = []map[string]any{complianceItemOf("KB1", "Missing"), complianceItemOf("KB2", "InstalledPendingReboot")}
	aws.on("ListComplianceItems", expectFilters(t, aws.handlers["ListComplianceItems"], map[string]string{"ComplianceType": "Patch", "Status": "NON_COMPLIANT"}))
	rows, target := aws.missing(t, "nodeId", "kbId", "state", "severity", "cveIds", "patchGroup", "baselineId", "patchChannel", "patchReported")
	expectEqual(t, "rows", rows, fakeID(0)+"/KB1/Missing/Important/CVE-3/db/pb-2/complianceSummary/2023-11-14T22:13:20Z")
	expectEqual(t, "asked", aws.askedSoFar(), "0")
	if target.State != OK || target.Items != 1 {
		t.Errorf("%+v", target)
	}
	expectEqual(t, "asked though nothing moved", aws.again(t))
	aws.mu.Lock()
	aws.summaries[0] = summaryOf(0, "NON_COMPLIANT", time.Unix(1.7e9+60, 0), 2)
	aws.mu.Unlock()
	expectEqual(t, "asked after another execution", aws.again(t), "0")
}

// expectFilters holds the filters of each call against those that there should be.
func expectFilters(t *testing.T, answer func(map[string]any) (int, any), want map[string]string) func(map[string]any) (int, any) {
	return func(input map[string]any) (int, any) {
		got := map[string]string{}
		filters, _ := input["Filters"].([]any)
		for _, f := range filters {
			filter := f.(map[string]any)
			got[filter["Key"].(string)] = fmt.Sprint(filter["Values"].([]any)...)
		}
		if !maps.Equal(got, want) {
			t.Errorf("filters %v, want %v", got, want)
		}
		return answer(input)
	}
}

func TestWithoutComplianceItemsNodesWithPatchStatesAreReadAllTheSame(t *testing.T) {
	for operation, words := range map[string]string{
		"ListComplianceItems":             "1 node misses could not be read (" + fakeID(0) + "): ssm:ListComplianceItems is refused",
		"ListResourceComplianceSummaries": "nodes without a patch state miss is not known: waits for ListResourceComplianceSummaries",
	} {
		aws := newPatchedAWS(t, 2)
		delete(aws.states, 0)
		aws.summaries = []any{summaryOf(0, "NON_COMPLIANT", time.Unix(1.7e9, 0), 2)}
		aws.misses(1, 0, missingPatch("KB1"))
		aws.refuse(operation)
		rows, target := aws.missing(t, "nodeId")
		expectEqual(t, "rows", rows, fakeID(1))
		if target.State != OK || !strings.Contains(target.Lacking, words) {
			t.Errorf("%s: %+v", operation, target)
		}
	}
}

func TestWhatAListOfNodesLacksNobodyMissesAWord(t *testing.T) {
	aws := newPatchedAWS(t, 2)
	aws.misses(1, 0, missingPatch("KB1"))
	aws.refuse("DescribeInstanceProperties")
	aws.on("DescribeInstanceInformation", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"InstanceInformationList": fakeNodes(1, 2)}
	})
	rows, target := aws.missing(t, "nodeId")
	expectEqual(t, "rows", rows, fakeID(1))
	if target.State != OK || !containsAll(target.Lacking, "the node list was read with DescribeInstanceInformation instead", "leaves out stopped") {
		t.Errorf("%+v", target)
	}
	// The whole list is back before the patch states of the nodes that it adds.
	p := aws.fleet.accounts[0].in("eu-west-1")
	whole := tabulateNodes([]property{{InstanceId: awssdk.String(fakeID(0))}, {InstanceId: awssdk.String(fakeID(1))}})
	nodeLists.in(p).mu.Lock()
	nodeLists.in(p).good, nodeLists.in(p).failure = &whole, nil
	nodeLists.in(p).mu.Unlock()
	missingPatches.in(p).refresh()
	if _, target := aws.missing(t); !strings.Contains(target.Lacking, "leaves out stopped") {
		t.Errorf("%+v", target)
	}
}

// A list of nodes that got shorter costs no row before it is known what the nodes that are left miss.
func TestANodeThatIsNotListedAnyMoreHasItsRowsUntilThePatchesAreReadAgain(t *testing.T) {
	aws := newPatchedAWS(t, 2)
	aws.misses(1, 0, missingPatch("KB1"))
	aws.missing(t)
	p := aws.fleet.accounts[0].in("eu-west-1")
	nodeLists.in(p).mu.Lock()
	fewer := tabulateNodes(nil)
	nodeLists.in(p).good = &fewer
	nodeLists.in(p).mu.Unlock()
	p.changed()
	rows, _ := aws.missing(t, "nodeId", "name", "platformType", "kbId")
	expectEqual(t, "rows", rows, fakeID(1)+"/"+fakeID(1)+"//KB1")
}

// Between its patch state and its patches a node may be scanned anew.
func TestCountsThatAreNotListedAreCountedAnew(t *testing.T) {
	aws := newPatchedAWS(t, 3)
	for i := range 3 {
		aws.misses(i, 0, missingPatch("KB1"))
	}
	listed := aws.handlers["DescribeInstancePatches"]
	aws.on("DescribeInstancePatches", func(input map[string]any) (int, any) {
		switch numberOf(input["InstanceId"]) {
		case 1:
			aws.misses(1, 60) // mended
		case 2:
			aws.misses(2, 0)
			aws.states[2]["MissingCount"] = 1 // a count that AWS doesn't list
		}
		return listed(input)
	})
	rows, target := aws.missing(t, "nodeId")
	expectEqual(t, "rows", rows, fakeID(0))
	if target.State != OK || !containsAll(target.Lacking, "1 node misses", fakeID(2), "AWS lists none of the patches that it counts") || strings.Contains(target.Lacking, fakeID(1)) {
		t.Errorf("%+v", target)
	}
}

func TestTheShareOfNodesThatIsReadIsShown(t *testing.T) {
	aws := newPatchedAWS(t, 20)
	for i := range 20 {
		aws.misses(i, 0, missingPatch("KB1"))
	}
	ended := make(chan struct{})
	listed := aws.handlers["DescribeInstancePatches"]
	aws.on("DescribeInstancePatches", func(input map[string]any) (int, any) {
		if numberOf(input["InstanceId"]) >= 8 {
			<-ended
		}
		return listed(input)
	})
	read := func() TargetStatus {
		answer, err := aws.fleet.Read(t.Context(), "missingPatches", Need{Partial: true})
		if err != nil {
			t.Fatal(err)
		}
		return targetOf(t, answer, apiPatches)
	}
	eventually(t, func() bool { return read().Read == 8 })
	if target := read(); target.State != Loading || target.Expected != 20 {
		t.Errorf("%+v", target)
	}
	close(ended)
	if rows, target := aws.missing(t, "nodeId"); target.State != OK || len(rows) != 20 {
		t.Errorf("%d rows, %+v", len(rows), target)
	}
}

func TestEachPatchIsOncePerNodeAndEachCVE(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.misses(0, 0,
		missingPatch("kernel", "Severity", "Low", "CVEIds", "CVE-1 CVE-2"),
		missingPatch("kernel", "Title", "kernel:2", "Severity", "Important", "CVEIds", "CVE-2", "Classification", "Security"),
		missingPatch("glibc", "Severity", "Medium", "CVEIds", "CVE-2", "State", "Failed"), missingPatch("none"))
	rows, _ := aws.missing(t, "kbId", "title", "severity", "classification", "state", "cveIds")
	expectEqual(t, "patches", rows, "kernel/Title of kernel; kernel:2/Important/Security/Missing/CVE-1, CVE-2",
		"none/Title of none/Unspecified//Missing/", "glibc/Title of glibc/Medium//Failed/CVE-2")
	answer, err := aws.fleet.Read(t.Context(), "missingCves", Need{})
	if err != nil {
		t.Fatal(err)
	}
	expectEqual(t, "CVEs", linesOf(t, answer, "cveId", "kbIds", "severity", "classification", "state", "nodeId"),
		"CVE-1/kernel/Important/Security/Missing/"+fakeID(0), "CVE-2/kernel, glibc/Important/Security/Failed/"+fakeID(0))
}

func TestWhatNodesMissIsTextAndNothingElse(t *testing.T) {
	const hostile = `<script>alert(1)</script>{{.}} ' OR 1=1 -- $(reboot)`
	aws := newPatchedAWS(t, 1)
	aws.misses(0, 0, missingPatch(hostile, "Title", hostile, "Severity", hostile, "Classification", hostile))
	rows, _ := aws.missing(t, "kbId", "title", "severity", "classification")
	expectEqual(t, "rows", rows, strings.Join([]string{hostile, hostile, hostile, hostile}, "/"))
}

// AWS's filter is believed as far as it goes.
func TestWhatIsNotMissingIsNotListed(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.misses(0, 0, missingPatch("KB1"))
	aws.on("DescribeInstancePatches", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Patches": []any{missingPatch("KB1", "State", "MISSING"), missingPatch("KB2", "State", "Installed")}}
	})
	rows, _ := aws.missing(t, "kbId", "state")
	expectEqual(t, "rows", rows, "KB1/Missing")
}

func TestTheTagsOfANodeAreThoseOfWhatItMisses(t *testing.T) {
	aws := newPatchedAWS(t, 2)
	aws.misses(1, 0, missingPatch("KB1", "CVEIds", "CVE-1"))
	aws.on("GetResources", func(map[string]any) (int, any) {
		tags := []any{map[string]any{"Key": "Owner", "Value": "web"}, map[string]any{"Key": "Name", "Value": "web-1"}}
		return http.StatusOK, map[string]any{"ResourceTagMappingList": []any{map[string]any{"ResourceARN": "arn:aws:ec2:eu-west-1:1:instance/" + fakeID(1), "Tags": tags}}}
	})
	for _, resource := range []string{"missingPatches", "missingCves"} {
		answer, err := aws.fleet.Read(t.Context(), resource, Need{})
		if err != nil {
			t.Fatal(err)
		}
		expectEqual(t, resource, linesOf(t, answer, "name", "tag:Owner"), "web-1/web")
	}
}

func TestACrawlMayTakeLongerThanOtherReadings(t *testing.T) {
	target := missingPatches.in(onlyAccount(t, settingsOf(t, nowhere, nil)).in("eu-west-1"))
	if target.within <= readingTimeout {
		t.Errorf("it is cut after %s", max(target.within, readingTimeout))
	}
}
