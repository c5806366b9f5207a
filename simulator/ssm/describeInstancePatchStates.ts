import {
  type DescribeInstancePatchStatesRequest,
  type DescribeInstancePatchStatesResult,
  type InstancePatchState,
} from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type PatchBaseline, type PatchFacts } from '../estate/machine';
import { instanceIds, pageOf } from './input';
import { nonCompliantCounts } from './patchCounts';
import { type SsmWorld } from './ssmWorld';

/** Of 50 ids at most. Ids that are unknown, or that have no patch state, are absent from the answer, without a word. */
export function describeInstancePatchStates({ estate, nodes }: SsmWorld) {
  const baselines = new Map(estate.baselines.map((baseline) => [baseline.baselineId, baseline]));
  return (input: DescribeInstancePatchStatesRequest, call: AwsCall): DescribeInstancePatchStatesResult => {
    const ids = instanceIds(input.InstanceIds);
    const states = [...new Set(ids)].flatMap((id) => {
      const patch = nodes.find(id, call)?.ssm.patch;
      return patch ? [toState(id, patch, baselines.get(patch.baselineId))] : [];
    });
    const { items, nextToken } = pageOf(states, input, { low: 10, high: 100, usual: 50 }, call);
    return { InstancePatchStates: items, NextToken: nextToken };
  };
}

function toState(nodeId: string, patch: PatchFacts, baseline: PatchBaseline | undefined): InstancePatchState {
  const { counts } = patch;
  const { critical, security, other } = nonCompliantCounts(patch, baseline);
  return {
    InstanceId: nodeId,
    PatchGroup: patch.patchGroup,
    BaselineId: patch.baselineId,
    SnapshotId: patch.snapshotId,
    InstalledCount: counts.Installed,
    InstalledOtherCount: counts.InstalledOther,
    InstalledPendingRebootCount: counts.InstalledPendingReboot,
    InstalledRejectedCount: counts.InstalledRejected,
    MissingCount: counts.Missing,
    FailedCount: counts.Failed,
    UnreportedNotApplicableCount: 0,
    NotApplicableCount: patch.notApplicableCount,
    AvailableSecurityUpdateCount: counts.AvailableSecurityUpdate,
    CriticalNonCompliantCount: critical,
    SecurityNonCompliantCount: security,
    OtherNonCompliantCount: other,
    Operation: patch.operation,
    OperationStartTime: new Date(patch.startedAt),
    OperationEndTime: new Date(patch.endedAt),
    LastNoRebootInstallOperationTime:
      patch.lastNoRebootInstallAt === null ? undefined : new Date(patch.lastNoRebootInstallAt),
    RebootOption: patch.rebootOption,
  };
}
