package fleet

import (
	"net/url"
	"slices"
	"testing"

	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

const azureID = "0f3b2a5c-1111-4222-8333-944455556666"

// linkedNode is a row of the table of nodes, as far as links are made of it.
type linkedNode struct {
	id, ping, state, source, computerName string
	unmanaged                             bool
}

func linksOf(t *testing.T, region string, n linkedNode) (console, fleetManager, session string) {
	t.Helper()
	table := columns.NewTable(1)
	for name, value := range map[string]string{
		"nodeId": n.id, "pingStatus": n.ping, "instanceState": n.state, "sourceType": n.source, "computerName": n.computerName,
	} {
		table.Set(name, columns.NewStrings([]string{value}))
	}
	managed := columns.True
	if n.unmanaged {
		managed = columns.False
	}
	table.Set("managed", columns.NewBooleans([]columns.Truth{managed}))
	addConsoleLinks(table, region)
	return cell(t, table, "consoleUrl", 0), cell(t, table, "fleetManagerUrl", 0), cell(t, table, "sessionUrl", 0)
}

func TestConsoleLinks(t *testing.T) {
	const id = "i-0123456789abcdef0"
	const hybrid = "mi-0123456789abcdef0"
	const aws = "https://eu-west-1.console.aws.amazon.com"
	const ec2 = aws + "/ec2/home?region=eu-west-1#InstanceDetails:instanceId=" + id
	const azure = "https://portal.azure.com/#@/resource/subscriptions/" + azureID
	manager := func(id string) string {
		return aws + "/systems-manager/fleet-manager/managed-nodes/" + id + "/general?region=eu-west-1"
	}
	session := func(id string) string { return aws + "/systems-manager/session-manager/" + id + "?region=eu-west-1" }
	for name, test := range map[string]struct {
		node                           linkedNode
		console, fleetManager, session string
	}{
		"EC2":             {linkedNode{id: id, ping: "Online", source: sourceEC2}, ec2, manager(id), session(id)},
		"silent":          {linkedNode{id: id, ping: "ConnectionLost", source: sourceEC2}, ec2, manager(id), ""},
		"unmanaged":       {linkedNode{id: id, ping: "Unknown", unmanaged: true}, ec2, "", ""},
		"terminated":      {linkedNode{id: id, ping: "ConnectionLost", state: "terminated"}, "", manager(id), ""},
		"on-premises":     {linkedNode{id: hybrid, ping: "Online", source: "AWS::SSM::ManagedInstance"}, "", manager(hybrid), session(hybrid)},
		"GCP":             {linkedNode{id: hybrid, ping: "Online", source: sourceGCP}, "", manager(hybrid), session(hybrid)},
		"Azure":           {linkedNode{id: hybrid, source: sourceAzure, computerName: azureID + ":rg-crm:crm-01"}, azure + "/resourceGroups/rg-crm/providers/Microsoft.Compute/virtualMachines/crm-01", manager(hybrid), ""},
		"Azure, a host":   {linkedNode{id: hybrid, source: sourceAzure, computerName: "crm-01"}, "", manager(hybrid), ""},
		"a name like one": {linkedNode{id: hybrid, computerName: azureID + ":rg-crm:crm-01"}, "", manager(hybrid), ""},
	} {
		t.Run(name, func(t *testing.T) {
			console, fleetManager, session := linksOf(t, "eu-west-1", test.node)
			if console != test.console || fleetManager != test.fleetManager || session != test.session {
				t.Errorf("got\n%s\n%s\n%s", console, fleetManager, session)
			}
		})
	}
}

func TestEveryPartitionHasItsOwnConsole(t *testing.T) {
	node := linkedNode{id: "i-0123456789abcdef0", ping: "Online", source: sourceEC2}
	for region, host := range map[string]string{
		"eu-west-1": "eu-west-1.console.aws.amazon.com", "us-west-2": "us-west-2.console.aws.amazon.com",
		"cn-northwest-1": "cn-northwest-1.console.amazonaws.cn", "us-gov-east-1": "us-gov-east-1.console.amazonaws-us-gov.com",
		"eusc-de-east-1": "eusc-de-east-1.console.amazonaws-eusc.eu", "us-iso-east-1": "", "us-isob-east-1": "",
	} {
		console, fleetManager, session := linksOf(t, region, node)
		for _, link := range []string{console, fleetManager, session} {
			parsed, err := url.Parse(link)
			if err != nil || parsed.Host != host || host != "" && parsed.Query().Get("region") != region {
				t.Errorf("%s: %q, %v", region, link, err)
			}
		}
	}
}

// What a machine calls itself comes from whoever set it up.
func TestHostileNamesStayWhereNamesBelong(t *testing.T) {
	const hostile = `a/../b?x=1#y@evil.example\ <&;%2e"` + "\n"
	console, _, _ := linksOf(t, "eu-west-1", linkedNode{
		id: "mi-0123456789abcdef0", source: sourceAzure, computerName: azureID + ":" + hostile + ":" + hostile,
	})
	_, fleetManager, session := linksOf(t, "eu-west-1", linkedNode{id: "mi-" + hostile, ping: "Online"})
	instance, _, _ := linksOf(t, "eu-west-1", linkedNode{id: "i-" + hostile})
	name := url.PathEscape(hostile)
	for link, want := range map[string]string{
		console:      "https://portal.azure.com/#@/resource/subscriptions/" + azureID + "/resourceGroups/" + name + "/providers/Microsoft.Compute/virtualMachines/" + name,
		fleetManager: "https://eu-west-1.console.aws.amazon.com/systems-manager/fleet-manager/managed-nodes/mi-" + name + "/general?region=eu-west-1",
		session:      "https://eu-west-1.console.aws.amazon.com/systems-manager/session-manager/mi-" + name + "?region=eu-west-1",
		instance:     "https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#InstanceDetails:instanceId=i-" + url.QueryEscape(hostile),
	} {
		if link != want {
			t.Errorf("got %s, want %s", link, want)
		}
	}
	if console, _, _ := linksOf(t, "eu-west-1", linkedNode{source: sourceAzure, computerName: "evil.example/" + azureID + ":rg:vm"}); console != "" {
		t.Errorf("a subscription that is none leads to %s", console)
	}
}

func TestEveryPageOfTheConsoleIsReachedFromItsRow(t *testing.T) {
	for resource, want := range map[string]string{
		"alarms":             "/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/a%2Fb%20c%3Fd",
		"associations":       "/systems-manager/state-manager/a%2Fb%20c%3Fd/description?region=eu-west-1",
		"automations":        "/systems-manager/automation/execution/a%2Fb%20c%3Fd?region=eu-west-1",
		"commands":           "/systems-manager/run-command/a%2Fb%20c%3Fd?region=eu-west-1",
		"documents":          "/systems-manager/documents/a%2Fb%20c%3Fd/description?region=eu-west-1",
		"maintenanceWindows": "/systems-manager/maintenance-windows/a%2Fb%20c%3Fd/description?region=eu-west-1",
		"opsItems":           "/systems-manager/opsitems/a%2Fb%20c%3Fd?region=eu-west-1",
		"parameters":         "/systems-manager/parameters/a%2Fb%20c%3Fd/description?region=eu-west-1",
	} {
		rows := columns.NewTable(2)
		rows.Set(consolePages[resource].column, columns.NewStrings([]string{"a/b c?d", ""}))
		addConsolePages(resource, rows, "eu-west-1")
		link, _ := rows.Column("consoleUrl")
		if link.String(0) != "https://eu-west-1.console.aws.amazon.com"+want || link.Has(1) {
			t.Errorf("%s: %s, and of a row without an id %q", resource, link.String(0), link.String(1))
		}
		addConsolePages(resource, rows, "us-iso-east-1")
		if link, _ := rows.Column("consoleUrl"); link.Has(0) {
			t.Errorf("%s: %s, where no address is known", resource, link.String(0))
		}
	}
	for _, r := range Resources() {
		_, leads := consolePages[r.Name]
		if has := slices.ContainsFunc(r.Columns, func(c schema.Column) bool { return c.Name == "consoleUrl" }); has != (leads || r.Name == "nodes") {
			t.Errorf("%s has a page: %v", r.Name, has)
		}
	}
}
