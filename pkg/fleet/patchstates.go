package fleet

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"golang.org/x/sync/errgroup"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
	"github.com/onepane/onepane-fleet-app/pkg/columns"
)

// patchBatchesAtOnce is how many questions for patch states of one place wait for an answer at one time. The limiter sets
// the pace; this covers slow answers.
const patchBatchesAtOnce = 16

// patchStates is the patch states of a place's nodes.
type patchStates struct {
	table
	// asked are the nodes that AWS was asked for: one of them without a row has no patch state.
	asked map[string]bool
}

func (s patchStates) size() int { return len(s.asked) }

// readPatchStates asks for the patch states of all nodes in the node list.
func (p *place) readPatchStates(ctx context.Context, report progress[patchStates]) (patchStates, error) {
	nodes, err := need(ctx, p.nodes)
	if err != nil {
		return patchStates{}, err
	}
	client, err := p.client(ctx)
	if err != nil {
		return patchStates{}, err
	}
	ids := make([]string, 0, len(nodes.rows))
	for id := range nodes.rows {
		ids = append(ids, id)
	}
	slices.Sort(ids)

	var (
		mu      sync.Mutex
		asked   = make(map[string]bool, len(ids))
		states  []types.InstancePatchState
		refusal error
	)
	sofar := func() patchStates { return tabulatePatchStates(states, asked) }
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var batches errgroup.Group
	batches.SetLimit(patchBatchesAtOnce)
	for batch := range slices.Chunk(ids, ssm.PatchStateBatch) {
		batches.Go(func() error {
			found, err := ssm.DescribeInstancePatchStates(ctx, client, batch)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				// A failure costs its batch only, but what is refused once is refused for all.
				if awsapi.Explain(err).Action != "" && refusal == nil {
					refusal = err
					cancel()
				}
				return err
			}
			states = append(states, found...)
			for _, id := range batch {
				asked[id] = true
			}
			report(sofar, len(asked), len(ids))
			return nil
		})
	}
	if err := batches.Wait(); err != nil {
		return patchStates{}, cmp.Or(refusal, err)
	}
	return sofar(), nil
}

func tabulatePatchStates(states []types.InstancePatchState, asked map[string]bool) patchStates {
	return patchStates{
		table: newTable(columns.Tabulate(states, patchStateColumns), states, func(s *types.InstancePatchState) string {
			return aws.ToString(s.InstanceId)
		}),
		// A copy: the reading goes on.
		asked: maps.Clone(asked),
	}
}

type patchState = types.InstancePatchState

var patchStateColumns = []columns.Definition[patchState]{
	columns.TextOf("patchGroup", func(s *patchState) *string { return s.PatchGroup }),
	columns.TextOf("baselineId", func(s *patchState) *string { return s.BaselineId }),
	columns.TextOf("snapshotId", func(s *patchState) *string { return s.SnapshotId }),
	columns.Text("patchOperation", func(s *patchState) string { return string(s.Operation) }),
	columns.TimeOf("patchOperationStart", func(s *patchState) *time.Time { return s.OperationStartTime }),
	columns.TimeOf("patchOperationEnd", func(s *patchState) *time.Time { return s.OperationEndTime }),
	columns.Text("rebootOption", func(s *patchState) string { return string(s.RebootOption) }),
	columns.TimeOf("lastNoRebootInstall", func(s *patchState) *time.Time { return s.LastNoRebootInstallOperationTime }),
	columns.Count("missingCount", func(s *patchState) *int32 { return &s.MissingCount }),
	columns.Count("failedCount", func(s *patchState) *int32 { return &s.FailedCount }),
	columns.Count("installedCount", func(s *patchState) *int32 { return &s.InstalledCount }),
	columns.Count("installedOtherCount", func(s *patchState) *int32 { return &s.InstalledOtherCount }),
	columns.Count("installedPendingRebootCount", func(s *patchState) *int32 { return s.InstalledPendingRebootCount }),
	columns.Count("installedRejectedCount", func(s *patchState) *int32 { return s.InstalledRejectedCount }),
	columns.Count("notApplicableCount", func(s *patchState) *int32 { return &s.NotApplicableCount }),
	columns.Count("unreportedNotApplicableCount", func(s *patchState) *int32 { return s.UnreportedNotApplicableCount }),
	columns.Count("availableSecurityUpdateCount", func(s *patchState) *int32 { return s.AvailableSecurityUpdateCount }),
	columns.Count("criticalNonCompliantCount", func(s *patchState) *int32 { return s.CriticalNonCompliantCount }),
	columns.Count("securityNonCompliantCount", func(s *patchState) *int32 { return s.SecurityNonCompliantCount }),
	columns.Count("otherNonCompliantCount", func(s *patchState) *int32 { return s.OtherNonCompliantCount }),
}
