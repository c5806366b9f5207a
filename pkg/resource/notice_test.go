package resource

import (
	"strings"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

func TestOneNoticeOfEachSeverityTheWorstFirst(t *testing.T) {
	e := evidence{
		required: []string{"DescribeInstanceProperties", "DescribeInstances"},
		targets: []fleet.TargetStatus{
			target("111122223333", "DescribeInstanceProperties", fleet.Failed),
			target("111122223333", "DescribeInstances", fleet.Loading),
			target("111122223333", "GetResources", fleet.Failed),
			target("222233334444", "DescribeInstanceProperties", fleet.Stale),
		},
	}
	notices := e.notices(&truncated{Shown: 1000, Total: 12345}, noon)
	require.Len(t, notices, 3)
	for i, want := range []struct {
		severity data.NoticeSeverity
		says     []string
	}{
		{data.NoticeSeverityError, []string{"1 of 4 targets", "DescribeInstanceProperties in eu-west-1 of production"}},
		{data.NoticeSeverityWarning, []string{
			"GetResources in eu-west-1 of production",
			"DescribeInstanceProperties in eu-west-1 of staging", "2026-11-19 10:00 UTC", // since when it can't be read, and what stands in
			"1,000 of 12,345 rows",
		}},
		{data.NoticeSeverityInfo, []string{"1 of 4 targets", "51 of 1,201 items"}},
	} {
		require.Equal(t, want.severity, notices[i].Severity)
		for _, says := range want.says {
			require.Contains(t, notices[i].Text, says)
		}
	}
	require.Empty(t, evidence{targets: evidenceFor(fleet.OK)[:4]}.notices(nil, noon), "nothing to say")
}

func TestWhatIsHeldUpIsNamedBeforeWhatMayWaitForIt(t *testing.T) {
	held := target("111122223333", "ListResourceComplianceSummaries", fleet.Loading)
	held.ThrottledSince = noon.Add(-7 * time.Minute)
	e := evidence{targets: []fleet.TargetStatus{
		target("111122223333", "DescribeInstanceProperties", fleet.Loading),
		target("111122223333", "DescribeInstances", fleet.Loading),
		held,
	}}
	found := remarks(e.loading(), holdUpAt(noon))
	require.Len(t, found, 2)
	require.Equal(t, []string{"ListResourceComplianceSummaries"}, found[0].apis)
	require.Equal(t, held.ThrottledSince, found[0].since)
	require.Equal(t, throttled, found[0].cause)
	require.Equal(t, []string{"DescribeInstanceProperties", "DescribeInstances"}, found[1].apis, "as they stand")
	require.Zero(t, found[1].since)
	require.Empty(t, found[1].cause, "it is simply being read")
}

// A call that hangs is not throttled, though one before it was: both are said, each with its time.
func TestACallThatHangsIsNotToldAsThrottled(t *testing.T) {
	held := target("111122223333", "ListAssociations", fleet.Loading)
	held.ThrottledSince, held.UnansweredSince = noon.Add(-7*time.Minute), noon.Add(-5*time.Minute)
	text := remarks([]fleet.TargetStatus{held}, holdUpAt(noon)).words(noon)
	require.Contains(t, text, "since 11:53 UTC: AWS throttled the calls at first, and has not answered the one that it was sent at 11:55 UTC")
	held.UnansweredSince = noon.Add(-slowAnswer / 2) // the next attempt, on its way
	require.Equal(t, held.ThrottledSince, holdUpAt(noon)(held).since)
	require.Contains(t, remarks([]fleet.TargetStatus{held}, holdUpAt(noon)).words(noon), throttled)
	held.ThrottledSince, held.UnansweredSince = time.Time{}, noon.Add(-time.Hour)
	require.Equal(t, remark{words: "AWS has not answered the call that it was sent: it is tried again", since: held.UnansweredSince}, holdUpAt(noon)(held))
	held.UnansweredSince = noon.Add(-slowAnswer / 2)
	require.Zero(t, holdUpAt(noon)(held), "it is simply being read")
}

// What makes an answer that must be whole an error though every target has a reading, and what a panel is told of it.
func TestWhatIsReadAndNotWhole(t *testing.T) {
	const api = "DescribeInstanceProperties"
	read := func(change func(*fleet.TargetStatus)) fleet.TargetStatus {
		s := target("111122223333", api, fleet.OK)
		s.AsOf, s.Interval = noon.Add(-5*time.Minute), 5*time.Minute
		change(&s)
		return s
	}
	for _, test := range []struct {
		name             string
		status           fleet.TargetStatus
		whole, noticeOf  string // what the error says; what the notice says
		refiningIsEnough bool
	}{
		{"as it should be", read(func(*fleet.TargetStatus) {}), "", "", true},
		{"late", read(func(s *fleet.TargetStatus) { s.State, s.AsOf = fleet.Late, noon.Add(-8*time.Minute) }),
			"", "1 of 1 target is late: DescribeInstanceProperties in eu-west-1 of production (111122223333), last read 11:52 UTC. The last good reading is used instead.", true},
		{"late, as AWS throttles", read(func(s *fleet.TargetStatus) {
			s.State, s.AsOf, s.ThrottledSince = fleet.Late, noon.Add(-11*time.Minute), noon.Add(-9*time.Minute)
		}), "The facts of 1 of 1 target are too old for an answer that must be whole, more than 2 refresh intervals: DescribeInstanceProperties in eu-west-1 of production (111122223333) " +
			"since 11:51 UTC, last read 11:49 UTC: AWS throttles the calls", "1 of 1 target is late: ", false},
		{"known to lack some", read(func(s *fleet.TargetStatus) { s.Lacking = "stopped nodes are left out" }),
			"1 of 1 target is not whole: DescribeInstanceProperties in eu-west-1 of production (111122223333): stopped nodes are left out.", "1 of 1 target is not whole: ", true},
		{"much shorter than it was a while ago", read(func(s *fleet.TargetStatus) {
			s.News = fleet.News{Words: "2 nodes are gone", Since: noon.Add(-11 * time.Minute), Much: true}
		}),
			"", "since 11:49 UTC: 2 nodes are gone.", true},
		{"a little shorter than it was", read(func(s *fleet.TargetStatus) {
			s.News = fleet.News{Words: "2 nodes are gone", Since: noon.Add(-time.Minute)}
		}),
			"", "1 of 1 target is shorter than before, as a second reading agreed: ", true},
		{"much shorter than it was", read(func(s *fleet.TargetStatus) {
			s.News = fleet.News{Words: "2 nodes are gone", Since: noon.Add(-time.Minute), Much: true}
		}),
			"1 of 1 target is much shorter than before, which an answer that must be whole goes by after 2 refresh intervals: ", "1 of 1 target is shorter than before, as a second reading agreed: DescribeInstanceProperties in eu-west-1 of production (111122223333) since 11:59 UTC: 2 nodes are gone.", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := evidence{targets: []fleet.TargetStatus{test.status}, required: []string{api}, oldest: 2}
			expectWords(t, test.whole, e.incomplete(noon))
			var notices []string
			for _, n := range e.notices(nil, noon) {
				notices = append(notices, n.Text)
			}
			if test.noticeOf == "" {
				require.Empty(t, notices)
			} else {
				require.Contains(t, strings.Join(notices, "\n"), test.noticeOf)
			}
			e.required = nil
			if err := e.incomplete(noon); (err == nil) != test.refiningIsEnough {
				t.Errorf("as one that only refines: %v", err)
			}
			e.oldest = 0
			require.NoError(t, e.incomplete(noon), "no bound")
		})
	}
}

