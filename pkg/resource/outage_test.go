package resource

import (
	"fmt"
	"testing"

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
