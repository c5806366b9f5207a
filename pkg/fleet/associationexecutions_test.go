package fleet

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// executionsAWS has three associations: one that failed on two nodes two days ago, one that succeeded an hour ago, and one that
// succeeded long ago.
func executionsAWS(t *testing.T) *fakeAWS {
	aws := newFakeAWS(t)
	now := time.Now()
	ago := func(d time.Duration) int64 { return now.Add(-d).Unix() }
	association := func(id string, last time.Duration, counts map[string]int) any {
		return map[string]any{"AssociationId": id, "LastExecutionDate": ago(last), "Overview": map[string]any{"AssociationStatusAggregatedCount": counts}}
	}
	aws.on("ListAssociations", func(map[string]any) (int, any) {
		return http.StatusOK, map[string]any{"Associations": []any{
			association("failing", 48*time.Hour, map[string]int{"Success": 7, "Failed": 1, "TimedOut": 1, "Pending": 3}),
			association("fine", time.Hour, map[string]int{"Success": 9}),
			association("old", 400*time.Hour, map[string]int{"Success": 9}),
		}}
	})
	aws.on("DescribeAssociationExecutions", func(input map[string]any) (int, any) {
		filter := input["Filters"].([]any)[0].(map[string]any)
		after, err := time.Parse(time.RFC3339, filter["Value"].(string))
		if filter["Key"] != "CreatedTime" || filter["Type"] != "GREATER_THAN" || err != nil {
			t.Errorf("filter %v", filter)
		}
		execution := func(id string, created time.Duration, status string) any {
			return map[string]any{"AssociationId": input["AssociationId"], "ExecutionId": id, "CreatedTime": ago(created), "Status": status}
		}
		executions := []any{}
		switch id := input["AssociationId"].(string); {
		case id == "failing" && now.Sub(after) > 50*time.Hour:
			executions = append(executions, execution("failing-1", 60*time.Hour, "Success"), execution("failing-2", 49*time.Hour, "Failed"))
		case id == "fine" && now.Sub(after) > 2*time.Hour:
			executions = append(executions, execution("fine-1", time.Hour, "Success"))
		default:
			t.Errorf("asked for those of %s since %v", id, now.Sub(after))
		}
		return http.StatusOK, map[string]any{"AssociationExecutions": executions}
	})
	aws.on("DescribeAssociationExecutionTargets", func(input map[string]any) (int, any) {
		filter := input["Filters"].([]any)[0].(map[string]any)
		status, _ := filter["Value"].(string)
		if input["ExecutionId"] != "failing-2" || filter["Key"] != "Status" {
			t.Errorf("asked for %v", input)
		}
		return http.StatusOK, map[string]any{"AssociationExecutionTargets": []any{map[string]any{
			"AssociationId": input["AssociationId"], "ExecutionId": input["ExecutionId"], "ResourceId": strings.ToLower(status), "Status": status,
		}}}
	})
	return aws
}

func TestExecutionsAreReadOfAssociationsThatRanSince(t *testing.T) {
	aws := executionsAWS(t)
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "associationExecutions", Need{Since: time.Now().Add(-24 * time.Hour)})
	expectRows(t, "executions", answer, err, 1)
	want := []string{"fine-1/Success"}
	if got := linesOf(t, answer, "executionId", "status"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if calls := aws.called("DescribeAssociationExecutions"); calls != 1 {
		t.Errorf("%d calls", calls)
	}
}

func TestFailuresAreOfTheLastExecutionsAlone(t *testing.T) {
	aws := executionsAWS(t)
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "associationTargets", Need{})
	expectRows(t, "failures", answer, err, 2)
	want := []string{"failed/failing/Failed", "timedout/failing/TimedOut"}
	if got := linesOf(t, answer, "nodeId", "associationId", "status"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if executions, targets := aws.called("DescribeAssociationExecutions"), aws.called("DescribeAssociationExecutionTargets"); executions != 1 || targets != 2 {
		t.Errorf("%d calls for executions, %d for their targets", executions, targets)
	}
}

func TestFailuresAreUnknownWhereExecutionsAre(t *testing.T) {
	aws := executionsAWS(t)
	aws.refuse("DescribeAssociationExecutions")
	answer, err := closing(t, aws.settings(t, nil)).Read(t.Context(), "associationTargets", Need{})
	expectRows(t, "failures", answer, err, 0)
	of := slices.IndexFunc(answer.Targets, func(s TargetStatus) bool { return s.API == "DescribeAssociationExecutionTargets" })
	if s := answer.Targets[of]; s.State != Failed || s.Failure.Action() != "ssm:DescribeAssociationExecutions" {
		t.Errorf("%+v", s)
	}
}
