package resource

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/onepane/onepane-fleet-app/pkg/fleet"
)

func failedTarget(account, region, api, why string) fleet.TargetStatus {
	t := target(account, api, fleet.Failed)
	t.Region, t.Error = region, why
	return t
}

func TestOneReasonIsToldOnce(t *testing.T) {
	const role = "sts:AssumeRole is refused for role Reader"
	found := outagesOf([]fleet.TargetStatus{
		failedTarget("222233334444", "eu-west-1", "DescribeInstancePatchStates", "waits for DescribeInstanceProperties: "+role),
		failedTarget("222233334444", "eu-west-1", "DescribeInstanceProperties", role),
		failedTarget("222233334444", "us-east-1", "DescribeInstanceProperties", role),
		failedTarget("111122223333", "us-east-1", "DescribeInstanceProperties", "the endpoint does not answer."),
	})
	require.Equal(t, "DescribeInstanceProperties in eu-west-1, us-east-1 of staging (222233334444) since 11:00 UTC: "+role+"; "+
		"DescribeInstanceProperties in us-east-1 of production (111122223333) since 11:00 UTC: the endpoint does not answer.", found.words(noon))
}

func TestThreeReasonsAreToldAndTheRestCounted(t *testing.T) {
	var targets []fleet.TargetStatus
	for i := range 5 {
		targets = append(targets, failedTarget("111122223333", "eu-west-1", "DescribeInstanceProperties", fmt.Sprintf("reason %d", i)))
	}
	words := outagesOf(targets).words(noon)
	require.Contains(t, words, "reason 2; and 2 more, which resource targets lists.")
	require.NotContains(t, words, "reason 3")
}