func expectWords(t *testing.T, want string, err error) {
	t.Helper()
	if want == "" {
		require.NoError(t, err)
	} else {
		require.ErrorContains(t, err, want)
	}
}

// A first reading that isn't believed yet is on its way, with what speaks against it.
func TestADoubtedFirstReadingSaysWhy(t *testing.T) {
	doubted := target("111122223333", "DescribeInstanceProperties", fleet.Loading)
	doubted.Failure = &fleet.Failure{Cause: &awsapi.Error{Kind: awsapi.Doubtful, Message: "3 nodes are not listed"}, Doubt: true, Since: noon.Add(-time.Minute)}
	e := evidence{targets: []fleet.TargetStatus{doubted}, required: []string{"DescribeInstanceProperties"}}
	require.ErrorContains(t, e.incomplete(noon), "since 11:59 UTC: 3 nodes are not listed")
	require.Contains(t, e.notices(nil, noon)[0].Text, "3 nodes are not listed")
}

// A stale target's note is of the reading that stands in; that it is stale is what there is to say.
func TestANoteIsToldOfGoodReadingsOnly(t *testing.T) {
	stale, good := target("111122223333", "DescribeInstanceProperties", fleet.Stale), target("222233334444", "DescribeInstanceProperties", fleet.OK)
	stale.Note, good.Note = "stopped nodes are left out", "stopped nodes are left out"
	e := evidence{targets: []fleet.TargetStatus{stale, good, target("222233334444", "DescribeInstances", fleet.OK)}}
	require.Equal(t, []fleet.TargetStatus{good}, e.noted())
	require.Len(t, e.targets, 3)
}

func TestSharesAreWrittenAsPeopleSayThem(t *testing.T) {
	one := []fleet.TargetStatus{target("111122223333", "DescribeInstances", fleet.OK)}
	three := evidence{targets: append(one, one[0], one[0])}
	require.Equal(t, "1 of 1 target is", evidence{targets: one}.shareBeing(one))
	require.Equal(t, "1 of 3 targets is", three.shareBeing(one))
	require.Equal(t, "3 of 3 targets are", three.shareBeing(three.targets))
}

func TestABudgetThatIsShortIsToldWhereTargetsAreLookedAt(t *testing.T) {
	short := target("111122223333", "DescribeInstanceProperties", fleet.OK)
	short.Budget = awsapi.Budget{PerHour: 1000, Calls: 900}
	notices := evidence{watched: []fleet.TargetStatus{short, short, target("222233334444", "ListDocuments", fleet.OK)}}.notices(nil, noon)
	require.Len(t, notices, 1)
	require.Equal(t, data.NoticeSeverityWarning, notices[0].Severity)
	require.Equal(t, 1, strings.Count(notices[0].Text, "production (111122223333): 900 of the 1,000 calls that maxCallsPerHour allows"))
	require.Empty(t, evidence{targets: []fleet.TargetStatus{short}}.notices(nil, noon), "a panel whose facts are young enough has nothing to say of it")
}

func TestAReadingThatGivesWayIsLateForAReason(t *testing.T) {
	late := target("111122223333", "DescribeInstanceProperties", fleet.Late)
	late.AsOf, late.GivesWay, late.Budget = noon.Add(-20*time.Minute), true, awsapi.Budget{PerHour: 1000, Calls: 700}
	notices := evidence{targets: []fleet.TargetStatus{late}}.notices(nil, noon)
	require.Contains(t, notices[0].Text, "last read 11:40 UTC: it is read less often, as 700 of the 1,000 calls that maxCallsPerHour allows the account in an hour are made")
}
