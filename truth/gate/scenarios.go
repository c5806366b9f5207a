package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/onepane/onepane-fleet-app/pkg/simulated"
)

type fault = simulated.Fault

// scenarios are all that there are, in the order in which they are listed.
func scenarios() []scenario {
	all := []scenario{
		{name: "calm", happens: usualEvents, short: warm},
		{name: "throttle-storm", says: "throttl", faults: throttled(fault{}), dead: true, short: warm},
		{name: "throttled-30-percent", faults: throttled(fault{"share": 0.3})},
		{name: "throttled-patch-states", faults: throttled(fault{"operation": "DescribeInstancePatchStates"})},
		{name: "throttled-node-list", faults: throttled(fault{"operation": "DescribeInstanceProperties"})},
		{name: "status-500", says: "InternalFailure", faults: []fault{{"status": 500, "code": "InternalFailure", "message": ""}}, dead: true},
		{name: "status-500-of-30-percent", faults: []fault{{"status": 500, "code": "InternalServerError", "share": 0.3}}},
		{name: "status-503", says: "ServiceUnavailable", faults: []fault{{"status": 503, "code": "ServiceUnavailable"}}, dead: true},
		{name: "status-503-html", says: "503", faults: []fault{{"answer": "gateway"}}, dead: true, short: cold},
		{name: "page-takes-30-s", faults: []fault{{"service": "ssm", "fromPage": 2, "latencyMs": 30_000}}, lasts: 70 * time.Second},
		{name: "slow-answers", faults: []fault{{"latencyMs": 3_000}}, lasts: time.Minute},
		{name: "half-a-reading-fails", faults: []fault{{"fromPage": 2, "status": 500}}, short: warm},
		{name: "page-2-refused", faults: []fault{{"page": 2, "code": "AccessDeniedException"}}},
		{name: "hanging-region", faults: []fault{{"region": "us-east-1", "answer": "hang"}}, lasts: 50 * time.Second},
		{name: "refused-region", says: "service control policy", faults: []fault{denied(fault{"region": "us-east-1"}, "with an explicit deny in a service control policy")}},
		{name: "unknown-region", only: cold, settings: inRegion("ap-northeast-9")},
		{name: "opt-in-region", only: cold, settings: inRegion("ap-east-1")},
		{name: "sts-hangs", says: "STS", faults: []fault{{"service": "sts", "answer": "hang"}}, dead: true},
		{name: "sts-throttled", says: "throttl", faults: throttled(fault{"service": "sts"}), dead: true},
		{name: "sts-refuses", only: cold, says: "AssumeRole", faults: []fault{denied(fault{"service": "sts", "operation": "AssumeRole"}, "")}, dead: true},
		{name: "credentials-expired", says: "expired", faults: expired("ExpiredTokenException"), dead: true, short: warm},
		{name: "credentials-refused", faults: expired("UnrecognizedClientException"), dead: true},
		{name: "role-session-refused-once", faults: []fault{{"service": "ssm", "code": "ExpiredTokenException", "status": 400, "times": 6}}},
		{name: "clock-10-minutes-behind", says: "clock", clock: 10 * time.Minute},
		{name: "clock-10-minutes-ahead", says: "clock", clock: -10 * time.Minute},
		{name: "echoed-secrets", faults: []fault{{"code": "AccessDeniedException", "message": "denied", "echo": true}}, short: warm},
		{name: "echoed-secrets-of-sts", faults: []fault{{"service": "sts", "code": "AccessDenied", "status": 403, "message": "denied", "echo": true}}},
		{name: "hostile-names", happens: []event{{2 * time.Second, hostileNames}}},
		{name: "nodes-vanish", happens: []event{{5 * time.Second, onlyVanish(12)}, {20 * time.Second, onlyVanish(12)}}},
		{name: "nodes-appear", happens: []event{{5 * time.Second, onlyAppear(12)}, {20 * time.Second, onlyAppear(12)}}, short: warm},
		{name: "nodes-vanish-under-throttles", faults: throttled(fault{"share": 0.3}), happens: []event{{5 * time.Second, onlyVanish(12)}}},
		{name: "nodes-appear-while-patch-states-fail", faults: []fault{{"operation": "DescribeInstancePatchStates", "status": 500}}, happens: []event{{5 * time.Second, onlyAppear(12)}}},
		{name: "nodes-appear-while-node-list-fails", faults: []fault{{"operation": "DescribeInstanceProperties", "status": 500}}, happens: []event{{5 * time.Second, onlyAppear(12)}}},
		{name: "server-part-killed", kills: true, short: cold},
		{name: "server-part-killed-under-throttles", kills: true, faults: throttled(fault{"share": 0.3})},
		{name: "two-data-sources", twice: true, short: warm},
		{name: "100-viewers", viewers: 100},
		{name: "4-minutes-refused", faults: []fault{denied(fault{"service": "ssm"}, "")}, lasts: 4 * time.Minute},
		{name: "4-minutes-throttled", says: "throttl", faults: throttled(fault{}), lasts: 4 * time.Minute, dead: true},
		{name: "4-minutes-hanging", says: "answer", faults: []fault{{"answer": "hang"}}, lasts: 4 * time.Minute, dead: true},
		{name: "4-minutes-without-ec2", faults: []fault{{"service": "ec2", "status": 503}}, lasts: 4 * time.Minute},
	}
	for _, operation := range []string{
		"DescribeInstanceInformation", "DescribeInstancePatchStates", "ListResourceComplianceSummaries", "GetPatchBaseline", "DescribeInstances",
		"GetResources", "ListAssociations", "DescribeActivations", "ListDocuments", "DescribePatchGroups", "DescribeInstancePatches",
		"DescribeInstanceAssociationsStatus", "ListInventoryEntries",
	} {
		says := operation
		if operation == "DescribeInstanceInformation" {
			says = "" // nobody asks for it where the other list is to be had
		}
		all = append(all, scenario{name: "denied-" + operation, says: says, faults: []fault{denied(fault{"operation": operation}, "")}})
	}
	properties := denied(fault{"operation": "DescribeInstanceProperties"}, "")
	all = append(all,
		scenario{name: "denied-DescribeInstanceProperties", faults: []fault{properties}, short: warm},
		scenario{name: "denied-DescribeInstanceProperties-and-its-fallback", faults: []fault{properties, denied(fault{"operation": "DescribeInstanceInformation"}, "")}},
	)
	// What isn't AWS's answer, and what is cut off: at all calls, and at every tenth.
	inTest := map[string]temperature{"empty": cold, "redirect307": warm, "emptyObject at times": warm}
	for _, answer := range []string{
		"empty", "html", "xhtml", "xhtmlAsXml", "json", "emptyObject", "otherJson", "xml", "bareAnswer", "wrongType", "redirect", "redirect307", "cut", "cutBody", "reset",
	} {
		// These two have AWS's own facts in them.
		dead := answer != "bareAnswer" && answer != "wrongType"
		says := map[string]string{"redirect": "redirect", "redirect307": "redirect", "reset": "doesn't answer"}[answer]
		all = append(all,
			scenario{name: "answer-" + answer, faults: []fault{{"answer": answer}}, dead: dead, says: says, short: inTest[answer]},
			scenario{name: fmt.Sprintf("answer-%s-of-10-percent", answer), faults: []fault{{"answer": answer, "share": 0.1}}, short: inTest[answer+" at times"]},
		)
	}
	for _, list := range []string{"emptyPage", "sameToken", "newTokens", "twice"} {
		all = append(all, scenario{name: "list-" + list, faults: []fault{{"list": list}}})
	}
	all = append(all,
		scenario{name: "value-nanTime-of-patch-states", faults: []fault{{"value": "nanTime", "member": "OperationEndTime"}}},
		scenario{name: "value-year1-of-patch-states", faults: []fault{{"value": "year1", "member": "OperationEndTime"}}},
		scenario{name: "value-year2300-of-patch-states", faults: []fault{{"value": "year2300", "member": "OperationEndTime"}}},
		scenario{name: "value-year9999-of-heartbeats", faults: []fault{{"value": "year9999", "member": "LastPingDateTime"}}},
		scenario{name: "value-minusOne-of-missing", faults: []fault{{"value": "minusOne", "member": "MissingCount"}}, withheld: true},
		scenario{name: "value-bigCount-of-missing", faults: []fault{{"value": "bigCount", "member": "MissingCount"}}},
		// Once only: what AWS says again and again, nobody can tell from the truth. Of all lists it can be told where there was one
		// before.
		scenario{name: "list-short", only: warm, faults: shortOnce(
			"DescribeInstanceProperties", "DescribeInstances", "ListResourceComplianceSummaries", "GetResources", "ListAssociations", "ListDocuments",
		), short: warm},
		scenario{name: "list-short-of-nodes", faults: shortOnce("DescribeInstanceProperties")},
		scenario{name: "list-short-of-nodes-without-compliance", only: warm, faults: append(shortOnce("DescribeInstanceProperties"),
			fault{"operation": "ListResourceComplianceSummaries", "status": 500})},
	)
	for _, value := range []string{"nanTime", "textTime", "year1", "year1601", "year2300", "year9999", "bigCount", "minusOne", "doubleTag"} {
		s := scenario{name: "value-" + value, faults: []fault{{"value": value}}, withheld: value == "minusOne", short: map[string]temperature{"nanTime": cold}[value]}
		if value == "doubleTag" {
			s.also = again
		}
		all = append(all, s)
	}
	return all
}

