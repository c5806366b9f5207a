package fleet

import (
	"context"
	"iter"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// NodeAssociations asks AWS for the State Manager associations of one node. Errors as [Fleet.Patches].
func (f *Fleet) NodeAssociations(ctx context.Context, nodeID string) (Reading, error) {
	return detail(ctx, f, "DescribeInstanceAssociationsStatus", nodeID, nodeAssociationColumns,
		func(ctx context.Context, client *awsapi.Client) iter.Seq2[[]nodeAssociation, error] {
			return ssm.DescribeInstanceAssociationsStatus(ctx, client, nodeID)
		})
}

type nodeAssociation = types.InstanceAssociationStatusInfo

var nodeAssociationColumns = []columns.Definition[nodeAssociation]{
	columns.TextOf("associationId", func(a *nodeAssociation) *string { return a.AssociationId }),
	columns.TextOf("associationName", func(a *nodeAssociation) *string { return a.AssociationName }),
	columns.TextOf("documentName", func(a *nodeAssociation) *string { return a.Name }),
	columns.TextOf("documentVersion", func(a *nodeAssociation) *string { return a.DocumentVersion }),
	columns.TextOf("associationVersion", func(a *nodeAssociation) *string { return a.AssociationVersion }),
	columns.Text("status", func(a *nodeAssociation) string { return associationStatus(aws.ToString(a.Status), nil) }),
	columns.TextOf("detailedStatus", func(a *nodeAssociation) *string { return a.DetailedStatus }),
	columns.TimeOf("executionDate", func(a *nodeAssociation) *time.Time { return a.ExecutionDate }),
	columns.TextOf("executionSummary", func(a *nodeAssociation) *string { return a.ExecutionSummary }),
	columns.TextOf("errorCode", func(a *nodeAssociation) *string { return a.ErrorCode }),
}
