package fleet

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/aws/smithy-go"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

// nodeList is the managed nodes of a place.
type nodeList struct {
	table
	// fallback is why an older operation had to serve; empty where it had not.
	fallback string
	// settled are the EC2 instances that the list before this one hadn't either, as EC2 was asked since.
	settled map[string]bool
}

func (n nodeList) lacking() string { return n.fallback }

var nodeLists = declareFeed(feed[nodeList]{
	permission: permission{
		operation: ssm.DescribeInstanceProperties.Operation,
		layer:     CoreLayer,
		lost: "EC2 state, instance type, Availability Zone and launch time; the nodes themselves are then read with " +
			"`ssm:DescribeInstanceInformation`, 50 a call instead of 1,000",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			return firstPage(ssm.DescribeInstanceProperties.Pages(ctx, client))
		},
	},
	beside:  []permission{{operation: ssm.DescribeInstanceInformation.Operation, layer: CoreLayer, lost: "The nodes, where `ssm:DescribeInstanceProperties` is not allowed either"}},
	every:   everyNodes,
	nothing: func() nodeList { return tabulateNodes(nil) },
	lacking: nodeList.lacking,
})

// readNodes lists the nodes.
func readNodes(ctx context.Context, p *place, r *reading[nodeList]) (nodeList, error) {
	found, err := listNodes(ctx, p, r)
	if before, read, ok := r.before(); ok && err == nil {
		askedSince := !instances.in(p).status(time.Now()).AsOf.Before(read)
		isSettled := func(id string) bool {
			return before.row(id) < 0 && found.row(id) < 0 && (askedSince || before.settled[id])
		}
		found.settled = setOf(idsThat(instances.known(p).rows, isSettled))
	}
	return found, err
}

// listNodes lists them with DescribeInstanceInformation where DescribeInstanceProperties is not to be had.
func listNodes(ctx context.Context, p *place, r *reading[nodeList]) (nodeList, error) {
	nodes, err := readAll(ctx, p, ssm.DescribeInstanceProperties, tabulateNodes, r)
	if !unsupported(err) {
		return nodes, err
	}
	refused := awsapi.Explain(err)
	nodes, err = readAll(ctx, p, ssm.DescribeInstanceInformation, tabulateNodes, r)
	nodes.fallback = "read with DescribeInstanceInformation instead, which leaves out stopped and terminated nodes, " +
		"instance types and Availability Zones, because " + refused.Message
	if unsupported(err) {
		// Both are refused: the first is the one to allow.
		return nodes, refused
	}
	return nodes, err
}

// unsupported tells whether another operation may answer what this one did not: it is refused, or not known here.
func unsupported(err error) bool {
	var explained *awsapi.Error
	if errors.As(err, &explained) && explained.Kind == awsapi.Refused {
		return true
	}
	var api smithy.APIError
	if !errors.As(err, &api) {
		return false
	}
	switch api.ErrorCode() {
	case "ValidationException", "UnknownOperationException", "InvalidAction", "UnsupportedOperationException":
		return true
	}
	return false
}

var tabulateNodeTable = nodeRecords.tableBy("InstanceId")

func tabulateNodes(nodes []types.InstanceProperty) nodeList {
	return nodeList{table: tabulateNodeTable(nodes)}
}

type property = types.InstanceProperty

// registeredName is the name that the node was registered with; what `activationName` is where the activation is gone.
const registeredName = "registeredName"

const associationCounts = "AssociationOverview.InstanceAssociationStatusAggregatedCount"

