package fleet

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// readCompliance reads AWS's own verdict on each node's patches.
func (p *place) readCompliance(ctx context.Context, report progress[table]) (table, error) {
	client, err := p.client(ctx)
	if err != nil {
		return table{}, err
	}
	return collect(ssm.ListResourceComplianceSummaries(ctx, client), tabulateCompliance, report)
}

func tabulateCompliance(summaries []types.ResourceComplianceSummaryItem) table {
	return newTable(columns.Tabulate(summaries, complianceColumns), summaries, func(s *types.ResourceComplianceSummaryItem) string {
		return aws.ToString(s.ResourceId)
	})
}

var complianceColumns = []columns.Definition[types.ResourceComplianceSummaryItem]{
	columns.Text("complianceStatus", func(s *types.ResourceComplianceSummaryItem) string { return string(s.Status) }),
}
