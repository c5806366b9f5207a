package fleet

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
)

// daysAgo gives such a moment, in seconds since the start of the tests' time.
func daysAgo(days int) int {
	return int(time.Now().Add(-time.Duration(days)*24*time.Hour).Unix() - second(0).Unix())
}

// on has all nodes listed as of a platform.
func (a *patchedAWS) onPlatform(kind, name, version string) {
	listed := a.handlers["DescribeInstanceProperties"]
	a.fakeAWS.on("DescribeInstanceProperties", func(input map[string]any) (int, any) {
		status, answer := listed(input)
		for _, node := range answer.(map[string]any)["InstanceProperties"].([]map[string]any) {
			node["PlatformType"], node["PlatformName"], node["PlatformVersion"] = kind, name, version
		}
		return status, answer
	})
}

// tellsReleases has AWS list these as available, and gives which patches it was asked for.
func (a *patchedAWS) tellsReleases(patches ...map[string]any) *[]string {
	var asked []string
	a.on("DescribeAvailablePatches", func(input map[string]any) (int, any) {
		a.mu.Lock()
		defer a.mu.Unlock()
		filters := input["Filters"].([]any)
		for _, id := range filters[len(filters)-1].(map[string]any)["Values"].([]any) {
			asked = append(asked, id.(string))
		}
		return http.StatusOK, map[string]any{"Patches": append([]map[string]any{}, patches...)}
	})
	return &asked
}

func update(kb string, daysAgo int) map[string]any {
	return map[string]any{"KbNumber": kb, "ReleaseDate": time.Now().Add(-time.Duration(daysAgo) * 24 * time.Hour).Unix()}
}

// overdue gives a resource's rows: what is overdue, and why.
func (a *patchedAWS) overdue(t *testing.T, resource, id string) map[string][2]string {
	t.Helper()
	need := Need{APIs: []string{patchStated.Name, verdictOf.Name, apiPatches, availableOf.Name}}
	answer, err := a.fleet.Read(t.Context(), resource, need)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][2]string{}
	for row := range answer.Table.Rows() {
		found[cell(t, answer.Table, id, row)] = [2]string{cell(t, answer.Table, "overdue", row), cell(t, answer.Table, "overdueReason", row)}
	}
	return found
}

