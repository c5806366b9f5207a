package fleet

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type association = types.Association

const countsByStatus = "Overview.AssociationStatusAggregatedCount"

var associations = declareList(listResource[association]{
	Resource: schema.Resource{Name: "associations", Group: schema.ConfigurationGroup, Label: "Associations", Description: "State Manager associations",
		Examples: []schema.Example{
			{Title: "Associations that failed", Filters: []schema.Filter{{Field: "status", Op: "=", Value: statuses.AssociationFailed}},
				OrderBy: []schema.OrderBy{{Field: "failedCount", Desc: true}}},
			{Title: "Associations by status, in each account", GroupBy: []string{"account", "status"}},
			{Title: "Associations whose last run was more than 30 days ago", Filters: []schema.Filter{{Field: "lastExecution", Op: "<", Value: "30d"}},
				OrderBy: []schema.OrderBy{{Field: "lastExecution"}}},
		},
	},
	list:  ssm.ListAssociations,
	every: everyAssociations,
	id:    "AssociationId",
	layer: CoreLayer,
	lost:  "State Manager associations",
	fields: []field[association]{
		{name: "associationId", label: "Association ID", means: "ID that State Manager gave it", from: "AssociationId", shown: true},
		{name: "associationName", label: "Association name", means: "Name that people gave it; may be empty", from: "AssociationName", shown: true},
		{name: "documentName", label: "Document name", means: "SSM document that it runs", from: "Name", shown: true},
		{name: "documentVersion", label: "Document version", means: "Version of the document that it runs", from: "DocumentVersion"},
		{name: "associationVersion", label: "Association version", means: "Goes up each time the association is changed", from: "AssociationVersion"},
		{name: "targets", label: "Targets", means: "Which nodes it applies to: by tag, by resource group or by ID", from: "Targets TargetMaps InstanceId", shown: true, text: associationTargets},
		{name: "scheduleExpression", label: "Schedule", means: "Cron or rate expression by which it runs, in UTC; empty where it has none", from: "ScheduleExpression", shown: true},
		{name: "status", label: "Status", means: "Overall status across its targets", from: "Overview.Status " + countsByStatus, set: statuses.AssociationStatus, shown: true,
			text: func(a *association) string {
				return associationStatus(aws.ToString(overview(a).Status), overview(a).AssociationStatusAggregatedCount)
			}},
		{name: "detailedStatus", label: "Detailed status", means: "AWS's own, more detailed word for the status", from: "Overview.DetailedStatus"},
		targetCount("successCount", "Succeeded", "Targets in status Success", statuses.AssociationSuccess, true),
		targetCount("failedCount", "Failed", "Targets in status Failed", statuses.AssociationFailed, true),
		targetCount("pendingCount", "Pending", "Targets in status Pending", statuses.AssociationPending, false),
		targetCount("otherCount", "Other", "Targets in any status but Success, Failed and Pending", statuses.AssociationUnknown, false),
		{name: troubles, from: countsByStatus, text: func(a *association) string { return troublesOf(overview(a).AssociationStatusAggregatedCount) }},
		{name: "lastExecution", label: "Last execution", means: "When it last ran", from: "LastExecutionDate", shown: true},
	},
})

// troubles are AWS's words, with blanks between them, for the statuses of its targets that neither succeeded nor may still do.
const troubles = "troubles"

func troublesOf(counts map[string]int32) string {
	var words []string
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		switch executionStatus(word) {
		case statuses.ExecutionSuccess, statuses.ExecutionWaiting, statuses.ExecutionInProgress:
		default:
			if counts[word] > 0 && !strings.Contains(word, " ") {
				words = append(words, word)
			}
		}
	}
	return strings.Join(words, " ")
}

func overview(a *association) types.AssociationOverview {
	if a.Overview == nil {
		return types.AssociationOverview{}
	}
	return *a.Overview
}

// targetCount is the column that counts an association's targets in a status. Of one that runs a runbook AWS counts none.
func targetCount(name, label, means, status string, shown bool) field[association] {
	return field[association]{name: name, label: label, means: means, from: countsByStatus, unit: counted, shown: shown,
		number: func(a *association) float64 {
			if overview(a).AssociationStatusAggregatedCount == nil {
				return columns.None()
			}
			return countIn(a.Overview.AssociationStatusAggregatedCount, status)
		}}
}

// associationTargets says what an association targets as AWS's console writes it: `tag:Environment: production, staging`.
func associationTargets(a *association) string {
	targets := make([]string, 0, len(a.Targets))
	for _, target := range a.Targets {
		targets = append(targets, targetInWords(target))
	}
	for _, mapped := range a.TargetMaps {
		for _, key := range slices.Sorted(maps.Keys(mapped)) {
			targets = append(targets, fmt.Sprintf("%s: %s", key, strings.Join(mapped[key], ", ")))
		}
	}
	if id := aws.ToString(a.InstanceId); id != "" && len(targets) == 0 {
		targets = append(targets, "InstanceIds: "+id)
	}
	return strings.Join(targets, "; ")
}

func targetInWords(t types.Target) string {
	return fmt.Sprintf("%s: %s", aws.ToString(t.Key), strings.Join(t.Values, ", "))
}
