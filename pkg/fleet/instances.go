package fleet

import (
	"context"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ec2"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// nameTag is the column of an instance's Name tag.
const nameTag = "nameTag"

// readInstances reads the EC2 instances, whether SSM manages them or not.
func (p *place) readInstances(ctx context.Context, report progress[table]) (table, error) {
	client, err := p.client(ctx)
	if err != nil {
		return table{}, err
	}
	return collect(ec2.DescribeInstances(ctx, client), tabulateInstances, report)
}

func tabulateInstances(instances []types.Instance) table {
	return newTable(columns.Tabulate(instances, instanceColumns), instances, func(i *types.Instance) string {
		return aws.ToString(i.InstanceId)
	})
}

type instance = types.Instance

// instanceColumns have the names of the node list's where they tell the same.
var instanceColumns = []columns.Definition[instance]{
	columns.TextOf("nodeId", func(i *instance) *string { return i.InstanceId }),
	columns.Text(nameTag, func(i *instance) string {
		for _, tag := range i.Tags {
			if aws.ToString(tag.Key) == "Name" {
				return aws.ToString(tag.Value)
			}
		}
		return ""
	}),
	columns.TextOf("ipAddress", func(i *instance) *string { return i.PrivateIpAddress }),
	columns.Text("instanceType", func(i *instance) string { return string(i.InstanceType) }),
	columns.Text("instanceState", func(i *instance) string {
		if i.State == nil {
			return ""
		}
		return string(i.State.Name)
	}),
	columns.Text("architecture", func(i *instance) string { return string(i.Architecture) }),
	columns.Text("availabilityZone", func(i *instance) string {
		if i.Placement == nil {
			return ""
		}
		return aws.ToString(i.Placement.AvailabilityZone)
	}),
	columns.TimeOf("launchTime", func(i *instance) *time.Time { return i.LaunchTime }),
	columns.Text("platformType", instancePlatform),
	columns.Text("resourceType", func(*instance) string { return "EC2Instance" }),
}

// instancePlatform gives SSM's PlatformType for EC2's platform details, which call macOS "Linux/UNIX".
func instancePlatform(i *instance) string {
	details := aws.ToString(i.PlatformDetails)
	switch {
	case strings.HasPrefix(string(i.InstanceType), "mac"):
		return "MacOS"
	case strings.Contains(details, "Windows"):
		return "Windows"
	case details != "":
		return "Linux"
	}
	return ""
}

// gone tells of an instance's state that there is nothing left to manage.
func gone(state string) bool {
	return state == string(types.InstanceStateNameTerminated) || state == string(types.InstanceStateNameShuttingDown)
}
