package fleet

import (
	"cmp"
	"context"
	"maps"
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

// readPatchStates asks for the patch states of all nodes in the node list, while that is still being read.
func (p *place) readPatchStates(ctx context.Context, report progress[patchStates]) (patchStates, error) {
	client, err := p.client(ctx)
	if err != nil {
		return patchStates{}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	reading := patchReading{client: client, report: report, refused: cancel, asked: map[string]bool{}}
	reading.batches.SetLimit(patchBatchesAtOnce)
	known := map[string]bool{}
	var waiting []string // for a batch to be full
	for nodes, err := range follow(ctx, p.nodes) {
		if err != nil {
			return reading.end(err)
		}
		id := text(nodes.Table, "nodeId")
		for row := range int32(nodes.Rows()) {
			if !known[id(row)] {
				known[id(row)] = true
				waiting = append(waiting, id(row))
			}
		}
		reading.expect(len(known))
		for ; len(waiting) >= ssm.PatchStateBatch; waiting = waiting[ssm.PatchStateBatch:] {
			reading.ask(ctx, waiting[:ssm.PatchStateBatch])
		}
	}
	if len(waiting) > 0 {
		reading.ask(ctx, waiting)
	}
	return reading.end(nil)
}

// patchReading is one reading of patch states, many batches at a time.
type patchReading struct {
	client  *awsapi.Client
	report  progress[patchStates]
	refused context.CancelFunc
	batches errgroup.Group

	mu       sync.Mutex
	states   []types.InstancePatchState
	asked    map[string]bool
	expected int
	refusal  error
}

func (r *patchReading) expect(nodes int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.expected = nodes
}

// ask asks for one batch; it waits while enough of them are under way.
func (r *patchReading) ask(ctx context.Context, ids []string) {
	r.batches.Go(func() error {
		found, err := ssm.DescribeInstancePatchStates(ctx, r.client, ids)
		r.mu.Lock()
		defer r.mu.Unlock()
		if err != nil {
			// A failure costs its batch only, but what is refused once is refused for all.
			if awsapi.Explain(err).Action != "" && r.refusal == nil {
				r.refusal = err
				r.refused()
			}
			return err
		}
		r.states = append(r.states, found...)
		for _, id := range ids {
			r.asked[id] = true
		}
		r.report(r.sofar, len(r.asked), r.expected)
		return nil
	})
}

func (r *patchReading) sofar() patchStates { return tabulatePatchStates(r.states, r.asked) }

// end waits for the batches that are under way. The refusal comes first: what else failed may be its consequence.
func (r *patchReading) end(err error) (patchStates, error) {
	failed := r.batches.Wait()
	if err := cmp.Or(r.refusal, err, failed); err != nil {
		return patchStates{}, err
	}
	return r.sofar(), nil
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
