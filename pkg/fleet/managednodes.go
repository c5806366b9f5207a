package fleet

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// listedOverOrganization is a column that no reader sees: whether a row is of an organization's list.
const listedOverOrganization = "organization"

var managedNodeRecords = recordsOf(ssm.ListNodes.Operation,
	field[ssm.ManagedNode]{name: "nodeId", label: "Node ID", means: "ID of the managed node (i- or mi-) or EC2 instance", from: "Id", shown: true},
	field[ssm.ManagedNode]{name: "name", label: "Name", means: "Name that AWS has for it", from: "Instance.Name", shown: true},
	field[ssm.ManagedNode]{name: "account", label: "Account", means: "AWS account that it is in", from: "Owner.AccountId", shown: true},
	field[ssm.ManagedNode]{name: "region", label: "Region", means: "AWS Region that it is in", from: "Region", shown: true},
	field[ssm.ManagedNode]{name: "organizationalUnitPath", label: "Organizational unit", means: "Path of the organizational unit that the account is in", from: "Owner.OrganizationalUnitPath", shown: true},
	field[ssm.ManagedNode]{name: "organizationalUnitId", label: "Organizational unit ID", means: "ID of the organizational unit that the account is in", from: "Owner.OrganizationalUnitId"},
	field[ssm.ManagedNode]{name: "managedStatus", label: "Managed status", means: "Managed or Unmanaged: whether Systems Manager manages it", from: "Instance.ManagedStatus", shown: true},
	field[ssm.ManagedNode]{name: "instanceStatus", label: "Status", means: "Active, ConnectionLost, Stopped or Terminated, in AWS's words", from: "Instance.InstanceStatus", shown: true},
	field[ssm.ManagedNode]{name: "computerName", label: "Computer name", means: "Name that the operating system has", from: "Instance.ComputerName"},
	field[ssm.ManagedNode]{name: "platformType", label: "Platform type", means: "Windows, Linux or macOS", from: "Instance.PlatformType"},
	field[ssm.ManagedNode]{name: "platformName", label: "Platform name", means: "Name of the operating system", from: "Instance.PlatformName", shown: true},
	field[ssm.ManagedNode]{name: "platformVersion", label: "Platform version", means: "Version of the operating system", from: "Instance.PlatformVersion"},
	field[ssm.ManagedNode]{name: "agentType", label: "Agent type", means: "Kind of agent", from: "Instance.AgentType"},
	field[ssm.ManagedNode]{name: "agentVersion", label: "Agent version", means: "Version of SSM Agent", from: "Instance.AgentVersion"},
	field[ssm.ManagedNode]{name: "ipAddress", label: "IP address", means: "IP address of the node", from: "Instance.IpAddress"},
	field[ssm.ManagedNode]{name: "availabilityZone", label: "Availability Zone", means: "Availability Zone of an EC2 instance", from: "Instance.AvailabilityZone"},
	field[ssm.ManagedNode]{name: "resourceType", label: "Resource type", means: "EC2Instance or ManagedInstance", from: "Instance.ResourceType"},
	field[ssm.ManagedNode]{name: "sourceType", label: "Source type", means: "Kind of resource that it is, for instance AWS::EC2::Instance or Microsoft.Compute/virtualMachines", from: "Instance.SourceType", shown: true},
	field[ssm.ManagedNode]{name: "sourceId", label: "Source ID", means: "ID of that resource, for instance an Azure VM ID", from: "Instance.SourceId"},
	field[ssm.ManagedNode]{name: "sourceLocation", label: "Source location", means: "Where that resource is, for instance an Azure location", from: "Instance.SourceLocation"},
	field[ssm.ManagedNode]{name: "captureTime", label: "Capture time", means: "When AWS last collected this", from: "CaptureTime", shown: true},
	field[ssm.ManagedNode]{name: listedOverOrganization, from: "Organization"},
)

