package fleet

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ec2"
)

// nameTag is the column of an instance's Name tag.
const nameTag = "nameTag"

type instance = types.Instance

// instanceRecords is what EC2 tells of each instance, whether SSM manages it or not, in columns that are named as the node
// list's where they tell the same.
var instanceRecords = recordsOf(ec2.DescribeInstances.Operation,
	field[instance]{name: "nodeId", label: "Node ID", means: "Instance id", from: "InstanceId"},
	field[instance]{name: nameTag, from: "Tags", text: func(i *instance) string {
		for _, tag := range i.Tags {
			if aws.ToString(tag.Key) == "Name" {
				return aws.ToString(tag.Value)
			}
		}
		return ""
	}},
	field[instance]{name: "ipAddress", label: "IP address", means: "Private IPv4 address", from: "PrivateIpAddress"},
	field[instance]{name: "instanceType", label: "Instance type", means: "Instance type", from: "InstanceType"},
	field[instance]{name: "instanceState", label: "Instance state", means: "Instance state", from: "State.Name"},
	field[instance]{name: "architecture", label: "Architecture", means: "Architecture", from: "Architecture"},
	field[instance]{name: "availabilityZone", label: "Availability Zone", means: "Availability Zone", from: "Placement.AvailabilityZone"},
	field[instance]{name: "launchTime", label: "Launch time", means: "Launch time", from: "LaunchTime"},
	field[instance]{name: "platformType", label: "Platform type", means: "Platform", from: "PlatformDetails InstanceType", text: instancePlatform},
	field[instance]{name: "resourceType", label: "Resource type", means: "EC2Instance", from: "InstanceId", text: func(*instance) string { return ec2Instance }},
)

// ec2Instance is SSM's ResourceType for EC2 instances.
const ec2Instance = "EC2Instance"

// instances are read after each node list: whether an instance that isn't listed was running then can be told only of one that
// still is.
var instances = declareFeed(feed[table]{
	permission: permission{
		operation: ec2.DescribeInstances.Operation,
		layer:     CoreLayer,
		lost:      "EC2 instances that Systems Manager doesn't manage, and Name tags",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			return firstPage(ec2.DescribeInstances.Pages(ctx, client))
		},
	},
	every:   everyNodes,
	read:    readInstances,
	nothing: func() table { return tabulateInstances(nil) },
	missing: shrunk[table],
	less: func(_ *place, before *table, found table) lack {
		return lostItems(before, found, func(id string) bool { return !gone(text(before.Table, "instanceState")(before.row(id))) })
	},
	after:    nodeLists,
	promptly: true,
})

var tabulateInstances = instanceRecords.tableBy("InstanceId")

// readInstances waits for a first node list; where that can't be read, the instances' names are of use all the same.
func readInstances(ctx context.Context, p *place, r *reading[table]) (table, error) {
	if !nodeLists.in(p).whole() {
		for _, err := range follow(ctx, nodeLists.in(p)) {
			if err != nil {
				break
			}
		}
		r.waited()
	}
	return readAll(ctx, p, ec2.DescribeInstances, tabulateInstances, r)
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

// running is the state of an instance that can answer SSM.
const running = string(types.InstanceStateNameRunning)

// gone tells of an instance's state that there is nothing left to manage.
func gone(state string) bool {
	return state == string(types.InstanceStateNameTerminated) || state == string(types.InstanceStateNameShuttingDown)
}
