package fleet

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// Two lists that are read at different times tell nothing of what came or went in between: that a running instance isn't
// listed means that SSM doesn't manage it only if it ran when the list was read.
func TestWhichUnlistedInstancesAreUnmanaged(t *testing.T) {
	listRead := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name, state   string
		launched      time.Duration // from when the list was read
		settled       bool          // the list before hadn't it either
		instancesRead time.Duration
		says          string // empty: unmanaged
	}{
		{"running since long before", "running", -time.Hour, false, time.Second, ""},
		{"running, EC2 asked before, as ever", "running", -time.Hour, true, -time.Second, ""},
		{"launched after the list was read", "running", time.Second, false, 5 * time.Second, "launched after the node list was read, at 12:00:00 UTC"},
		{"newly not listed, EC2 asked before", "running", -time.Hour, false, -time.Second, "EC2 has not been asked since"},
		{"launched after the list before", "running", time.Second, true, -time.Second, "launched after the node list was read"},
		{"stopped", "stopped", -time.Hour, false, time.Second, "which is stopped"},
		{"pending", "pending", -time.Hour, false, time.Second, "which is pending"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := nodeEvidence{
				nodes: nodeList{settled: map[string]bool{fakeID(1): test.settled}}, listRead: listRead, listReadThere: listRead, instancesRead: listRead.Add(test.instancesRead),
				instances: instanceRecords.tableBy("InstanceId")([]types.Instance{{
					InstanceId: aws.String(fakeID(1)), LaunchTime: aws.Time(listRead.Add(test.launched)),
					State: &types.InstanceState{Name: types.InstanceStateName(test.state)},
				}}),
			}
			if doubted := e; test.says == "" {
				doubted.accused = true
				if doubted.undecided(0) == "" {
					t.Error("decided by a list that lacks nodes")
				}
			}
			if got := e.undecided(0); (got == "") != (test.says == "") || !strings.Contains(got, test.says) {
				t.Errorf("%q, want %q", got, test.says)
			}
		})
	}
}
