package fleet

import (
	"context"
	"errors"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/aws/smithy-go"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// nodeList is the managed nodes of a place.
type nodeList struct {
	table
	// fallback is why an older operation had to serve; empty where it had not.
	fallback string
}

func (n nodeList) note() string { return n.fallback }

// readNodes lists the nodes, with DescribeInstanceInformation where DescribeInstanceProperties is not to be had.
func (p *place) readNodes(ctx context.Context, report progress[nodeList]) (nodeList, error) {
	client, err := p.client(ctx)
	if err != nil {
		return nodeList{}, err
	}
	nodes, err := collect(ssm.DescribeInstanceProperties(ctx, client), tabulateNodes, report)
	if !unsupported(err) {
		return nodes, err
	}
	refused := awsapi.Explain(err)
	nodes, err = collect(ssm.DescribeInstanceInformation(ctx, client), tabulateNodes, report)
	nodes.fallback = "it comes from DescribeInstanceInformation, which leaves out stopped and terminated nodes, " +
		"instance types and Availability Zones, since " + refused.Message
	if unsupported(err) {
		// Both are refused: the first is the one to allow.
		return nodes, refused
	}
	return nodes, err
}

// unsupported tells whether another operation may answer what this one did not: it is refused, or not known here.
func unsupported(err error) bool {
	var explained *awsapi.Error
	if errors.As(err, &explained) && explained.Action != "" {
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

func tabulateNodes(nodes []types.InstanceProperty) nodeList {
	return nodeList{table: newTable(columns.Tabulate(nodes, nodeColumns), nodes, func(n *types.InstanceProperty) string {
		return aws.ToString(n.InstanceId)
	})}
}

type property = types.InstanceProperty

// registeredName is the name that the node was registered with; what `activationName` is where the activation is gone.
const registeredName = "registeredName"

var nodeColumns = []columns.Definition[property]{
	columns.TextOf("nodeId", func(n *property) *string { return n.InstanceId }),
	columns.TextOf("resourceType", func(n *property) *string { return n.ResourceType }),
	columns.Text("sourceType", func(n *property) string { return string(n.SourceType) }),
	columns.TextOf("sourceId", func(n *property) *string { return n.SourceId }),
	columns.TextOf("sourceLocation", func(n *property) *string { return n.SourceLocation }),
	columns.TextOf("computerName", func(n *property) *string { return n.ComputerName }),
	columns.TextOf("ipAddress", func(n *property) *string { return n.IPAddress }),
	columns.TextOf("instanceType", func(n *property) *string { return n.InstanceType }),
	columns.TextOf("instanceState", func(n *property) *string { return n.InstanceState }),
	columns.TextOf("architecture", func(n *property) *string { return n.Architecture }),
	columns.TextOf("availabilityZone", func(n *property) *string { return n.AvailabilityZone }),
	columns.TimeOf("launchTime", func(n *property) *time.Time { return n.LaunchTime }),
	columns.Text("platformType", func(n *property) string { return string(n.PlatformType) }),
	columns.TextOf("platformName", func(n *property) *string { return n.PlatformName }),
	columns.TextOf("platformVersion", func(n *property) *string { return n.PlatformVersion }),
	columns.TextOf("agentVersion", func(n *property) *string { return n.AgentVersion }),
	columns.TextOf("iamRole", func(n *property) *string { return n.IamRole }),
	columns.TextOf("activationId", func(n *property) *string { return n.ActivationId }),
	columns.TextOf(registeredName, func(n *property) *string { return n.Name }),
	columns.TimeOf("registrationDate", func(n *property) *time.Time { return n.RegistrationDate }),
	columns.Text("pingStatus", func(n *property) string { return pingStatus(n.PingStatus) }),
	columns.TimeOf("lastPing", func(n *property) *time.Time { return n.LastPingDateTime }),
	columns.Text("associationStatus", func(n *property) string { return nodeAssociationStatus(n) }),
	columns.NumberOf("associationSuccessCount", associationCount(statusSuccess)),
	columns.NumberOf("associationFailedCount", associationCount(statusFailed)),
	columns.NumberOf("associationPendingCount", associationCount(statusPending)),
	columns.NumberOf("associationOtherCount", associationCount(statusUnknown)),
	columns.TimeOf("lastAssociationExecution", func(n *property) *time.Time { return n.LastAssociationExecutionDate }),
	columns.TimeOf("lastSuccessfulAssociationExecution", func(n *property) *time.Time { return n.LastSuccessfulAssociationExecutionDate }),
}

func pingStatus(status types.PingStatus) string {
	switch status {
	case types.PingStatusOnline, types.PingStatusConnectionLost, types.PingStatusInactive:
		return string(status)
	}
	return "Unknown"
}
