import { type Machine, type PatchBaseline } from './machine';
import { makeEstate } from './makeEstate';
import { patchFamily } from './operatingSystems';
import { makePatchGroups } from './patchGroups';

const place = { account: '111122223333', region: 'eu-west-1' };

function baseline(baselineId: string, operatingSystem: string, isDefault = true): PatchBaseline {
  return { ...place, baselineId, operatingSystem, isDefault } as PatchBaseline;
}

const baselines = [baseline('pb-u', 'UBUNTU'), baseline('pb-w', 'WINDOWS'), baseline('pb-s', 'WINDOWS', false)];

/** Without a baseline it was never scanned. */
function node(patchGroup: string | null, baselineId: string | null, type = 'Windows'): Machine {
  return {
    ...place,
    os: { type, name: 'Ubuntu' },
    tags: patchGroup === null ? {} : { 'Patch Group': patchGroup },
    ssm: { patch: baselineId === null ? null : { patchGroup: patchGroup ?? '', baselineId } },
  } as Machine;
}

const empty = { ...place, patchGroup: 'windows-retired', baselineId: 'pb-s' };

test('a group has one baseline for each operating system of its nodes, and one group has no node', () => {
  const machines = [node('web', 'pb-w'), node('web', 'pb-u'), node('db', 'pb-u')];
  expect(makePatchGroups(machines, baselines)).toEqual([
    { ...place, patchGroup: 'db', baselineId: 'pb-u' },
    { ...place, patchGroup: 'web', baselineId: 'pb-u' },
    { ...place, patchGroup: 'web', baselineId: 'pb-w' },
    empty,
  ]);
});

test('a node that was never scanned brings its group the default baseline, and outvotes nobody', () => {
  const machines = [node('db', null, 'Linux'), node('web', null), node('web', null), node('web', 'pb-s')];
  expect(makePatchGroups(machines, baselines)).toEqual([
    { ...place, patchGroup: 'db', baselineId: 'pb-u' },
    { ...place, patchGroup: 'web', baselineId: 'pb-s' },
    empty,
  ]);
});

test.each([
  [['pb-w', 'pb-s', 'pb-s'], 'pb-s'],
  [['pb-s', 'pb-w', 'pb-w'], 'pb-w'],
])('of nodes scanned with %j most decide: %s', (used, baselineId) => {
  const machines = used.map((each) => node('web', each));
  expect(makePatchGroups(machines, baselines)).toEqual([{ ...place, patchGroup: 'web', baselineId }, empty]);
});

test('neither a node without a patch group registers one, nor an instance that SSM does not manage', () => {
  const unmanaged = { ...node('web', 'pb-w'), ssm: null };
  expect(makePatchGroups([node(null, 'pb-u'), unmanaged], baselines)).toEqual([empty]);
});

test('an estate has every group of its nodes once for each operating system, in their own account and Region', () => {
  const estate = makeEstate({ nodes: 400, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
  const systems = new Map(estate.baselines.map(({ baselineId, operatingSystem }) => [baselineId, operatingSystem]));
  const keyOf = (at: { account: string; region: string }, patchGroup: string, system = '') =>
    [at.account, at.region, patchGroup, system].join('/');
  const registered = estate.patchGroups.map((each) => keyOf(each, each.patchGroup, systems.get(each.baselineId)));
  const inGroup = estate.machines.filter(({ ssm, tags }) => ssm && tags['Patch Group'] !== undefined);
  const used = inGroup.map((machine) => keyOf(machine, machine.tags['Patch Group'], patchFamily(machine.os)));
  const isEmpty = (key: string) => key.includes('/windows-retired/');
  expect(new Set(registered).size).toBe(registered.length);
  expect(registered.filter((key) => !isEmpty(key)).sort()).toEqual([...new Set(used)].sort());
  expect(registered.filter(isEmpty)).toHaveLength(6);
});
