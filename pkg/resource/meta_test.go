package resource

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

func TestAnAnswerIsAsOldAsItsOldestReading(t *testing.T) {
	at := func(asOf time.Time) fleet.TargetStatus {
		s := target("111122223333", "DescribeInstanceProperties", fleet.OK)
		s.AsOf = asOf
		return s
	}
	never := target("111122223333", "DescribeInstances", fleet.Failed)
	older, newer := noon.Add(-time.Hour), noon.Add(-time.Minute)
	for _, targets := range [][]fleet.TargetStatus{
		{at(older), at(newer), never}, {at(newer), at(older), never}, {never, at(newer), at(older)},
	} {
		require.Equal(t, older.UnixMilli(), *evidence{targets: targets}.meta().AsOf)
	}
	require.Nil(t, evidence{targets: []fleet.TargetStatus{never}}.meta().AsOf, "nothing has been read")
}

func TestMetaTellsOfTheTargetsThatTheAnswerIsMadeOf(t *testing.T) {
	plan := compiled(t, Query{Resource: "nodes", View: CountView, GroupBy: []string{"platformType"}})
	other := target("111122223333", "DescribeInstances", fleet.OK)
	other.Region = "ap-south-1"
	m := plan.evidence(append(evidenceFor(fleet.OK), other, target("111122223333", "DescribeInstances", fleet.Failed))).meta()
	var names []string
	for _, each := range m.Targets {
		names = append(names, each.Account+" "+each.Region+" "+each.API)
	}
	require.Equal(t, []string{
		"111122223333 ap-south-1 DescribeInstances",
		"111122223333 eu-west-1 DescribeInstanceProperties",
		"111122223333 eu-west-1 DescribeInstances",
		"222233334444 eu-west-1 DescribeInstanceProperties",
	}, names, "in one order, without those that it doesn't need")
	since := noon.Add(-time.Hour).UnixMilli()
	require.Equal(t, targetState{
		Account: "111122223333", AccountName: "production", Region: "eu-west-1", API: "DescribeInstances", State: fleet.Failed,
		Error: "ssm:DescribeInstances refused: allow it on Resource *.", ErrorSince: &since, Action: "ssm:DescribeInstances",
	}, m.Targets[2])
	require.Nil(t, m.Targets[0].ErrorSince)
}

func TestProgress(t *testing.T) {
	loading := func(read, expected int) fleet.TargetStatus {
		return fleet.TargetStatus{State: fleet.Loading, Read: read, Expected: expected, Items: 1000}
	}
	for name, test := range map[string]struct {
		targets []fleet.TargetStatus
		want    progress
	}{
		"good and stale readings are whole": {
			[]fleet.TargetStatus{{State: fleet.OK, Items: 7}, {State: fleet.Stale, Items: 5}}, progress{Read: 12, Expected: 12},
		},
		"so far of what is expected":               {[]fleet.TargetStatus{loading(50, 1200)}, progress{Read: 50, Expected: 1200}},
		"nobody knows how many there will be":      {[]fleet.TargetStatus{loading(50, 0)}, progress{Read: 50, Expected: 51}},
		"all that were expected, and not done yet": {[]fleet.TargetStatus{loading(50, 50)}, progress{Read: 50, Expected: 51}},
		"what has not begun isn't whole":           {[]fleet.TargetStatus{loading(0, 0)}, progress{Read: 0, Expected: 1}},
		"what failed is not on its way":            {[]fleet.TargetStatus{{State: fleet.Failed, Read: 3, Expected: 9, Items: 3}}, progress{}},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.want, evidence{targets: test.targets}.meta().Progress)
			require.Equal(t, test.want, evidence{watched: test.targets}.meta().Progress, "of targets that an answer is about, too")
		})
	}
}

func TestAnAnswerIsWholeUnlessWhatItCannotDoWithoutIsMissing(t *testing.T) {
	const nodes, patches = "DescribeInstanceProperties", "DescribeInstancePatchStates"
	for name, test := range map[string]struct {
		required, refining fleet.State
		whole, none        bool
	}{
		"all is read":              {fleet.OK, fleet.OK, true, false},
		"a stale reading counts":   {fleet.Stale, fleet.OK, true, false},
		"a refinement failed":      {fleet.OK, fleet.Failed, true, false},
		"a refinement comes later": {fleet.OK, fleet.Loading, false, false},
		"it comes later":           {fleet.Loading, fleet.OK, false, false},
		"it failed":                {fleet.Failed, fleet.OK, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			e := evidence{
				required: []string{nodes},
				targets:  []fleet.TargetStatus{target("111122223333", nodes, test.required), target("111122223333", patches, test.refining)},
			}
			require.Equal(t, test.whole, e.whole())
			require.Equal(t, test.none, e.none())
		})
	}
}
