package fleet

import (
	"cmp"
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
	"github.com/onepane/onepane-fleet-app/pkg/schema"
	"github.com/onepane/onepane-fleet-app/pkg/statuses"
)

type associationExecution = types.AssociationExecution

var _ = declareHistory(historyResource[associationExecution]{
	Resource: schema.Resource{Name: "associationExecutions", Group: schema.ConfigurationGroup, Label: "Executions of associations",
		Description: "When State Manager's associations ran, and how it went",
		Span:        &schema.Span{Start: "createdTime"},
		Examples: []schema.Example{
			{Title: "Executions that failed",
				Filters: []schema.Filter{{Field: "status", Op: "in", Value: []string{statuses.ExecutionFailed, statuses.ExecutionTimedOut}}},
				OrderBy: []schema.OrderBy{{Field: "createdTime", Desc: true}}},
			{Title: "Executions by association and status", GroupBy: []string{"associationName", "status"}},
		},
	},
	list:   ssm.DescribeAssociationExecutions(probeUUID),
	of:     executionsIn,
	after:  associations,
	id:     "ExecutionId",
	layer:  HistoryLayer,
	lost:   "When associations ran, and which nodes they failed on",
	began:  func(e *associationExecution) *time.Time { return e.CreatedTime },
	isOver: func(e *associationExecution) bool { return e.Status != nil && isExecuted(*e.Status) },
	joined: withAssociationNames,
	joins:  []schema.Column{associationName},
	fields: []field[associationExecution]{
		{name: "createdTime", label: "Started", means: "When it was started", from: "CreatedTime", shown: true},
		{name: "associationId", label: "Association ID", means: "Association that ran", from: "AssociationId", shown: true},
		{name: "status", label: "Status", means: "How it stands over all its targets", from: "Status", set: statuses.ExecutionStatus, shown: true, text: statusOfExecution},
		{name: "detailedStatus", label: "Detailed status", means: "AWS's own, more detailed word for the status", from: "DetailedStatus", shown: true},
		{name: "resourceCountByStatus", label: "Targets by status", means: "How many targets are in each status, in AWS's words", from: "ResourceCountByStatus", shown: true},
		{name: "lastExecutionDate", label: "Last execution", means: "When a target last ran it", from: "LastExecutionDate"},
		{name: "associationVersion", label: "Association version", means: "Version of the association that ran", from: "AssociationVersion"},
		{name: "executionId", label: "Execution ID", means: "ID that State Manager gave it", from: "ExecutionId", shown: true},
	},
})

// associationName is what people call the association that a row is of.
var associationName = schema.Column{
	Name: "associationName", Label: "Association", Description: "Name of the association, or the document that it runs where it has none", Default: true, Derived: true,
	Sources: []schema.Source{schema.From(associations.operation, "AssociationName", "Name")},
}

// withAssociationNames adds that to rows.
func withAssociationNames(p *place, rows *columns.Table) *columns.Table {
	rows = rows.Clone()
	rows.SetLazy(associationName.Name, func() columns.Column {
		known := associations.known(p)
		id, name, document := text(rows, "associationId"), text(known.Table, "associationName"), text(known.Table, "documentName")
		names := make([]string, rows.Rows())
		for row := range names {
			of := known.row(id(int32(row)))
			names[row] = cmp.Or(name(of), document(of))
		}
		return columns.NewStrings(names)
	})
	return rows
}

func statusOfExecution(e *associationExecution) string {
	if e.Status == nil {
		return statuses.ExecutionUnknown
	}
	return executionStatus(*e.Status)
}

// executionsIn lists the executions of a place's associations one after the other, but for those that haven't run since.
func executionsIn(ctx context.Context, p *place, after time.Time) (awsapi.List[associationExecution], error) {
	var ids []string
	for found, err := range follow(ctx, associations.in(p)) {
		if err != nil {
			return awsapi.List[associationExecution]{}, err
		}
		ids = ids[:0]
		id := text(found.Table, "associationId")
		lastExecution, _ := found.Column("lastExecution")
		for row := range found.Rows() {
			if lastExecution.Has(row) && !lastExecution.Time(row).Before(after) {
				ids = append(ids, id(int32(row)))
			}
		}
	}
	return awsapi.InTurn(ssm.DescribeAssociationExecutions(probeUUID).Operation, ids, func(id string) awsapi.List[associationExecution] {
		return ssm.DescribeAssociationExecutions(id).After(after)
	}), nil
}
