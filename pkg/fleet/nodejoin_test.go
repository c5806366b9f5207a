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
		dropped       bool          // an earlier list had it
		instancesRead time.Duration
		says          string // empty: unmanaged
	}{
		{"running since long before", "running", -time.Hour, false, time.Second, ""},
		{"running, EC2 asked before", "running", -time.Hour, false, -time.Second, ""},
		{"launched after the list was read", "running", time.Second, false, 5 * time.Second, "launched after the node list was read, at 12:00:00 UTC"},
		{"no longer listed, EC2 asked before", "running", -time.Hour, true, -time.Second, "EC2 was asked before that whether it still runs"},
		{"no longer listed, EC2 asked since", "running", -time.Hour, true, time.Second, ""},
		{"stopped", "stopped", -time.Hour, false, time.Second, "which is stopped"},
		{"pending", "pending", -time.Hour, false, time.Second, "which is pending"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := nodeEvidence{
				nodes: nodeList{dropped: map[string]bool{fakeID(1): test.dropped}}, listRead: listRead, instancesRead: listRead.Add(test.instancesRead),
				instances: instanceRecords.tableBy("InstanceId")([]types.Instance{{
					InstanceId: aws.String(fakeID(1)), LaunchTime: aws.Time(listRead.Add(test.launched)),
					State: &types.InstanceState{Name: types.InstanceStateName(test.state)},
				}}),
			}
			if got := e.undecided(0); (got == "") != (test.says == "") || !strings.Contains(got, test.says) {
				t.Errorf("%q, want %q", got, test.says)
			}
		})
	}
}
