package fleet

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// readAssociations reads the State Manager associations with their overview.
func (p *place) readAssociations(ctx context.Context, report progress[table]) (table, error) {
	client, err := p.client(ctx)
	if err != nil {
		return table{}, err
	}
	return collect(ssm.ListAssociations(ctx, client), tabulateAssociations, report)
}

func tabulateAssociations(associations []types.Association) table {
	return newTable(columns.Tabulate(associations, associationColumns), associations, func(a *association) string {
		return aws.ToString(a.AssociationId)
	})
}

// associationTable makes a place's part of the resource `associations`.
func (p *place) associationTable() *columns.Table {
	t := p.associations.knownOr(tabulateAssociations(nil)).Clone()
	p.locate(t)
	return t
}

type association = types.Association

var associationColumns = []columns.Definition[association]{
	columns.TextOf("associationId", func(a *association) *string { return a.AssociationId }),
	columns.TextOf("associationName", func(a *association) *string { return a.AssociationName }),
	columns.TextOf("documentName", func(a *association) *string { return a.Name }),
	columns.TextOf("documentVersion", func(a *association) *string { return a.DocumentVersion }),
	columns.TextOf("associationVersion", func(a *association) *string { return a.AssociationVersion }),
	columns.Text("targets", associationTargets),
	columns.TextOf("scheduleExpression", func(a *association) *string { return a.ScheduleExpression }),
	columns.Text("status", func(a *association) string {
		return associationStatus(aws.ToString(overview(a).Status), overview(a).AssociationStatusAggregatedCount)
	}),
	columns.TextOf("detailedStatus", func(a *association) *string { return overview(a).DetailedStatus }),
	columns.NumberOf("successCount", targetCount(statusSuccess)),
	columns.NumberOf("failedCount", targetCount(statusFailed)),
	columns.NumberOf("pendingCount", targetCount(statusPending)),
	columns.NumberOf("otherCount", targetCount(statusUnknown)),
	columns.TimeOf("lastExecution", func(a *association) *time.Time { return a.LastExecutionDate }),
}

func overview(a *association) types.AssociationOverview {
	if a.Overview == nil {
		return types.AssociationOverview{}
	}
	return *a.Overview
}

func targetCount(status string) func(*association) float64 {
	return func(a *association) float64 {
		if a.Overview == nil {
			return columns.None()
		}
		return float64(countIn(a.Overview.AssociationStatusAggregatedCount, status))
	}
}

// associationTargets says what an association targets as AWS's console writes it: `tag:Environment: production, staging`.
func associationTargets(a *association) string {
	targets := make([]string, 0, len(a.Targets))
	for _, target := range a.Targets {
		targets = append(targets, fmt.Sprintf("%s: %s", aws.ToString(target.Key), strings.Join(target.Values, ", ")))
	}
	if id := aws.ToString(a.InstanceId); id != "" && len(targets) == 0 {
		targets = append(targets, "InstanceIds: "+id)
	}
	return strings.Join(targets, "; ")
}