// errNodesOff is why AWS lists no nodes in an account and Region where that was never set up.
var errNodesOff = &awsapi.Error{Message: "the integrated experience of Systems Manager is not enabled in this account and Region, so AWS lists no nodes of " +
	"an organization here: enable it under Systems Manager in the AWS console, or ask the account and Region where it is"}

var managedNodes = declareFeed(managedNodesFeed())

func managedNodesFeed() feed[table] {
	f := onDemand(listFeed(ssm.ListNodes, everyNodes, managedNodeRecords, "Owner.AccountId Region Id", OperationsLayer, "Nodes over an organization"))
	read := f.read
	f.read = func(ctx context.Context, p *place, r *reading[table]) (table, error) {
		found, err := read(ctx, p, r)
		if off := (*types.UnsupportedOperationException)(nil); errors.As(err, &off) {
			return found, errNodesOff
		}
		return found, err
	}
	return f
}

var _ = declareRows(placeRows{
	Resource: schema.Resource{Name: "managedNodes", Group: schema.FleetGroup, Label: "Nodes of the organization",
		Description: "Nodes over the AWS organization, those that Systems Manager does not manage too, as its integrated experience lists them where it is enabled; the scope says which accounts and Regions are asked for their lists",
		Sources:     []schema.Source{schema.From(ssm.ListNodes.Operation)},
		Columns: slices.Insert(managedNodeRecords.columns(), leading+1, schema.Column{
			Name: "accountName", Label: "Account name", Description: "Name of the account as the data source's settings give it, else its ID", Derived: true,
			Sources: []schema.Source{schema.From(ssm.ListNodes.Operation, "Owner.AccountId"), schema.Elsewhere("settings")},
		}),
		Examples: []schema.Example{
			{Title: "Nodes by organizational unit and account", GroupBy: []string{"organizationalUnitPath", "account"}},
			{Title: "Nodes that Systems Manager does not manage", Filters: []schema.Filter{{Field: "managedStatus", Op: "=", Value: "Unmanaged"}},
				OrderBy: []schema.OrderBy{{Field: "account"}}},
			{Title: "Nodes by source type", GroupBy: []string{"sourceType"}},
		},
	},
	rows:   func(v *view) *columns.Table { return managedNodes.known(v.place).Table },
	now:    onceEach,
	excuse: excuseListed,
})

// onceEach leaves one row of each node, whose account and Region may have a list of their own beside the organization's, and
// names their accounts.
func onceEach(f *Fleet, rows *columns.Table, _ time.Time) *columns.Table {
	account, region, id := text(rows, "account"), text(rows, "region"), text(rows, "nodeId")
	seen := make(map[string]bool, rows.Rows())
	var first []int32
	for row := range int32(rows.Rows()) {
		if key := strings.Join([]string{account(row), region(row), id(row)}, " "); !seen[key] {
			seen[key] = true
			first = append(first, row)
		}
	}
	once := columns.NewTable(len(first))
	for _, name := range rows.Names() {
		once.SetLazy(name, func() columns.Column { return columns.Concat(pick(rows, name, first)) })
	}
	once.SetLazy("accountName", func() columns.Column {
		names := map[string]string{}
		for _, a := range f.accounts {
			names[a.id()] = f.nameOf(a)
		}
		named := make([]string, len(first))
		for i, row := range first {
			if named[i] = names[account(row)]; named[i] == "" {
				named[i] = account(row)
			}
		}
		return columns.NewStrings(named)
	})
	return once
}

// excuseListed takes nothing amiss of the accounts and Regions that list no nodes, where an organization's list has those of the
// account.
func excuseListed(rows *columns.Table, targets []TargetStatus) {
	account := text(rows, "account")
	organization, _ := rows.Column(listedOverOrganization)
	listed := map[string]bool{}
	for row := range rows.Rows() {
		if organization.Has(row) && organization.Bool(row) {
			listed[account(int32(row))] = true
		}
	}
	for i, t := range targets {
		if t.State == Failed && t.Failure.Cause == errNodesOff && listed[t.Account] {
			targets[i].State, targets[i].Failure = OK, nil
		}
	}
}
