import { type ComplianceItem, type ListComplianceItemsRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { listComplianceItems } from './listComplianceItems';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const world = makeSsmWorld(estate);
const operation = listComplianceItems(world);
const place = { account: estate.accounts[0].id, region: 'eu-west-1' };
const call = { operation: 'ListComplianceItems', ...place, mostPerPage: Infinity } as AwsCall;
const nodes = world.nodes.all(place);

function all(input: ListComplianceItemsRequest): ComplianceItem[] {
  const found: ComplianceItem[] = [];
  let token: string | undefined;
  do {
    const page = operation({ ...input, NextToken: token }, call);
    found.push(...(page.ComplianceItems ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return found;
}

const of = (nodeId: string) => ({ ResourceIds: [nodeId], ResourceTypes: ['ManagedInstance'] });
const windows = nodes.find(({ os, ssm }) => os.type === 'Windows' && (ssm.patch?.counts.Missing ?? 0) > 0)!;

test('the items of a node are those that its summaries count, by type, status and severity', () => {
  const count = (items: ComplianceItem[], status: string, severity?: string) =>
    items.filter((item) => item.Status === status && (!severity || item.Severity === severity)).length;
  const contradicting = nodes.filter(({ ssm }) => ssm.patch && ssm.patchByAssociation);
  expect(contradicting.length).toBeGreaterThan(0);
  for (const { ssm } of [windows, ...contradicting, ...nodes.filter((node) => node.ssm.patchByAssociation), ...nodes]) {
    const items = all(of(ssm.nodeId));
    const summaries = Object.values(world.compliance)
      .flatMap((summarize) => summarize(place))
      .filter(({ ResourceId }) => ResourceId === ssm.nodeId);
    expect(new Set(items.map((item) => item.ComplianceType))).toEqual(
      new Set(summaries.map((summary) => summary.ComplianceType))
    );
    for (const { ComplianceType, CompliantSummary, NonCompliantSummary } of summaries) {
      const theirs = items.filter((item) => item.ComplianceType === ComplianceType);
      expect(count(theirs, 'COMPLIANT')).toBe(CompliantSummary?.CompliantCount);
      expect(count(theirs, 'NON_COMPLIANT')).toBe(NonCompliantSummary?.NonCompliantCount);
      expect(count(theirs, 'NON_COMPLIANT', 'HIGH')).toBe(NonCompliantSummary?.SeveritySummary?.HighCount);
    }
  }
});

test('an association has no title, and the time at which its status was taken; a patch tells what it is', () => {
  const items = all(of(windows.ssm.nodeId));
  const associations = items.filter(({ ComplianceType }) => ComplianceType === 'Association');
  expect(new Set(associations.map((item) => item.ExecutionSummary?.ExecutionTime?.getTime())).size).toBe(1);
  expect(associations[0]).toMatchObject({ Title: '', Details: { DocumentName: expect.any(String) } });
  const missing = items.filter(({ Details }) => Details?.PatchState === 'Missing');
  expect(missing).toHaveLength(windows.ssm.patch!.counts.Missing);
  const open = windows.ssm.patch!.openPatches.filter(({ state }) => state === 'Missing');
  expect(missing.map(({ Details }) => Details?.CVEIds ?? '')).toEqual(open.map(({ cveIds }) => cveIds.join(',')));
  expect(missing.some(({ Details }) => Details?.CVEIds)).toBe(true);
  expect(items.some(({ Details }) => Details?.PatchState === 'Installed' && Details.CVEIds)).toBe(false);
  expect(missing[0]).toMatchObject({
    ComplianceType: 'Patch',
    ResourceType: 'ManagedInstance',
    ResourceId: windows.ssm.nodeId,
    Status: 'NON_COMPLIANT',
    Details: { DocumentName: 'AWS-RunPatchBaseline', PatchBaselineId: windows.ssm.patch!.baselineId },
  });
});

test('filters by type, status and time; pages, of which one in mid-stream is empty', () => {
  const by = (Key: string, Type: 'EQUAL' | 'GREATER_THAN', ...Values: string[]) =>
    all({ ...of(windows.ssm.nodeId), Filters: [{ Key, Type, Values }], MaxResults: 3 });
  const items = all(of(windows.ssm.nodeId));
  expect(by('ComplianceType', 'EQUAL', 'Patch')).toEqual(items.filter((item) => item.ComplianceType === 'Patch'));
  expect(by('Status', 'EQUAL', 'NON_COMPLIANT')).toEqual(items.filter(({ Status }) => Status === 'NON_COMPLIANT'));
  expect(by('DocumentName', 'EQUAL', 'AWS-RunPatchBaseline')).toEqual(
    items.filter(({ Details }) => Details?.DocumentName === 'AWS-RunPatchBaseline')
  );
  expect(by('ExecutionTime', 'GREATER_THAN', '2000-01-01T00:00:00Z')).toEqual(items);
  expect(by('ExecutionTime', 'GREATER_THAN', '2030-01-01T00:00:00Z')).toEqual([]);
  const first = operation({ ...of(windows.ssm.nodeId), MaxResults: 3 }, call);
  const second = operation({ ...of(windows.ssm.nodeId), MaxResults: 3, NextToken: first.NextToken }, call);
  expect([first.ComplianceItems?.length, second.ComplianceItems?.length]).toEqual([3, 0]);
});

test.each([
  ['no node', {}, 'InvalidResourceId'],
  ['two nodes', { ResourceIds: nodes.slice(0, 2).map(({ ssm }) => ssm.nodeId) }, 'InvalidResourceId'],
  ['a node that there is not', of('mi-00000000000000000'), 'InvalidResourceId'],
  ['another type of resource', { ...of(windows.ssm.nodeId), ResourceTypes: ['Bucket'] }, 'InvalidResourceType'],
  ['an unknown key', { ...of(windows.ssm.nodeId), Filters: [{ Key: 'Colour', Values: ['red'] }] }, 'InvalidFilter'],
  ['too many results', { ...of(windows.ssm.nodeId), MaxResults: 51 }, 'ValidationException'],
  ['a token of nobody', { ...of(windows.ssm.nodeId), NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input: ListComplianceItemsRequest, code) => {
  expect(() => operation(input, call)).toThrow(expect.objectContaining({ name: code }));
});
