import { type GetInventoryRequest, type InventoryFilter } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { getInventory } from './getInventory';
import { listInventoryEntries } from './listInventoryEntries';
import { type ManagedNode } from './managedNodes';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.now() });
const world = makeSsmWorld(estate);
const call = {
  operation: 'GetInventory',
  account: estate.accounts[0].id,
  region: 'eu-west-1',
  mostPerPage: Infinity,
} as AwsCall;
const ours = world.nodes.all(call);
const operation = getInventory(world);
const list = listInventoryEntries(world);

function ids(input: GetInventoryRequest): Array<string | undefined> {
  const { Entities = [], NextToken } = operation(input, call);
  const found = Entities.map(({ Id }) => Id);
  return NextToken ? [...found, ...ids({ ...input, NextToken })] : found;
}
const where = (holds: (node: ManagedNode) => boolean) => ours.filter(holds).map(({ ssm }) => ssm.nodeId);
const by = (Key: string, Type: string, ...Values: string[]) => ({ Key, Type, Values }) as InventoryFilter;

test('who runs an application, of a version that begins so', () => {
  const name = by('AWS:Application.Name', 'Equal', 'openssl', 'openssl-libs');
  const runs = ({ ssm }: ManagedNode) => ssm.software.filter((each) => /^openssl(-libs)?$/.test(each.name));
  const all = ids({ Filters: [name] });
  expect(all).toEqual(where((node) => runs(node).length > 0));
  const [{ version }] = runs(ours.find((node) => runs(node).length > 0)!);
  const beginning = version.slice(0, 3);
  const some = ids({ Filters: [name, by('AWS:Application.Version', 'BeginWith', beginning)] });
  expect(some.length).toBeGreaterThan(0);
  expect(all).toEqual(expect.arrayContaining(some));
  const named = ids({ Filters: [by('AWS:Application.Name', 'BeginWith', 'Microsoft SQL Server')] });
  expect(named).toEqual(where(({ ssm }) => ssm.software.some((each) => each.name.startsWith('Microsoft SQL Server'))));
  expect(named.length).toBeGreaterThan(0);
});

test('nodes by an inventory type of the account’s own, which its entries tell', () => {
  const racked = ids({ Filters: [by('Custom:RackInfo.RackLocation', 'BeginWith', 'fra1-')] });
  expect(racked.length).toBeGreaterThan(10);
  expect(racked).toEqual(where(({ kind }) => kind === 'onPremises'));
  const { Entries, TypeName } = list({ InstanceId: racked[0]!, TypeName: 'Custom:RackInfo' }, call);
  expect([TypeName, Entries]).toEqual([
    'Custom:RackInfo',
    [{ RackLocation: expect.stringMatching(/^fra1-/), HeightUnits: expect.any(String), Note: expect.any(String) }],
  ]);
  const [elsewhere] = where(({ kind }) => kind === 'ec2');
  expect(list({ InstanceId: elsewhere, TypeName: 'Custom:RackInfo' }, call).Entries).toEqual([]);
});

test('every type of a node has entries', () => {
  const node = ours.find(({ ssm }) => ssm.patch)!;
  for (const type of [
    'Application',
    'InstanceInformation',
    'Network',
    'AWSComponent',
    'Tag',
    'PatchSummary',
    'InstanceDetailedInformation',
  ]) {
    const { Entries } = list({ InstanceId: node.ssm.nodeId, TypeName: `AWS:${type}` }, call);
    expect([type, Entries!.length > 0]).toEqual([type, true]);
  }
});

const fine = by('AWS:Application.Name', 'Equal', 'openssl');

test.each([
  ['six filters', { Filters: Array<InventoryFilter>(6).fill(fine) }, 'ValidationException'],
  ['no filter at all', { Filters: [] }, 'ValidationException'],
  [
    '41 values',
    { Filters: [by('AWS:Application.Name', 'Equal', ...Array<string>(41).fill('a'))] },
    'ValidationException',
  ],
  ['no value', { Filters: [by('AWS:Application.Name', 'Equal')] }, 'ValidationException'],
  ['a key without a type', { Filters: [by('Name', 'Equal', 'openssl')] }, 'InvalidFilter'],
  ['an unknown operator', { Filters: [by('AWS:Application.Name', 'Contains', 'ssl')] }, 'InvalidFilter'],
  [
    'a result that nodes don’t have there',
    { ResultAttributes: [{ TypeName: 'AWS:Application' }] },
    'InvalidResultAttributeException',
  ],
])('%s is refused', (_, input, code) => {
  expect(() => operation(input, call)).toThrow(expect.objectContaining({ name: code }));
});