// throttled has AWS throttle whom a fault fits, each service in its own words.
func throttled(whom fault) []fault {
	return []fault{with(whom, fault{"code": "ThrottlingException", "status": 400, "message": "Rate exceeded"})}
}

// denied has a policy deny whom a fault fits, in AWS's words. The reason is AWS's own addition.
func denied(whom fault, reason string) fault {
	if reason == "" {
		reason = "because no identity-based policy allows the action"
	}
	action, code, status := "ssm:ListAssociations", "AccessDeniedException", 400
	switch {
	case whom["operation"] == "DescribeInstances":
		action, code, status = "ec2:DescribeInstances", "UnauthorizedOperation", 403
	case whom["operation"] == "GetResources":
		action = "tag:GetResources"
	case whom["service"] == "sts":
		action, code, status = "sts:AssumeRole", "AccessDenied", 403
	case whom["operation"] != nil:
		action = fmt.Sprintf("ssm:%s", whom["operation"])
	}
	return with(whom, fault{
		"code": code, "status": status,
		"message": fmt.Sprintf("User: arn:aws:sts::111122223333:assumed-role/OnePaneReader/grafana is not authorized to perform: %s on resource: * %s", action, reason),
	})
}

// expired has AWS not take the credentials any more; STS says nothing, so that new ones are to be had.
func expired(code string) []fault {
	var all []fault
	for _, service := range []string{"ssm", "ec2", "tagging"} {
		all = append(all, fault{"service": service, "code": code, "status": 400, "message": "The security token included in the request is expired"})
	}
	return all
}

// shortOnce has the lists of some operations end after their first page, once in every account and Region.
func shortOnce(operations ...string) []fault {
	var all []fault
	for _, operation := range operations {
		for _, account := range []string{"111122223333", "222233334444", "333344445555"} {
			for _, region := range []string{"eu-west-1", "us-east-1"} {
				all = append(all, fault{"operation": operation, "account": account, "region": region, "page": 1, "list": "short", "times": 1})
			}
		}
	}
	return all
}

// again is the other value of a tag whose key AWS gives twice.
func again(column, right string) string {
	if strings.HasPrefix(column, "tag:") {
		return right + " (again)"
	}
	return right
}

// inRegion has every account read in one more Region.
func inRegion(region string) func(map[string]any) {
	return func(settings map[string]any) {
		accounts, _ := settings["accounts"].([]any)
		for _, account := range accounts {
			if of, ok := account.(map[string]any); ok {
				regions, _ := of["regions"].([]any)
				of["regions"] = append(regions, region)
			}
		}
	}
}

func with(a, b fault) fault {
	merged := fault{}
	for _, each := range []fault{a, b} {
		for name, value := range each {
			merged[name] = value
		}
	}
	return merged
}
