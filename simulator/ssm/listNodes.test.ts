import { type ListNodesRequest, type Node, type NodeFilterKey } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type Machine, nodeIdOf } from '../estate/machine';
import { makeEstate } from '../estate/makeEstate';
import { listNodes } from './listNodes';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 600, seed: 7, now: Date.now() });
const operation = listNodes(makeSsmWorld(estate));
const [base, staging] = estate.accounts;
const call = { operation: 'ListNodes', account: base.id, region: 'eu-west-1', mostPerPage: Infinity } as AwsCall;
const SyncName = 'AWS-QuickSetup-ManagedNode';
const listable = estate.machines.filter((machine) => /^m?i-/.test(nodeIdOf(machine)!));

function nodes(input: ListNodesRequest = {}): Node[] {
  const { Nodes = [], NextToken } = operation(input, call);
  return NextToken ? [...Nodes, ...nodes({ ...input, NextToken })] : Nodes;
}
const ids = (input: ListNodesRequest) => nodes(input).map(({ Id }) => Id);
const where = (holds: (machine: Machine) => boolean) => listable.filter(holds).map(nodeIdOf);
const by = (Key: string, Type: string | undefined, ...Values: string[]) => ({
  Filters: [{ Key: Key as NodeFilterKey, Type: Type as 'Equal', Values }],
});

test('those of the account and Region, and with the sync those of the organization; 50 a page', () => {
  expect(operation({}, call).Nodes).toHaveLength(50);
  expect(ids({})).toEqual(where(({ account, region }) => account === base.id && region === 'eu-west-1'));
  expect(ids({ SyncName })).toEqual(where(() => true));
  expect(listable.length).toBeLessThan(estate.machines.length);
});

test('a node says whose it is, and whether it is managed', () => {
  const all = nodes({ SyncName });
  const unmanaged = all.filter(({ NodeType }) => NodeType!.Instance!.ManagedStatus === 'Unmanaged');
  expect(unmanaged.map(({ Id }) => Id)).toEqual(where(({ ssm }) => ssm === null));
  expect(unmanaged.some(({ NodeType }) => NodeType!.Instance!.AgentVersion !== undefined)).toBe(false);
  for (const { Id, Owner, Region } of all) {
    const machine = listable.find((each) => nodeIdOf(each) === Id)!;
    const { id, path } = estate.organization.units[machine.account];
    expect(Owner).toEqual({ AccountId: machine.account, OrganizationalUnitId: id, OrganizationalUnitPath: path });
    expect(Region).toBe(machine.region);
  }
});

test('filters', () => {
  const unit = estate.organization.units[staging.id].id;
  expect(ids({ SyncName, ...by('OrganizationalUnitId', undefined, unit) })).toEqual(
    where(({ account }) => estate.organization.units[account].id === unit)
  );
  expect(ids({ SyncName, ...by('AccountId', 'NotEqual', base.id) })).toEqual(
    where(({ account }) => account !== base.id)
  );
  expect(ids({ SyncName, ...by('PlatformName', 'BeginWith', 'Amazon', 'Ubuntu') })).toEqual(
    where(({ ssm, os }) => ssm !== null && /^(Amazon|Ubuntu)/.test(os.name))
  );
  expect(ids({ SyncName, ...by('ManagedStatus', 'Equal', 'All') })).toEqual(where(() => true));
  expect(ids({ SyncName, ...by('SourceType', 'Equal', 'Microsoft.Compute/virtualMachines') })).toEqual(
    where(({ ssm }) => ssm?.sourceType === 'Microsoft.Compute/virtualMachines')
  );
});

test.each([
  ['another account', { account: staging.id }],
  ['another Region', { region: 'us-east-1' }],
])('where the integrated console isn’t set up, as in %s, it is not supported', (_, place) => {
  const refusal = expect.objectContaining({ name: 'UnsupportedOperationException' }) as Error;
  expect(() => operation({}, { ...call, ...place })).toThrow(refusal);
  expect(() => operation({ SyncName }, { ...call, ...place })).toThrow(refusal);
});

test.each([
  ['another sync', { SyncName: 'fleet-inventory' }, 'ResourceDataSyncNotFoundException'],
  ['an unknown key', by('Colour', 'Equal', 'red'), 'ValidationException'],
  ['an unknown operator', by('Region', 'Contains', 'west'), 'ValidationException'],
  ['six values', by('Region', 'Equal', ...'abcdef'), 'ValidationException'],
  ['no filter at all', { Filters: [] }, 'ValidationException'],
  ['too many results', { MaxResults: 51 }, 'ValidationException'],
  ['a token of nobody', { NextToken: 'rubbish' }, 'InvalidNextToken'],
])('%s is refused', (_, input, code) => {
  expect(() => operation(input, call)).toThrow(expect.objectContaining({ name: code }));
});
