package fleet

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type associationTarget = types.AssociationExecutionTarget

var listAssociationTargets = ssm.DescribeAssociationExecutionTargets(ssm.AssociationExecution{})

var lastExecutions = ssm.DescribeAssociationExecutions(probeUUID).Operation

var associationTargetRecords = recordsOf(listAssociationTargets.Operation,
	field[associationTarget]{name: "nodeId", label: "Node ID", means: "Node, or what else it was to run on", from: "ResourceId", shown: true},
	field[associationTarget]{name: "associationId", label: "Association ID", means: "Association that did not succeed on it", from: "AssociationId", shown: true},
	field[associationTarget]{name: "status", label: "Status", means: "How it stands on the target", from: "Status", set: statuses.ExecutionStatus, shown: true,
		text: func(t *associationTarget) string { return executionStatus(aws.ToString(t.Status)) }},
	field[associationTarget]{name: "detailedStatus", label: "Detailed status", means: "AWS's own, more detailed word for the status: why it did not succeed", from: "DetailedStatus", shown: true},
	field[associationTarget]{name: "lastExecutionDate", label: "Last execution", means: "When the target last ran it", from: "LastExecutionDate", shown: true},
	field[associationTarget]{name: "resourceType", label: "Resource type", means: "Kind of target, for instance Instance", from: "ResourceType"},
	field[associationTarget]{name: "associationVersion", label: "Association version", means: "Version of the association that ran", from: "AssociationVersion"},
	field[associationTarget]{name: "executionId", label: "Execution ID", means: "Execution of the association", from: "ExecutionId"},
	field[associationTarget]{name: "outputSourceId", label: "Command ID", means: "Command or automation that ran it", from: "OutputSource.OutputSourceId", shown: true},
	field[associationTarget]{name: "outputSourceType", label: "Ran as", means: "Kind of what ran it, for instance RunCommand", from: "OutputSource.OutputSourceType"},
)

// failedTargets are the targets on which associations did not succeed when they last ran.
var failedTargets = declareItems(schema.Resource{
	Name: "associationTargets", Group: schema.ConfigurationGroup, Label: "Failures of associations",
	Sources:     []schema.Source{schema.From(associations.operation)},
	Description: "Nodes on which the last execution of an association did not succeed, and with what words",
	Examples: []schema.Example{
		{Title: "Failures by their words", GroupBy: []string{"detailedStatus", "associationName"}},
		{Title: "The latest failures", OrderBy: []schema.OrderBy{{Field: "lastExecutionDate", Desc: true}}},
	},
}, feed[table]{
	permission: permission{
		operation: listAssociationTargets.Operation,
		layer:     HistoryLayer,
		lost:      "Which nodes associations failed on, and with what words",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			none := ssm.AssociationExecution{AssociationID: probeUUID, ExecutionID: probeUUID, Status: "Failed"}
			return firstPage(ssm.DescribeAssociationExecutionTargets(none).Pages(ctx, client))
		},
	},
	// Of the executions it needs the last ones alone, and those however long ago they were.
	calls:    []awsapi.Operation{lastExecutions},
	every:    everyAssociations,
	onDemand: true,
	after:    associations,
	read: func(ctx context.Context, p *place, r *reading[table]) (table, error) {
		list, err := failuresIn(ctx, p)
		if err != nil {
			return table{}, err
		}
		return readAll(ctx, p, list, tabulateAssociationTargets, r)
	},
	nothing: func() table { return tabulateAssociationTargets(nil) },
}, slices.Insert(associationTargetRecords.columns(), leading, associationName), func(p *place, t table) *columns.Table { return withAssociationNames(p, t.Table) })

var tabulateAssociationTargets = associationTargetRecords.tableBy("ResourceId AssociationId")

// failuresIn lists the targets of the last executions of a place's associations that are in trouble, status by status.
func failuresIn(ctx context.Context, p *place) (awsapi.List[associationTarget], error) {
	var none awsapi.List[associationTarget]
	client, err := p.client(ctx)
	if err != nil {
		return none, err
	}
	var known table
	for found, err := range follow(ctx, associations.in(p)) {
		if err != nil {
			return none, err
		}
		known = found
	}
	id, words := text(known.Table, "associationId"), text(known.Table, troubles)
	lastExecution, _ := known.Column("lastExecution")
	parts := map[string]ssm.AssociationExecution{}
	var names []string
	for row := range known.Rows() {
		id, words := id(int32(row)), strings.Fields(words(int32(row)))
		if len(words) == 0 || !lastExecution.Has(row) {
			continue
		}
		last, err := latestExecution(ctx, client, id, lastExecution.Time(row).Add(-createdBefore))
		if err != nil {
			return none, err
		}
		for _, word := range words {
			if last != "" {
				name := id + "/" + word
				names = append(names, name)
				parts[name] = ssm.AssociationExecution{AssociationID: id, ExecutionID: last, Status: word}
			}
		}
	}
	return awsapi.InTurn(listAssociationTargets.Operation, names, func(name string) awsapi.List[associationTarget] {
		return ssm.DescribeAssociationExecutionTargets(parts[name])
	}), nil
}

// createdBefore is how long before an association is said to have run its execution may have been created: targets take it one
// after the other.
const createdBefore = 24 * time.Hour

// latestExecution gives the id of the newest of an association's executions since a time; empty where there is none.
func latestExecution(ctx context.Context, client *awsapi.Client, associationID string, after time.Time) (id string, err error) {
	var created time.Time
	for page, err := range ssm.DescribeAssociationExecutions(associationID).After(after).Pages(ctx, client) {
		if err != nil {
			return "", err
		}
		for _, e := range page.Items {
			if at := aws.ToTime(e.CreatedTime); id == "" || at.After(created) {
				id, created = aws.ToString(e.ExecutionId), at
			}
		}
	}
	return id, nil
}
