package fleet

import (
	"maps"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// second is a moment so many seconds after the start of the tests' time.
func second(at int) time.Time { return time.Unix(1.7e9+int64(at), 0) }

// oneScan is the last scan of a node "n"; none where it ended at no time and says nothing.
func oneScan(says standing, ended time.Time, spells map[string]spell) scans {
	return scans{
		rows: map[string]int32{"n": 0}, spells: spells,
		standing: func(int32) standing { return says }, ended: func(int32) time.Time { return ended },
	}
}

func TestASpellGoesOnUntilAScanSaysOtherwise(t *testing.T) {
	begun := map[string]spell{"n": {since: second(10), after: second(5)}}
	for name, test := range map[string]struct {
		before, now scans
		want        map[string]spell
	}{
		"the first scan":         {scans{}, oneScan(noncompliant, second(10), nil), map[string]spell{"n": {since: second(10)}}},
		"it goes on":             {oneScan(noncompliant, second(10), begun), oneScan(noncompliant, second(20), nil), begun},
		"the same scan again":    {oneScan(noncompliant, second(10), begun), oneScan(noncompliant, second(10), nil), begun},
		"it begins":              {oneScan(clean, second(10), nil), oneScan(noncompliant, second(20), nil), map[string]spell{"n": {since: second(20), after: second(10)}}},
		"nobody can say before":  {oneScan(unsure, second(10), nil), oneScan(noncompliant, second(20), nil), map[string]spell{"n": {since: second(20)}}},
		"it ends":                {oneScan(noncompliant, second(10), begun), oneScan(clean, second(20), nil), nil},
		"nobody can say now":     {oneScan(noncompliant, second(10), begun), oneScan(unsure, second(20), nil), nil},
		"a scan without a time":  {scans{}, oneScan(noncompliant, time.Time{}, nil), map[string]spell{"n": {since: second(100), undated: true}}},
		"a scan in the future":   {scans{}, oneScan(noncompliant, second(101), nil), map[string]spell{"n": {since: second(100), undated: true}}},
		"a clean one in between": {oneScan(clean, second(30), nil), oneScan(noncompliant, second(20), nil), map[string]spell{"n": {since: second(20)}}},
	} {
		if got := test.now.spellsAfter(test.before, second(100)); !maps.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestOnlyWhatCountsNothingIsClean(t *testing.T) {
	for name, test := range map[string]struct {
		change map[string]any
		want   standing
	}{
		"no flaw":                          {nil, clean},
		"missing":                          {map[string]any{"MissingCount": 1}, noncompliant},
		"waiting for a reboot":             {map[string]any{"InstalledPendingRebootCount": 1}, noncompliant},
		"no count":                         {map[string]any{"FailedCount": -1}, unsure},
		"missing, and no count of failed":  {map[string]any{"FailedCount": -1, "MissingCount": 1}, noncompliant},
		"security updates available":       {map[string]any{"AvailableSecurityUpdateCount": 2}, unsure},
		"noncompliant without a flaw":      {map[string]any{"OtherNonCompliantCount": 1}, unsure},
		"no security updates on a Windows": {map[string]any{"AvailableSecurityUpdateCount": 0}, clean},
	} {
		aws := newPatchedAWS(t, 1)
		maps.Copy(aws.states[0], test.change)
		nodesOf(t, aws.fleet, Need{APIs: []string{patchStated.Name}})
		known := patchStateBatches.known(aws.fleet.accounts[0].in("eu-west-1")).scans()
		if got := known.standing(0); got != test.want {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestASpellSaysWhatItIsKnownFrom(t *testing.T) {
	for want, s := range map[string]spell{
		"": {}, statuses.SinceScan: {since: second(1)}, statuses.SinceObserved: {since: second(2), after: second(1)}, statuses.SinceReading: {since: second(2), undated: true},
	} {
		if got := s.knownFrom(); got != want {
			t.Errorf("%+v is known from %q, want %q", s, got, want)
		}
	}
}

// spells gives since when patches are missing, by node and patch.
func (a *patchedAWS) spells(t *testing.T) []string {
	t.Helper()
	rows, _ := a.missing(t, "nodeId", "kbId", "missingSince", "missingSinceFrom", "missingNotBefore")
	return rows
}

func written(at int) string { return second(at).UTC().Format(time.RFC3339) }

func TestAPatchIsMissingSinceTheFirstOfTheScansInARowThatHaveIt(t *testing.T) {
	aws := newPatchedAWS(t, 2)
	aws.misses(0, 0, missingPatch("KB1"))
	expectEqual(t, "the first scan", aws.spells(t), fakeID(0)+"/KB1/"+written(0)+"/scan/")

	aws.misses(0, 60, missingPatch("KB1"), missingPatch("KB2"))
	aws.again(t)
	expectEqual(t, "another one beside it", aws.spells(t), fakeID(0)+"/KB1/"+written(0)+"/scan/", fakeID(0)+"/KB2/"+written(60)+"/observed/"+written(0))

	aws.misses(0, 120, missingPatch("KB2"))
	aws.again(t)
	aws.misses(0, 180, missingPatch("KB1"), missingPatch("KB2"))
	aws.again(t)
	expectEqual(t, "missing again", aws.spells(t), fakeID(0)+"/KB1/"+written(180)+"/observed/"+written(120), fakeID(0)+"/KB2/"+written(60)+"/observed/"+written(0))

	aws.misses(0, 240) // compliant
	aws.again(t)
	aws.misses(0, 300, missingPatch("KB2"))
	aws.again(t)
	expectEqual(t, "missing again after a scan without a flaw", aws.spells(t), fakeID(0)+"/KB2/"+written(300)+"/observed/"+written(240))
}

// The patch states may be read more often than what nodes miss.
func TestAScanWithoutAFlawEndsASpellThoughNobodyReadWhatIsMissingThen(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.misses(0, 0, missingPatch("KB1"))
	aws.spells(t)
	known := missingPatches.known(aws.fleet.accounts[0].in("eu-west-1")).nodes[fakeID(0)]
	now := openPatches{id: fakeID(0), patches: known.patches, scan: patchScan{channel: channelState, ended: second(120), missing: 1}, clean: second(60)}
	now.remember(known, second(200))
	if want := (spell{since: second(120), after: second(60)}); now.spells[0] != want {
		t.Errorf("%+v, want %+v", now.spells[0], want)
	}
}

func TestANodeThatCouldNotBeReadIsRemembered(t *testing.T) {
	aws := newPatchedAWS(t, 2)
	aws.misses(0, 0, missingPatch("KB1"))
	aws.misses(1, 0, missingPatch("KB1"))
	aws.spells(t)
	listed := aws.handlers["DescribeInstancePatches"]
	aws.on("DescribeInstancePatches", func(input map[string]any) (int, any) {
		if numberOf(input["InstanceId"]) == 0 {
			return down(input)
		}
		return listed(input)
	})
	aws.misses(0, 60, missingPatch("KB1"))
	aws.misses(1, 60, missingPatch("KB1"))
	aws.again(t)
	expectEqual(t, "while it can't be read", aws.spells(t), fakeID(1)+"/KB1/"+written(0)+"/scan/")
	aws.on("DescribeInstancePatches", listed)
	aws.again(t)
	expectEqual(t, "once it can", aws.spells(t), fakeID(0)+"/KB1/"+written(0)+"/scan/", fakeID(1)+"/KB1/"+written(0)+"/scan/")
}

// What AWS lists less of than it counts says nothing of what it doesn't list.
func TestAPatchThatAPartOfAListLackedMayHaveBeenMissing(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.misses(0, 0, missingPatch("KB1"))
	aws.states[0]["MissingCount"] = 2
	aws.spells(t)
	aws.misses(0, 60, missingPatch("KB1"), missingPatch("KB2"))
	aws.again(t)
	expectEqual(t, "patches", aws.spells(t), fakeID(0)+"/KB1/"+written(0)+"/scan/", fakeID(0)+"/KB2/"+written(60)+"/scan/")
}

func TestNodesAreNoncompliantSinceTheFirstOfTheScansInARow(t *testing.T) {
	aws := newPatchedAWS(t, 3)
	delete(aws.states, 1)
	aws.misses(0, 0, missingPatch("KB1"))
	aws.summaries = []any{summaryOf(1, "NON_COMPLIANT", second(0), 1, 1)}
	need := Need{APIs: []string{patchStated.Name, verdictOf.Name}}
	since := func() []string {
		return linesOf(t, nodesOf(t, aws.fleet, need), "nodeId", "noncompliantSince", "noncompliantSinceFrom")
	}
	expectEqual(t, "at first", since(), fakeID(0)+"/"+written(0)+"/scan", fakeID(1)+"/"+written(0)+"/scan", fakeID(2)+"//")
	aws.misses(0, 60, missingPatch("KB2"))
	aws.mu.Lock()
	aws.summaries = []any{summaryOf(1, "COMPLIANT", second(60))}
	aws.states[2]["OperationEndTime"] = 1.7e9 + 60
	aws.mu.Unlock()
	aws.again(t)
	expectEqual(t, "one of them mended", since(), fakeID(0)+"/"+written(0)+"/scan", fakeID(1)+"//", fakeID(2)+"//")
	aws.mu.Lock()
	aws.summaries = []any{summaryOf(1, "NON_COMPLIANT", second(120), 1, 1)}
	aws.states[2]["InstalledPendingRebootCount"], aws.states[2]["OperationEndTime"] = 1, 1.7e9+120
	aws.mu.Unlock()
	aws.again(t)
	expectEqual(t, "two begin", since(), fakeID(0)+"/"+written(0)+"/scan", fakeID(1)+"/"+written(120)+"/observed", fakeID(2)+"/"+written(120)+"/observed")
}

func TestSavingTheSettingsForgetsNoSpell(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	registry := newRegistry(time.Minute)
	aws.misses(0, 0, missingPatch("KB1"))
	aws.fleet = newFleet(t.Context(), aws.settings(t, nil), registry)
	aws.spells(t)
	aws.fleet.Close()
	aws.fleet = newFleet(t.Context(), aws.settings(t, map[string]any{"overdueDays": map[string]any{"critical": 3}, "patchStaleAfter": "3d"}), registry)
	t.Cleanup(func() {
		aws.fleet.Close()
		registry.drop(aws.fleet.accounts[0])
	})
	aws.misses(0, 60, missingPatch("KB1"))
	aws.again(t)
	expectEqual(t, "patches", aws.spells(t), fakeID(0)+"/KB1/"+written(0)+"/scan/")
	expectEqual(t, "nodes", linesOf(t, nodesOf(t, aws.fleet, Need{APIs: []string{patchStated.Name}}), "noncompliantSince"), written(0))
}