// nodeRecords is what the node list tells of each node.
var nodeRecords = recordsOf(ssm.DescribeInstanceProperties.Operation,
	field[property]{name: "nodeId", label: "Node ID", means: "ID of the managed node (i- or mi-) or EC2 instance", from: "InstanceId", shown: true},
	field[property]{name: "resourceType", label: "Resource type", means: "EC2Instance or ManagedInstance", from: "ResourceType"},
	field[property]{name: "sourceType", label: "Source type", means: "Kind of resource that the node is, for instance AWS::EC2::Instance or Microsoft.Compute/virtualMachines", from: "SourceType"},
	field[property]{name: "sourceId", label: "Source ID", means: "ID of that resource: instance ID, vmId or thing name", from: "SourceId"},
	field[property]{name: "sourceLocation", label: "Source location", means: "Location of that resource, for instance an Azure location", from: "SourceLocation"},
	field[property]{name: "computerName", label: "Computer name", means: "Host name as SSM Agent reports it; for Azure provider nodes subscription:resource group:VM name", from: "ComputerName"},
	field[property]{name: "ipAddress", label: "IP address", means: "IP address as SSM gives it; the private one for EC2 instances that SSM does not list", from: "IPAddress"},
	field[property]{name: "instanceType", label: "Instance type", means: "EC2 instance type, for instance m7g.large", from: "InstanceType"},
	field[property]{name: "instanceState", label: "Instance state", means: "EC2 instance state: running, stopped, terminated ...", from: "InstanceState"},
	field[property]{name: "architecture", label: "Architecture", means: "Processor architecture, for instance x86_64 or arm64", from: "Architecture"},
	field[property]{name: "availabilityZone", label: "Availability Zone", means: "Availability Zone that the EC2 instance is in", from: "AvailabilityZone"},
	field[property]{name: "launchTime", label: "Launch time", means: "When the instance was launched", from: "LaunchTime"},
	field[property]{name: "platformType", label: "Platform type", means: "Linux, Windows or MacOS", from: "PlatformType", shown: true},
	field[property]{name: "platformName", label: "Platform name", means: "Operating system, for instance Amazon Linux", from: "PlatformName"},
	field[property]{name: "platformVersion", label: "Platform version", means: "Version of the operating system", from: "PlatformVersion"},
	field[property]{name: "agentVersion", label: "Agent version", means: "Version of SSM Agent", from: "AgentVersion"},
	field[property]{name: "iamRole", label: "IAM role", means: "IAM role that a hybrid node was registered with", from: "IamRole"},
	field[property]{name: "activationId", label: "Activation ID", means: "Hybrid activation that it was registered with", from: "ActivationId"},
	field[property]{name: registeredName, from: "Name"},
	field[property]{name: "registrationDate", label: "Registration date", means: "When it was registered with SSM", from: "RegistrationDate"},
	field[property]{name: "pingStatus", label: "Ping status", means: "Whether SSM Agent is connected, as SSM says; Unknown where SSM says nothing",
		from: "PingStatus", set: statuses.PingStatus, shown: true, text: func(n *property) string { return pingStatus(n.PingStatus) }},
	field[property]{name: "lastPing", label: "Last ping", means: "When SSM last heard from the agent", from: "LastPingDateTime"},
	field[property]{name: "associationStatus", label: "Association status", means: "The worst of AWS's overall State Manager association status and of what it counts; None where the node has no association, Unknown where AWS says nothing of them",
		from: "AssociationStatus AssociationOverview.DetailedStatus " + associationCounts, set: statuses.AssociationStatus, shown: true, text: nodeAssociationStatus},
	associationCount("associationSuccessCount", "Associations succeeded", "Associations in status Success", statuses.AssociationSuccess),
	associationCount("associationFailedCount", "Associations failed", "Associations in status Failed", statuses.AssociationFailed),
	associationCount("associationPendingCount", "Associations pending", "Associations in status Pending", statuses.AssociationPending),
	associationCount("associationOtherCount", "Associations in another status", "Associations in any status but Success, Failed and Pending", statuses.AssociationUnknown),
	field[property]{name: "lastAssociationExecution", label: "Last association execution", means: "When an association last ran on it", from: "LastAssociationExecutionDate"},
	field[property]{name: "lastSuccessfulAssociationExecution", label: "Last successful association execution", means: "When an association last ran on it successfully",
		from: "LastSuccessfulAssociationExecutionDate"},
)

func pingStatus(status types.PingStatus) string {
	if slices.Contains(statuses.PingStatus.Values(), string(status)) {
		return string(status)
	}
	return statuses.PingUnknown
}

// nodeAssociationStatus gives the worst of the node's associations. It has none only where AWS says so, with an overview that
// counts nothing.
func nodeAssociationStatus(n *property) string {
	word, overview := aws.ToString(n.AssociationStatus), n.AssociationOverview
	if word == "" && overview != nil && aws.ToString(overview.DetailedStatus) == "" && countsNothing(associationsByStatus(n)) {
		return statuses.AssociationNone
	}
	return associationStatus(word, associationsByStatus(n))
}

func countsNothing(counts map[string]int32) bool {
	for _, count := range counts {
		if count != 0 {
			return false
		}
	}
	return true
}

// associationCount is the column that counts a node's associations in a status.
func associationCount(name, label, means, status string) field[property] {
	return field[property]{name: name, label: label, means: means, from: associationCounts, unit: counted, number: func(n *property) float64 {
		if n.AssociationOverview == nil {
			return columns.None()
		}
		return countIn(associationsByStatus(n), status)
	}}
}

func associationsByStatus(n *property) map[string]int32 {
	if n.AssociationOverview == nil {
		return nil
	}
	return n.AssociationOverview.InstanceAssociationStatusAggregatedCount
}
