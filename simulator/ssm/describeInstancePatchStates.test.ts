import { type AwsCall } from '../aws/awsService';
import { type Machine, type SsmFacts } from '../estate/machine';
import { makeEstate } from '../estate/makeEstate';
import { makeSsmService } from './ssmService';

type Managed = Machine & { ssm: SsmFacts };

const estate = makeEstate({ nodes: 1200, seed: 7, now: Date.now() });
const { operations } = makeSsmService(estate);
const managed = estate.machines.filter((machine): machine is Managed => machine.ssm !== null);

function ask(operation: string, input: object, { account, region }: Machine): any {
  return operations[operation](input, { service: 'ssm', operation, account, region, mostPerPage: Infinity } as AwsCall);
}

const alone = managed.find(({ ssm }) => ssm.patchByAssociation && !ssm.patch)!;
const connector = managed.find(({ ssm }) => ssm.nodeId.startsWith('eks_c:'))!;

test('what Host Management alone scans has no patch state, and a verdict with counts and a time', () => {
  const { nodeId, patchByAssociation } = alone.ssm;
  expect(ask('DescribeInstancePatchStates', { InstanceIds: [nodeId] }, alone).InstancePatchStates).toEqual([]);
  const filters = [
    { Key: 'ComplianceType', Values: ['Patch'] },
    { Key: 'ResourceId', Values: [nodeId] },
  ];
  const [verdict, ...others] = ask('ListResourceComplianceSummaries', { Filters: filters }, alone)
    .ResourceComplianceSummaryItems as Array<Record<string, any>>;
  expect(others).toEqual([]);
  expect(verdict).toMatchObject({
    Status: patchByAssociation!.status,
    ExecutionSummary: { ExecutionTime: new Date(patchByAssociation!.executedAt) },
    CompliantSummary: { CompliantCount: patchByAssociation!.compliantCount },
  });
  const { SeveritySummary } = verdict.NonCompliantSummary;
  for (const [severity, count] of Object.entries(patchByAssociation!.nonCompliantBySeverity)) {
    expect(SeveritySummary[`${severity}Count`]).toBe(count);
  }
});

test('where both report, the summary is Host Management’s', () => {
  const both = managed.filter(({ ssm }) => ssm.patchByAssociation && ssm.patch);
  for (const machine of both) {
    const filters = [{ Key: 'ResourceId', Values: [machine.ssm.nodeId] }];
    const items = ask('ListResourceComplianceSummaries', { Filters: filters }, machine).ResourceComplianceSummaryItems;
    const patch = items.filter(({ ComplianceType }: any) => ComplianceType === 'Patch');
    expect(patch.map(({ Status }: any) => Status)).toEqual([machine.ssm.patchByAssociation!.status]);
  }
});

test('a connector’s id is listed, and costs a whole batch of patch states', () => {
  const { nodeId } = connector.ssm;
  const listed = ask('DescribeInstanceProperties', { MaxResults: 1000 }, connector).InstanceProperties;
  expect(listed.map(({ InstanceId }: any) => InstanceId)).toContain(nodeId);
  const [good] = managed.filter(({ ssm, account, region }) => {
    return ssm.patch && account === connector.account && region === connector.region;
  });
  const states = (ids: string[]) => ask('DescribeInstancePatchStates', { InstanceIds: ids }, connector);
  expect(states([good.ssm.nodeId]).InstancePatchStates).toHaveLength(1);
  expect(() => states([good.ssm.nodeId, nodeId])).toThrow(
    `1 validation error detected: Value '[${good.ssm.nodeId}, ${nodeId}]' at 'instanceIds' failed to satisfy constraint`
  );
});

test.each(['DescribeInstancePatches', 'DescribeInstanceAssociationsStatus', 'ListInventoryEntries'])(
  '%s refuses a connector’s id',
  (operation) => {
    const input = { InstanceId: connector.ssm.nodeId, TypeName: 'AWS:Application' };
    expect(() => ask(operation, input, connector)).toThrow(/at 'instanceId' failed to satisfy constraint/);
  }
);

test('a baseline that was deleted is named by patch states, and can’t be read', () => {
  const known = new Set(estate.baselines.map(({ baselineId }) => baselineId));
  const orphan = managed.find(({ ssm }) => ssm.patch && !known.has(ssm.patch.baselineId))!;
  const [state] = ask('DescribeInstancePatchStates', { InstanceIds: [orphan.ssm.nodeId] }, orphan).InstancePatchStates;
  expect(state.BaselineId).toBe(orphan.ssm.patch!.baselineId);
  expect(() => ask('GetPatchBaseline', { BaselineId: state.BaselineId }, orphan)).toThrow('does not exist');
});

test('unusual words are counted as they are', () => {
  for (const word of ['Skipped', 'Queued'] as const) {
    const machine = managed.find(({ ssm }) => ssm.agentUpdateStatus === word)!;
    const filters = [{ Key: 'InstanceIds', Operator: 'Equal', Values: [machine.ssm.nodeId] }];
    const [node] = ask('DescribeInstanceProperties', { FiltersWithOperator: filters }, machine).InstanceProperties;
    expect(node.AssociationOverview.InstanceAssociationStatusAggregatedCount[word]).toBe(1);
    expect(node.AssociationStatus).toBe(word === 'Queued' ? 'Pending' : 'Success');
  }
});
