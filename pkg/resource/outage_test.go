package resource

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

func failedTarget(account, region, api string, cause *awsapi.Error) fleet.TargetStatus {
	t := target(account, api, fleet.Failed)
	t.Region, t.Failure.Cause = region, cause
	return t
}

func TestOneReasonIsToldOnce(t *testing.T) {
	// Each call that fails for it makes an error of its own.
	role := func() *awsapi.Error {
		return &awsapi.Error{Kind: awsapi.Refused, Operation: awsapi.Operation{Service: "sts", Name: "AssumeRole"}, Message: "sts:AssumeRole is refused for role Reader"}
	}
	waiting := failedTarget("222233334444", "eu-west-1", "DescribeInstancePatchStates", role())
	waiting.Failure.WaitsFor = "DescribeInstanceProperties"
	found := failures([]fleet.TargetStatus{
		waiting,
		failedTarget("222233334444", "eu-west-1", "DescribeInstanceProperties", role()),
		failedTarget("222233334444", "us-east-1", "DescribeInstanceProperties", role()),
		failedTarget("111122223333", "us-east-1", "DescribeInstanceProperties", &awsapi.Error{Message: "the endpoint does not answer."}),
	})
	require.Equal(t, "DescribeInstanceProperties in eu-west-1, us-east-1 of staging (222233334444) since 11:00 UTC: sts:AssumeRole is refused for role Reader; "+
		"DescribeInstanceProperties in us-east-1 of production (111122223333) since 11:00 UTC: the endpoint does not answer.", found.words(noon))
}

// A text that ends like another is no proof that the one comes from the other.
func TestReasonsAreToldApartByMoreThanTheirWords(t *testing.T) {
	down := func(operation string) *awsapi.Error {
		return &awsapi.Error{Kind: awsapi.Other, Operation: awsapi.Operation{Service: "ssm", Name: operation}, Message: "down"}
	}
	found := failures([]fleet.TargetStatus{
		failedTarget("111122223333", "eu-west-1", "ListAssociations", down("ListAssociations")),
		failedTarget("111122223333", "eu-west-1", "DescribeActivations", down("DescribeActivations")),
		failedTarget("222233334444", "eu-west-1", "DescribeActivations", down("DescribeActivations")),
	})
	require.Equal(t, "ListAssociations in eu-west-1 of production (111122223333) since 11:00 UTC: down; "+
		"DescribeActivations in eu-west-1 of production (111122223333) since 11:00 UTC: down; "+
		"DescribeActivations in eu-west-1 of staging (222233334444) since 11:00 UTC: down.", found.words(noon))
}

func TestWhatWaitsAloneNamesItself(t *testing.T) {
	waiting := failedTarget("111122223333", "eu-west-1", "DescribeInstancePatchStates", &awsapi.Error{Message: "down"})
	waiting.Failure.WaitsFor = "DescribeInstanceProperties"
	require.Equal(t, "DescribeInstancePatchStates in eu-west-1 of production (111122223333) since 11:00 UTC: down.",
		failures([]fleet.TargetStatus{waiting}).words(noon))
}

func TestThreeReasonsAreToldAndTheRestCounted(t *testing.T) {
	var targets []fleet.TargetStatus
	for i := range 5 {
		targets = append(targets, failedTarget("111122223333", "eu-west-1", "DescribeInstanceProperties", &awsapi.Error{Message: fmt.Sprintf("reason %d", i)}))
	}
	words := failures(targets).words(noon)
	require.Contains(t, words, "reason 2; and 2 more; resource targets lists them all.")
	require.NotContains(t, words, "reason 3")
}

func TestAnOutageBeganWithItsFirstFailure(t *testing.T) {
	down := &awsapi.Error{Message: "down"}
	failing := func(region string, since, asOf time.Time) fleet.TargetStatus {
		s := failedTarget("111122223333", region, "DescribeInstances", down)
		s.Failure.Since, s.AsOf = since, asOf
		return s
	}
	first, later := noon.Add(-3*time.Hour), noon.Add(-time.Hour)
	oldest, newer := noon.Add(-9*time.Hour), noon.Add(-4*time.Hour)
	never := time.Time{}
	for _, targets := range [][]fleet.TargetStatus{
		{failing("eu-west-1", later, newer), failing("us-east-1", first, oldest), failing("us-west-2", later, never)},
		{failing("us-west-2", later, never), failing("us-east-1", first, oldest), failing("eu-west-1", later, newer)},
	} {
		found := failures(targets)
		require.Len(t, found, 1)
		require.Equal(t, 3, found[0].targets)
		require.Len(t, found[0].regions, 3)
		require.Equal(t, []string{"DescribeInstances"}, found[0].apis, "once")
		require.Equal(t, first, found[0].since)
		require.Equal(t, oldest, found[0].lastRead, "the oldest of the readings that stand in")
	}
}

func TestWhatTellsTheCauseOfATargetThatWaits(t *testing.T) {
	const list, states, baselines = "DescribeInstanceProperties", "DescribeInstancePatchStates", "GetPatchBaseline"
	down := func() *awsapi.Error { return &awsapi.Error{Message: "down"} }
	waiting := func(api, on string) fleet.TargetStatus {
		s := failedTarget("111122223333", "eu-west-1", api, down())
		s.Failure.WaitsFor = on
		return s
	}
	for name, test := range map[string]struct {
		other fleet.TargetStatus
		tells bool
	}{
		"what it waits for":                         {failedTarget("111122223333", "eu-west-1", list, down()), true},
		"another that the cause hits":               {failedTarget("111122223333", "eu-west-1", "DescribeInstances", down()), true},
		"what it waits for, though it waits, too":   {waiting(list, "DescribeInstances"), true},
		"another that waits":                        {waiting(baselines, states), false},
		"what it waits for failed by another cause": {failedTarget("111122223333", "eu-west-1", list, &awsapi.Error{Message: "refused"}), false},
		"of another Region":                         {failedTarget("111122223333", "us-east-1", list, down()), false},
		"of another account":                        {failedTarget("222233334444", "eu-west-1", list, down()), false},
		"itself":                                    {waiting(states, list), false},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, test.tells, causedBy([]fleet.TargetStatus{test.other}, waiting(states, list)))
		})
	}

	// The node list has come back, and those that waited for it have not been read again yet.
	found := failures([]fleet.TargetStatus{waiting(baselines, states), waiting(states, list)})
	require.Len(t, found, 1)
	require.Equal(t, []string{states}, found[0].apis)
	require.Equal(t, 2, found[0].targets)
}

func TestAccountsAreNamedAsPeopleKnowThem(t *testing.T) {
	of := func(name, id string) fleet.TargetStatus {
		return fleet.TargetStatus{Target: fleet.Target{AccountName: name, Account: id}}
	}
	require.Equal(t, "production (111122223333)", accountWords(of("production", "111122223333")))
	require.Equal(t, "111122223333", accountWords(of("111122223333", "111122223333")))
	require.Contains(t, accountWords(of("", "")), "credentials")
}

func TestTimesOfAnotherDaySayWhichInUTC(t *testing.T) {
	east := time.FixedZone("", 14*3600)
	for written, moment := range map[string]time.Time{
		"12:00 UTC":            noon.In(east), // the 21st, there
		"00:00 UTC":            noon.Add(-12 * time.Hour),
		"2026-11-19 23:59 UTC": noon.Add(-12*time.Hour - time.Minute),
		"2026-11-21 00:00 UTC": noon.Add(12 * time.Hour),
	} {
		require.Equal(t, written, clock(moment, noon))
		require.Equal(t, written, clock(moment, noon.In(east)))
	}
}
