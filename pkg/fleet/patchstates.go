package fleet

import (
	"cmp"
	"context"
	"maps"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"golang.org/x/sync/errgroup"

	"github.com/onepane/onepane-fleet-app/pkg/awsapi"
	"github.com/onepane/onepane-fleet-app/pkg/awsapi/ssm"
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

var patchStateBatches = declareFeed(feed[patchStates]{
	permission: permission{
		operation: ssm.DescribeInstancePatchStates.Operation,
		lost:      "Patch buckets and counts: they are shown as unknown",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			_, err := ssm.DescribeInstancePatchStates.Ask(ctx, client, []string{probeID})
			return err
		},
	},
	every:   everyPatchStates,
	read:    readPatchStates,
	nothing: func() patchStates { return tabulatePatchStates(nil, nil) },
	after:   nodeLists,
})

// readPatchStates asks for the patch states of all nodes in the node list, while that is still being read.
func readPatchStates(ctx context.Context, p *place, report progress[patchStates]) (patchStates, error) {
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
	for nodes, err := range follow(ctx, nodeLists.in(p)) {
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
		found, err := ssm.DescribeInstancePatchStates.Ask(ctx, r.client, ids)
		r.mu.Lock()
		defer r.mu.Unlock()
		if err != nil {
			// A failure costs its batch only, but what is refused once is refused for all.
			if awsapi.Explain(err).Kind == awsapi.Refused && r.refusal == nil {
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

var tabulateStates = patchStateRecords.tableBy("InstanceId")

func tabulatePatchStates(states []types.InstancePatchState, asked map[string]bool) patchStates {
	// A copy: the reading goes on.
	return patchStates{table: tabulateStates(states), asked: maps.Clone(asked)}
}

type patchState = types.InstancePatchState

// patchStateRecords is what the last patch operation found on each node.
var patchStateRecords = recordsOf(ssm.DescribeInstancePatchStates.Operation,
	field[patchState]{name: "patchGroup", label: "Patch group", means: "Patch group that the node belongs to", from: "PatchGroup"},
	field[patchState]{name: "baselineId", label: "Baseline ID", means: "Patch baseline that the last patch operation used", from: "BaselineId"},
	field[patchState]{name: "snapshotId", label: "Snapshot ID", means: "Patch baseline snapshot that the last patch operation used", from: "SnapshotId"},
	field[patchState]{name: "patchOperation", label: "Patch operation", means: "What the last patch operation did: Scan or Install", from: "Operation"},
	field[patchState]{name: "patchOperationStart", label: "Patch operation start", means: "When the last patch operation started", from: "OperationStartTime"},
	field[patchState]{name: "patchOperationEnd", label: "Patch operation end", means: "When the last patch operation ended", from: "OperationEndTime"},
	field[patchState]{name: "rebootOption", label: "Reboot option", means: "Whether Install may reboot the node: RebootIfNeeded or NoReboot", from: "RebootOption"},
	field[patchState]{name: "lastNoRebootInstall", label: "Last install without reboot", means: "When Install was last run with NoReboot", from: "LastNoRebootInstallOperationTime"},
	field[patchState]{name: "missingCount", label: "Missing", means: "Approved patches that are not installed", from: "MissingCount", unit: counted, shown: true},
	field[patchState]{name: "failedCount", label: "Failed", means: "Patches that the last patch operation failed to install", from: "FailedCount", unit: counted, shown: true},
	field[patchState]{name: "installedCount", label: "Installed", means: "Installed patches that the baseline approves", from: "InstalledCount", unit: counted},
	field[patchState]{name: "installedOtherCount", label: "Installed other", means: "Installed patches that are not in the baseline", from: "InstalledOtherCount", unit: counted},
	field[patchState]{name: "installedPendingRebootCount", label: "Pending reboot", means: "Patches installed and waiting for a reboot", from: "InstalledPendingRebootCount", unit: counted},
	field[patchState]{name: "installedRejectedCount", label: "Installed rejected", means: "Installed patches that the baseline rejects", from: "InstalledRejectedCount", unit: counted},
	field[patchState]{name: "notApplicableCount", label: "Not applicable", means: "Patches in the baseline that do not apply to the node", from: "NotApplicableCount", unit: counted},
	field[patchState]{name: "unreportedNotApplicableCount", label: "Not applicable, unreported", means: "Patches that do not apply to the node, beyond those that AWS reports by name", from: "UnreportedNotApplicableCount", unit: counted},
	field[patchState]{name: "availableSecurityUpdateCount", label: "Security updates available", means: "Security updates that are available but not approved by the baseline (Windows Server only)", from: "AvailableSecurityUpdateCount", unit: counted},
	field[patchState]{name: "criticalNonCompliantCount", label: "Critical noncompliant", means: "Noncompliant patches that the baseline reports as Critical", from: "CriticalNonCompliantCount", unit: counted},
	field[patchState]{name: "securityNonCompliantCount", label: "Security noncompliant", means: "Noncompliant patches that are security patches by their advisory", from: "SecurityNonCompliantCount", unit: counted},
	field[patchState]{name: "otherNonCompliantCount", label: "Other noncompliant", means: "Noncompliant patches that are neither Critical nor security patches", from: "OtherNonCompliantCount", unit: counted},
)
