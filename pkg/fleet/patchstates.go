package fleet

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ssm/types"
	"github.com/aws/smithy-go"
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
	// untaken are the nodes whose ids AWS's patch operations don't take.
	untaken map[string]bool
	// left are nodes without a patch state that were no longer listed when AWS had been asked for it: they may have had one.
	left map[string]bool
	// whole: all were asked for, and left is known.
	whole bool
	// spells say since when nodes are noncompliant; nil while the states are being read.
	spells map[string]spell
}

// whyNone says why that AWS gave no patch state of a node doesn't mean that there never was one; empty where it does.
func (s patchStates) whyNone(id string) string {
	switch {
	case s.left[id]:
		return "AWS has no patch state for it, and no longer listed it when that was read"
	case !s.whole:
		return "AWS has no patch state for it; whether it is still listed is not known yet"
	}
	return ""
}

func (s patchStates) size() int { return len(s.asked) + len(s.untaken) }

var patchStateBatches = declareFeed(feed[patchStates]{
	permission: permission{
		operation: ssm.DescribeInstancePatchStates.Operation,
		layer:     PatchesLayer,
		lost:      "Patch buckets and counts: they are shown as unknown",
		probe: func(ctx context.Context, client *awsapi.Client) error {
			_, err := ssm.DescribeInstancePatchStates.Ask(ctx, client, []string{probeID})
			return err
		},
	},
	every:   everyPatchStates,
	read:    readPatchStates,
	nothing: func() patchStates { return (&patchesSoFar{}).evidence() },
	missing: func(_ *place, before *patchStates, found patchStates) lack {
		if before == nil {
			return lack{}
		}
		// Fewer nodes have fewer states: of those that were asked for, then and now.
		then := 0
		for id := range before.rows {
			if found.asked[id] {
				then++
			}
		}
		return lostTenth(then, found.Rows())
	},
	after: nodeLists,
})

// readPatchStates asks for the patch states of all nodes in the node list, while that is still being read. What the reading before
// it got before it failed isn't asked for again.
func readPatchStates(ctx context.Context, p *place, r *reading[patchStates]) (patchStates, error) {
	client, err := p.client(ctx)
	if err != nil {
		return patchStates{}, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	reading := patchReading{reading: r, client: client, refused: cancel}
	reading.sofar, _ = left[patchesSoFar](r)
	reading.had = setOf(slices.Concat(reading.sofar.asked, reading.sofar.untaken))
	reading.batches.SetLimit(patchBatchesAtOnce)
	known := map[string]bool{}
	var waiting []string // for a batch to be full
	for nodes, err := range follow(ctx, nodeLists.in(p)) {
		if err != nil {
			return reading.end(err)
		}
		id := text(nodes.Table, "nodeId")
		for row := range int32(nodes.Rows()) {
			if known[id(row)] {
				continue
			}
			known[id(row)] = true
			if reading.needs(id(row)) {
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
	found, err := reading.end(nil)
	if err == nil {
		found.left, err = leftNodes(ctx, client, found, nodeLists.known(p).fallback != "")
		found.whole = true
		found.spells = found.scans().spellsAfter(scansBefore(r), p.account.registry.traffic.Now())
	}
	return found, err
}

// leftNodes gives the nodes without a patch state that aren't listed any more. One that was deregistered between the node list
// and the question for its patch state has none at AWS, which isn't to say that none was ever reported.
func leftNodes(ctx context.Context, client *awsapi.Client, states patchStates, fallback bool) (map[string]bool, error) {
	left := map[string]bool{}
	for id := range states.asked {
		if states.row(id) < 0 {
			left[id] = true
		}
	}
	if len(left) == 0 {
		return nil, nil
	}
	list := ssm.DescribeInstanceProperties
	if fallback {
		list = ssm.DescribeInstanceInformation
	}
	for page, err := range list.Pages(ctx, client) {
		if err != nil {
			return nil, err
		}
		for _, node := range page.Items {
			delete(left, aws.ToString(node.InstanceId))
		}
	}
	return left, nil
}

// patchesSoFar is what a reading of patch states has got.
type patchesSoFar struct {
	states         []types.InstancePatchState
	asked, untaken []string
}

func (s *patchesSoFar) evidence() patchStates {
	return patchStates{table: tabulateStates(s.states), asked: setOf(s.asked), untaken: setOf(s.untaken)}
}

func setOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// patchReading is one reading of patch states, many batches at a time.
type patchReading struct {
	*reading[patchStates]
	client  *awsapi.Client
	refused context.CancelFunc
	batches errgroup.Group

	mu       sync.Mutex
	sofar    patchesSoFar
	had      map[string]bool // what the reading before this one has left
	expected int
	refusal  error
}

// needs tells whether AWS is to be asked for a node. An id of another kind than the operation takes, as the EKS connector's, is
// refused with its whole batch.
func (r *patchReading) needs(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.had[id] {
		return false
	}
	if !isNodeID(id) {
		r.sofar.untaken = append(r.sofar.untaken, id)
		return false
	}
	return true
}

func (r *patchReading) expect(nodes int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.expected = nodes
}

// ask asks for one batch; it waits while enough of them are under way.
func (r *patchReading) ask(ctx context.Context, ids []string) {
	r.batches.Go(func() error { return withoutPanic(func() error { return r.askNow(ctx, ids) }) })
}

func (r *patchReading) askNow(ctx context.Context, ids []string) error {
	found, err := ssm.DescribeInstancePatchStates.Ask(ctx, r.client, ids)
	if err != nil && refusesIDs(err) {
		return r.askParts(ctx, ids)
	}
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
	r.sofar.states = append(r.sofar.states, found...)
	r.sofar.asked = append(r.sofar.asked, ids...)
	r.tell()
	return nil
}

// askParts finds the id for which AWS refuses a whole batch, and asks for the others.
func (r *patchReading) askParts(ctx context.Context, ids []string) error {
	if len(ids) == 1 {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.sofar.untaken = append(r.sofar.untaken, ids[0])
		r.tell()
		return nil
	}
	half := len(ids) / 2
	return errors.Join(r.askNow(ctx, ids[:half]), r.askNow(ctx, ids[half:]))
}

// refusesIDs tells of a failure that AWS doesn't take one of the ids that it was asked for.
func refusesIDs(err error) bool {
	var api smithy.APIError
	return errors.As(err, &api) && (api.ErrorCode() == "ValidationException" || api.ErrorCode() == "InvalidInstanceId")
}

// tell needs the lock. Slices only grow, so that what was told of them stays true.
func (r *patchReading) tell() {
	sofar := r.sofar
	r.report(sofar.evidence, len(sofar.asked)+len(sofar.untaken), r.expected)
}

// end waits for the batches that are under way. The refusal comes first: what else failed may be its consequence.
func (r *patchReading) end(err error) (patchStates, error) {
	failed := r.batches.Wait()
	if err := cmp.Or(r.refusal, err, failed); err != nil {
		r.leave(r.sofar)
		return patchStates{}, err
	}
	// Should what comes after it fail.
	r.leave(r.sofar)
	return r.sofar.evidence(), nil
}

var tabulateStates = patchStateRecords.tableBy("InstanceId")

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