func expectOverdue(t *testing.T, got map[string][2]string, want map[string][2]string) {
	t.Helper()
	for id, w := range want {
		if g := got[id]; g[0] != w[0] || !strings.Contains(g[1], w[1]) {
			t.Errorf("%s is overdue: %q, %q; want %q, ... %q ...", id, g[0], g[1], w[0], w[1])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d rows, want %d: %q", len(got), len(want), got)
	}
}

func TestAPatchIsOverdueOnceTheDaysOfItsSeverityHavePassed(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.onPlatform("Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348")
	aws.misses(0, daysAgo(20),
		missingPatch("KB1", "Severity", "Critical"), missingPatch("KB2", "Severity", "Important"), missingPatch("KB3", "Severity", "Important"),
		missingPatch("KB4", "Severity", "Low"), missingPatch("KB5"), missingPatch("KB6", "Severity", "Important"), missingPatch("KB7", "Severity", "Important"))
	aws.tellsReleases(update("KB1", 21), update("KB2", 21), update("KB3", 31), update("KB4", 60), update("KB5", 100), update("KB5", 200), update("KB7", 19))
	expectOverdue(t, aws.overdue(t, "missingPatches", "kbId"), map[string][2]string{
		"KB1": {"true", "the first scan that was read; 14 days are allowed for Critical"},
		"KB2": {"false", "30 days are allowed for Important"},
		"KB3": {"", "for how long it was missing before is not known: it was released"},
		"KB4": {"false", "90 days are allowed for Low"},
		"KB5": {"", "90 days are allowed for Unspecified"},
		"KB6": {"", "AWS does not list it among the patches"},
		"KB7": {"", "AWS dates its release"}, // later than the scan that had it
	})
	rows, _ := aws.missing(t, "kbId", "releasedAt")
	if want := "KB5/" + time.Unix(int64(update("KB5", 200)["ReleaseDate"].(int64)), 0).UTC().Format("2006-01-02"); !strings.HasPrefix(rows[4], want) {
		t.Errorf("of several updates by one number the first counts: %s, want %s", rows[4], want)
	}
}

func TestWhatIsNotKnownIsNeverNotOverdue(t *testing.T) {
	for name, test := range map[string]struct {
		prepare func(a *patchedAWS)
		why     string
	}{
		"no release dates of its system": {func(a *patchedAWS) { a.onPlatform("Linux", "Ubuntu", "22.04") }, "AWS tells no release dates for Ubuntu"},
		"nor of one without a name":      {func(*patchedAWS) {}, "AWS tells no release dates for an operating system that is not known"},
		"release dates are refused": {func(a *patchedAWS) {
			a.onPlatform("Windows", "Windows", "10")
			a.refuse("DescribeAvailablePatches")
		}, "when it was released could not be read: ssm:DescribeAvailablePatches is refused"},
		"a release that is none": {func(a *patchedAWS) {
			a.onPlatform("Windows", "Windows", "10")
			a.tellsReleases(map[string]any{"KbNumber": "KB1", "ReleaseDate": 0})
		}, "AWS does not list it"},
	} {
		t.Run(name, func(t *testing.T) {
			aws := newPatchedAWS(t, 1)
			test.prepare(aws)
			aws.misses(0, daysAgo(1), missingPatch("KB1", "Severity", "Critical"))
			expectOverdue(t, aws.overdue(t, "missingPatches", "kbId"), map[string][2]string{"KB1": {"", test.why}})
			expectOverdue(t, aws.overdue(t, "nodes", "nodeId"), map[string][2]string{fakeID(0): {"", "KB1: Missing at least since"}})
		})
	}
}

// A scan that did not have it is as good as a release.
func TestAPatchThatWasSeenToBeginIsNotOverdueYet(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.onPlatform("Linux", "Ubuntu", "22.04")
	aws.misses(0, daysAgo(3))
	aws.overdue(t, "missingPatches", "kbId")
	aws.misses(0, daysAgo(1), missingPatch("openssl", "Severity", "Critical"))
	aws.again(t)
	expectOverdue(t, aws.overdue(t, "missingPatches", "kbId"), map[string][2]string{"openssl": {"false", "Not missing in the scan of"}})
}

func TestThePolicyIsTheFleetsOwn(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.misses(0, daysAgo(3), missingPatch("KB1", "Severity", "High"))
	aws.fleet = closing(t, aws.settings(t, map[string]any{"overdueDays": map[string]any{"critical": 1, "important": 2}}))
	expectOverdue(t, aws.overdue(t, "missingPatches", "kbId"), map[string][2]string{"KB1": {"true", "2 days are allowed for High"}})
}

func TestSeveritiesAreThoseOfAnyVendor(t *testing.T) {
	policy := awsapi.OverdueDays{Critical: 1, Important: 2, Others: 3}
	for severity, want := range map[string]int{
		"Critical": 1, "CRITICAL": 1, "Important": 2, "High": 2, "Medium": 3, "Moderate": 3, "Low": 3, "Unspecified": 3, "": 3, "Criticality": 3,
	} {
		if got := daysFor(policy, severity); got != want {
			t.Errorf("%q: %d days, want %d", severity, got, want)
		}
	}
}

func TestANodeIsOverdueAsSoonAsOneOfItsPatchesIs(t *testing.T) {
	const unknownKB, recentKB, oldKB = "KB-unknown", "KB-recent", "KB-old"
	aws := newPatchedAWS(t, 12)
	aws.onPlatform("Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348")
	aws.tellsReleases(update(recentKB, 5), update(oldKB, 100))
	missing := func(kb string) map[string]any { return missingPatch(kb, "Severity", "Critical") }
	aws.misses(0, daysAgo(20), missing(oldKB), missing(recentKB))
	aws.misses(1, daysAgo(1), missing(recentKB))
	aws.misses(2, daysAgo(1), missing(unknownKB), missing(recentKB))
	aws.misses(3, daysAgo(1), missing(recentKB), missing(unknownKB))
	aws.misses(4, daysAgo(1), missing(oldKB))
	aws.misses(5, daysAgo(1))  // compliant
	aws.misses(6, daysAgo(20)) // compliant then
	aws.misses(7, daysAgo(1))
	aws.states[7]["InstalledPendingRebootCount"] = 1
	delete(aws.states, 8) // never reported
	aws.misses(9, daysAgo(1), missing(recentKB))
	aws.states[9]["MissingCount"] = 3 // more than it lists
	aws.misses(10, daysAgo(1), missing("KB-broken"))
	aws.misses(11, daysAgo(-400)) // compliant, at a time to come
	listed := aws.handlers["DescribeInstancePatches"]
	aws.on("DescribeInstancePatches", func(input map[string]any) (int, any) {
		if numberOf(input["InstanceId"]) == 10 {
			return down(input)
		}
		return listed(input)
	})
	expectOverdue(t, aws.overdue(t, "nodes", "nodeId"), map[string][2]string{
		fakeID(0):  {"true", oldKB + ": Missing at least since"},
		fakeID(1):  {"false", "None of 1 patch missing in the scan of"},
		fakeID(2):  {"", unknownKB + ": Missing at least since"},
		fakeID(3):  {"", unknownKB + ": Missing at least since"},
		fakeID(4):  {"", oldKB + ": Missing at least since"},
		fakeID(5):  {"false", "No patch was missing in the scan of"},
		fakeID(6):  {"", "what has become missing since is not known"},
		fakeID(7):  {"", "it misses no patch, and days are counted of missing ones alone"},
		fakeID(8):  {"", "AWS has neither a patch state nor a patch compliance verdict"},
		fakeID(9):  {"", "AWS lists fewer patches as missing than it counts"},
		fakeID(10): {"", "Which patches it misses could not be read: "},
		fakeID(11): {"", "no end time that can be"},
	})
	answer := nodesOf(t, aws.fleet, Need{APIs: []string{patchStated.Name, apiPatches, availableOf.Name}})
	for row, want := range map[int]bool{0: true, 1: true, 2: false, 4: true, 5: false} {
		if got := cell(t, answer.Table, "oldestMissingReleased", row) != ""; got != want {
			t.Errorf("the release of the oldest patch of node %d is known: %v", row, got)
		}
	}
}

func TestWhatNodesMissIsReadForNodesOnlyWhereItIsAskedFor(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.misses(0, daysAgo(20), missingPatch("KB1"))
	nodesOf(t, aws.fleet, Need{APIs: []string{patchStated.Name, verdictOf.Name}})
	if calls := aws.called("DescribeInstancePatches") + aws.called("DescribeAvailablePatches"); calls != 0 {
		t.Errorf("%d calls", calls)
	}
}

func TestReleasesAreAskedOnce(t *testing.T) {
	aws := newPatchedAWS(t, 3)
	aws.onPlatform("Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348")
	registry := newRegistry(time.Minute)
	aws.fleet = newFleet(t.Context(), aws.settings(t, nil), registry)
	asked := aws.tellsReleases(update("KB1", 5))
	aws.misses(0, daysAgo(1), missingPatch("KB1"), missingPatch("KB2"))
	aws.misses(1, daysAgo(1), missingPatch("KB1"))
	aws.overdue(t, "missingPatches", "kbId")
	again := func() []string {
		aws.mu.Lock()
		*asked = nil
		aws.mu.Unlock()
		aws.again(t)
		target := patchReleases.in(aws.fleet.accounts[0].in("eu-west-1"))
		target.refresh()
		target.await(t.Context())
		aws.mu.Lock()
		defer aws.mu.Unlock()
		return slices.Clone(*asked)
	}
	expectEqual(t, "at first", *asked, "KB1", "KB2")
	aws.misses(1, daysAgo(0)-60, missingPatch("KB1"), missingPatch("KB3"))
	expectEqual(t, "once there is another patch", again(), "KB3")
	expectEqual(t, "once all are known, or AWS doesn't list them", again())

	// The same Region, read with other credentials.
	others := aws.settings(t, nil)
	others.Credentials.SecretKey = "another"
	first := aws.fleet
	aws.fleet = newFleet(t.Context(), others, registry)
	t.Cleanup(func() {
		for _, f := range []*Fleet{first, aws.fleet} {
			f.Close()
			registry.drop(f.accounts[0])
		}
	})
	got := aws.overdue(t, "missingPatches", "kbId")
	if got["KB1"][0] != "false" {
		t.Errorf("%q", got)
	}
	expectEqual(t, "by another account", again())
}

func TestPackagesOfAmazonLinuxAreFoundInTheirVersion(t *testing.T) {
	aws := newPatchedAWS(t, 1)
	aws.onPlatform("Linux", "Amazon Linux", "2")
	of := func(version, arch string, daysAgo int) map[string]any {
		patch := update("", daysAgo)
		patch["Name"], patch["Version"], patch["Release"], patch["Arch"] = "openssl", version, "24", arch
		return patch
	}
	asked := aws.tellsReleases(of("1.0.1", "x86_64", 50), of("1.0.2", "x86_64", 5), of("1.0.2", "aarch64", 7))
	aws.misses(0, daysAgo(1), missingPatch("openssl.x86_64", "Title", "openssl.x86_64:1.0.2-24", "Severity", "Critical"), missingPatch("kernel", "Severity", "Critical"))
	// An earlier version may have been missing before this one.
	expectOverdue(t, aws.overdue(t, "missingPatches", "kbId"), map[string][2]string{
		"openssl.x86_64": {"", "the package may have been missing in an earlier one"},
		"kernel":         {"", "which version of the package is missing is not known"},
	})
	expectEqual(t, "asked", *asked, "openssl")
	rows, _ := aws.missing(t, "kbId", "releasedAt")
	if want := time.Unix(update("", 5)["ReleaseDate"].(int64), 0).UTC().Format("2006-01-02"); !strings.HasPrefix(rows[1], "openssl.x86_64/"+want) && !strings.HasPrefix(rows[0], "openssl.x86_64/"+want) {
		t.Errorf("%q, want a release of %s", rows, want)
	}
}

func TestWhichProductsHaveReleases(t *testing.T) {
	for _, test := range [][4]string{
		{"Windows", "Microsoft Windows Server 2022 Datacenter", "10.0.20348", windowsUpdates},
		{"Linux", "Amazon Linux", "2", "AmazonLinux2.0"}, {"Linux", "Amazon Linux AMI", "2018.03", "AmazonLinux2018.03"},
		{"Linux", "Amazon Linux", "2023", ""}, {"Linux", "Ubuntu", "22.04", ""}, {"MacOS", "macOS", "14.6.1", ""}, {"", "", "", ""},
	} {
		if got := productOf(test[0], test[1], test[2]); got != test[3] {
			t.Errorf("%s %s: %q, want %q", test[1], test[2], got, test[3])
		}
	}
}
