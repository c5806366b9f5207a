package fleet

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
)

// addConsoleLinks adds the addresses of a node's pages in the consoles of AWS and of its own cloud, made of the table's
// other columns. A row has no address where the page could only be a dead end.
func addConsoleLinks(t *columns.Table, region string) {
	console, known := newAWSConsole(region)
	set := func(name string, link func(row int32) string) {
		t.SetLazy(name, func() columns.Column {
			links := make([]string, t.Rows())
			for row := range links {
				links[row] = link(int32(row))
			}
			return columns.NewStrings(links)
		})
	}
	value := func(name string) func(row int32) string {
		return func(row int32) string { return text(t, name)(row) }
	}
	id, managed := value("nodeId"), func(row int32) bool {
		column, _ := t.Column("managed")
		return column.Bool(int(row))
	}
	ping, state := value("pingStatus"), value("instanceState")
	source, computerName := value("sourceType"), value("computerName")

	set("sessionUrl", func(row int32) string {
		// Session Manager reaches a node through its agent: without one that is heard there is no session.
		if !known || !managed(row) || ping(row) != string(types.PingStatusOnline) {
			return ""
		}
		return console.session(id(row))
	})
	set("fleetManagerUrl", func(row int32) string {
		if !known || !managed(row) {
			return ""
		}
		return console.fleetManager(id(row))
	})
	set("consoleUrl", func(row int32) string {
		switch {
		case source(row) == sourceAzure:
			return azurePortal(computerName(row))
		case known && isInstanceID(id(row)) && !gone(state(row)):
			return console.instance(id(row))
		}
		return ""
	})
}

// consolePages are the console's pages about rows of resources other than nodes, by the column that has the id that leads there.
var consolePages = map[string]struct {
	column string
	page   func(c awsConsole, id string) string
}{
	"alarms":             {"alarmName", awsConsole.alarm},
	"associations":       {"associationId", awsConsole.association},
	"automations":        {"automationExecutionId", awsConsole.automation},
	"commands":           {"commandId", awsConsole.command},
	"documents":          {"name", awsConsole.document},
	"maintenanceWindows": {"windowId", awsConsole.window},
	"opsItems":           {"opsItemId", awsConsole.opsItem},
	"parameters":         {"name", awsConsole.parameter},
	"patchRuns":          {"id", awsConsole.installer},
}

// withConsolePage adds to a resource the column of its rows' pages, where there are any.
func withConsolePage(r schema.Resource) schema.Resource {
	if leads, ok := consolePages[r.Name]; ok {
		at := slices.IndexFunc(r.Columns, func(c schema.Column) bool { return c.Name == leads.column })
		r.Columns = append(r.Columns, schema.Column{
			Name: "consoleUrl", Label: "Console", Description: "Address of its page in the AWS console; empty where that isn't known", Derived: true,
			Sources: r.Columns[at].Sources,
		})
	}
	return r
}

// addConsolePages adds those pages to the rows of a resource.
func addConsolePages(resource string, t *columns.Table, region string) {
	leads, ok := consolePages[resource]
	if !ok {
		return
	}
	t.SetLazy("consoleUrl", func() columns.Column {
		console, known := newAWSConsole(region)
		id, links := text(t, leads.column), make([]string, t.Rows())
		for row := range links {
			if of := id(int32(row)); known && of != "" {
				links[row] = leads.page(console, of)
			}
		}
		return columns.NewStrings(links)
	})
}

// awsConsole makes addresses of the AWS console in one Region.
type awsConsole struct{ region, host string }

// consoleDomains are the console's domains in the partitions that have one of their own, by the beginning of their Regions'
// codes. The isolated partitions' are not public: empty.
var consoleDomains = []struct{ prefix, domain string }{
	{"cn-", "console.amazonaws.cn"},
	{"us-gov-", "console.amazonaws-us-gov.com"},
	{"eusc-", "console.amazonaws-eusc.eu"},
	{"us-iso", ""},
	{"eu-iso", ""},
	{"", "console.aws.amazon.com"},
}

// newAWSConsole gives the console of a Region, and false where its address is not known.
func newAWSConsole(region string) (awsConsole, bool) {
	for _, partition := range consoleDomains {
		if strings.HasPrefix(region, partition.prefix) {
			return awsConsole{region, region + "." + partition.domain}, partition.domain != ""
		}
	}
	return awsConsole{}, false
}

func (c awsConsole) page(path string) string {
	return "https://" + c.host + path + "?region=" + url.QueryEscape(c.region)
}

func (c awsConsole) session(nodeID string) string {
	return c.page("/systems-manager/session-manager/" + url.PathEscape(nodeID))
}

func (c awsConsole) fleetManager(nodeID string) string {
	return c.page("/systems-manager/fleet-manager/managed-nodes/" + url.PathEscape(nodeID) + "/general")
}

func (c awsConsole) association(id string) string {
	return c.page("/systems-manager/state-manager/" + url.PathEscape(id) + "/description")
}

func (c awsConsole) automation(id string) string {
	return c.page("/systems-manager/automation/execution/" + url.PathEscape(id))
}

func (c awsConsole) command(id string) string {
	return c.page("/systems-manager/run-command/" + url.PathEscape(id))
}

func (c awsConsole) document(name string) string {
	return c.page("/systems-manager/documents/" + url.PathEscape(name) + "/description")
}

func (c awsConsole) window(id string) string {
	return c.page("/systems-manager/maintenance-windows/" + url.PathEscape(id) + "/description")
}

// installer is what installs patches: a window, or an association, which a patch policy's is, too.
func (c awsConsole) installer(id string) string {
	if strings.HasPrefix(id, "mw-") {
		return c.window(id)
	}
	return c.association(id)
}

func (c awsConsole) opsItem(id string) string {
	return c.page("/systems-manager/opsitems/" + url.PathEscape(id))
}

func (c awsConsole) parameter(name string) string {
	return c.page("/systems-manager/parameters/" + url.PathEscape(name) + "/description")
}

func (c awsConsole) alarm(name string) string {
	return c.page("/cloudwatch/home") + "#alarmsV2:alarm/" + url.PathEscape(name)
}

func (c awsConsole) instance(instanceID string) string {
	return c.page("/ec2/home") + "#InstanceDetails:instanceId=" + url.QueryEscape(instanceID)
}

var azureSubscription = regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// azurePortal gives a virtual machine's page in the Azure portal; empty where the ComputerName isn't the one of SSM's
// provider path. The address names no tenant: the portal then takes the reader's own.
func azurePortal(computerName string) string {
	machine, ok := parseAzureName(computerName)
	if !ok || !azureSubscription.MatchString(machine.subscriptionID) {
		return ""
	}
	return "https://portal.azure.com/#@/resource/subscriptions/" + machine.subscriptionID +
		"/resourceGroups/" + url.PathEscape(machine.resourceGroup) +
		"/providers/Microsoft.Compute/virtualMachines/" + url.PathEscape(machine.name)
}
