package fleet

import (
	"errors"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/aws/smithy-go"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

func TestAssociationStatusOfANode(t *testing.T) {
	overview := func(counts map[string]int32) *types.InstanceAggregatedAssociationOverview {
		return &types.InstanceAggregatedAssociationOverview{InstanceAssociationStatusAggregatedCount: counts}
	}
	for name, test := range map[string]struct {
		node property
		want string
	}{
		"nothing said":            {property{}, statuses.AssociationUnknown},
		"counts of none":          {property{AssociationOverview: overview(nil)}, statuses.AssociationNone},
		"zero counts":             {property{AssociationOverview: overview(map[string]int32{"Success": 0, "Failed": 0})}, statuses.AssociationNone},
		"counts that are none":    {property{AssociationOverview: overview(map[string]int32{"Success": -1})}, statuses.AssociationUnknown},
		"a detailed word alone":   {property{AssociationOverview: &types.InstanceAggregatedAssociationOverview{DetailedStatus: aws.String("Failed")}}, statuses.AssociationUnknown},
		"a word and no counts":    {property{AssociationStatus: aws.String("Success"), AssociationOverview: overview(nil)}, statuses.AssociationSuccess},
		"worse than AWS's word":   {property{AssociationStatus: aws.String("Success"), AssociationOverview: overview(map[string]int32{"Failed": 1})}, statuses.AssociationFailed},
		"skipped beside others":   {property{AssociationStatus: aws.String("Success"), AssociationOverview: overview(map[string]int32{"Success": 3, "Skipped": 1})}, statuses.AssociationUnknown},
		"counts alone":            {property{AssociationOverview: overview(map[string]int32{"Success": 2, "Failed": 1})}, statuses.AssociationFailed},
		"a word alone":            {property{AssociationStatus: aws.String("Failed")}, statuses.AssociationFailed},
		"a word that says little": {property{AssociationStatus: aws.String("Skipped")}, statuses.AssociationUnknown},
	} {
		if got := nodeAssociationStatus(&test.node); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

func TestAssociationsThatAWSHasNotCountedAreNotZero(t *testing.T) {
	number := associationCount("name", "label", "means", statuses.AssociationFailed).number
	counted := property{AssociationOverview: &types.InstanceAggregatedAssociationOverview{InstanceAssociationStatusAggregatedCount: map[string]int32{"Success": 3}}}
	if none, zero := number(&property{}), number(&counted); !math.IsNaN(none) || zero != 0 {
		t.Errorf("not counted: %v, none of three: %v", none, zero)
	}
}

func TestPingStatusIsOneOfTheSet(t *testing.T) {
	for given, want := range map[types.PingStatus]string{
		"Online": "Online", "ConnectionLost": "ConnectionLost", "Inactive": "Inactive", "": statuses.PingUnknown, "SomethingNew": statuses.PingUnknown,
	} {
		if got := pingStatus(given); got != want {
			t.Errorf("%q is %s, want %s", given, got, want)
		}
	}
}

func TestWhichFailuresAnOlderOperationMayMakeGood(t *testing.T) {
	said := func(code string) error { return &smithy.OperationError{Err: &smithy.GenericAPIError{Code: code}} }
	for name, test := range map[string]struct {
		err  error
		want bool
	}{
		"none":            {nil, false},
		"refused":         {&awsapi.Error{Kind: awsapi.Refused}, true},
		"down":            {&awsapi.Error{Kind: awsapi.Unreachable}, false},
		"not of AWS":      {errors.New("validation"), false},
		"not known there": {said("UnknownOperationException"), true},
		"not supported":   {said("UnsupportedOperationException"), true},
		"not valid there": {said("ValidationException"), true},
		"no such action":  {said("InvalidAction"), true},
		"AWS's own fault": {said("InternalServerError"), false},
	} {
		if got := unsupported(test.err); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhereBothNodeListsAreRefusedTheNewOneIsToBeAllowed(t *testing.T) {
	aws := newFakeAWS(t)
	aws.refuse("DescribeInstanceProperties")
	aws.refuse("DescribeInstanceInformation")
	target := targetOf(t, nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{apiNodes}}), apiNodes)
	if target.State != Failed || target.Failure.Action() != "ssm:DescribeInstanceProperties" {
		t.Errorf("%+v", target)
	}
}

func TestWhereTheOlderNodeListFailsItsOwnReasonIsTold(t *testing.T) {
	aws := newFakeAWS(t)
	aws.refuse("DescribeInstanceProperties")
	aws.on("DescribeInstanceInformation", func(map[string]any) (int, any) {
		return http.StatusBadRequest, map[string]any{"__type": "InternalServerError", "message": "the older one is down"}
	})
	target := targetOf(t, nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{apiNodes}}), apiNodes)
	if target.State != Failed || !strings.Contains(target.Failure.Message(), "the older one is down") {
		t.Errorf("%+v", target)
	}
}

func TestAFailureThatPassesIsNotTriedWithTheOlderNodeList(t *testing.T) {
	aws := newFakeAWS(t)
	aws.on("DescribeInstanceProperties", down)
	target := targetOf(t, nodesOf(t, closing(t, aws.settings(t, nil)), Need{APIs: []string{apiNodes}}), apiNodes)
	if target.State != Failed || aws.called("DescribeInstanceInformation") != 0 {
		t.Errorf("%+v after %d calls", target, aws.called("DescribeInstanceInformation"))
	}
}
