package fleet

import (
	"math"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestWhatAnAssociationTargets(t *testing.T) {
	target := func(key string, values ...string) types.Target {
		return types.Target{Key: aws.String(key), Values: values}
	}
	for want, a := range map[string]association{
		"tag:Stage: production, staging":               {Targets: []types.Target{target("tag:Stage", "production", "staging")}},
		"tag:Stage: production; InstanceIds: i-1, i-2": {Targets: []types.Target{target("tag:Stage", "production"), target("InstanceIds", "i-1", "i-2")}},
		"InstanceIds: i-1":                             {InstanceId: aws.String("i-1")}, // of the first version of associations
		"InstanceIds: i-2":                             {InstanceId: aws.String("i-1"), Targets: []types.Target{target("InstanceIds", "i-2")}},
		"InstanceId: i-1, i-2; RebootOption: NoReboot; InstanceId: i-3": {TargetMaps: []map[string][]string{
			{"RebootOption": {"NoReboot"}, "InstanceId": {"i-1", "i-2"}}, {"InstanceId": {"i-3"}},
		}},
		"": {InstanceId: aws.String("")},
	} {
		if got := associationTargets(&a); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTargetsThatAWSHasNotCountedAreNotZero(t *testing.T) {
	counts := map[string]int32{"Failed": 1, "TimedOut": 2, "Skipped": 4}
	for status, want := range map[string]float64{
		statuses.AssociationFailed: 3, statuses.AssociationSuccess: 0, statuses.AssociationPending: 0, statuses.AssociationUnknown: 4,
	} {
		number := targetCount("name", "label", "means", status, true).number
		if got := number(&association{Overview: &types.AssociationOverview{AssociationStatusAggregatedCount: counts}}); got != want {
			t.Errorf("%s: %v, want %v", status, got, want)
		}
		for _, uncounted := range []association{{}, {Overview: &types.AssociationOverview{Status: aws.String("Success")}}} {
			if got := number(&uncounted); !math.IsNaN(got) {
				t.Errorf("%s of what was not counted: %v", status, got)
			}
		}
	}
}
