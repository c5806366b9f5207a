package resource

import (
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/stretchr/testify/require"

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
	_, since := holdUpAt(noon)(held)
	require.Equal(t, held.ThrottledSince, since)
	require.Contains(t, remarks([]fleet.TargetStatus{held}, holdUpAt(noon)).words(noon), throttled)
	held.ThrottledSince, held.UnansweredSince = time.Time{}, noon.Add(-time.Hour)
	words, _ := holdUpAt(noon)(held)
	require.Empty(t, words, "it is simply being read")
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
