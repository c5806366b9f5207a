import { type Machine, type PatchItem } from './machine';
import { makeEstate } from './makeEstate';

const now = Date.UTC(2026, 10, 21, 12);
const estate = makeEstate({ nodes: 1200, seed: 7, now });
const share = (holds: (machine: Machine) => boolean) => estate.machines.filter(holds).length / estate.machines.length;
const managed = estate.machines.flatMap(({ ssm }) => ssm ?? []);

test('the same seed, size and time make the same world, another seed another', () => {
  const text = (seed: number) => JSON.stringify(makeEstate({ nodes: 60, seed, now }));
  expect(text(7)).toBe(text(7));
  expect(text(8)).not.toBe(text(7));
});

test('every kind has its share, at any size', () => {
  for (const nodes of [50, 1200]) {
    const { machines } = makeEstate({ nodes, seed: 7, now });
    const count = (kind: string) => machines.filter((machine) => machine.kind === kind && machine.ssm).length / nodes;
    expect(machines).toHaveLength(nodes);
    expect(count('ec2')).toBeCloseTo(0.55, 1);
    expect(count('onPremises')).toBeCloseTo(0.15, 1);
    expect(count('azure')).toBeCloseTo(0.18, 1);
    expect(count('gcp')).toBeCloseTo(0.06, 1);
  }
  expect(share(({ os }) => os.type === 'Windows')).toBeCloseTo(1 / 3, 1);
  expect(share(({ os }) => os.type === 'MacOS')).toBeGreaterThan(0);
});

test('ids and scrape addresses are unique', () => {
  const unique = (values: string[]) => expect(new Set(values).size).toBe(values.length);
  unique(managed.map(({ nodeId }) => nodeId));
  unique(estate.machines.flatMap(({ azure }) => azure?.resourceId.toLowerCase() ?? []));
  unique(estate.machines.flatMap(({ metrics }) => metrics.exporter?.instance ?? []));
  unique(estate.machines.flatMap(({ ec2, privateIp }) => (ec2 ? privateIp : [])));
});

test('counts are what counting the patches gives, and an Install lists no missing updates', () => {
  for (const { patch } of managed) {
    if (!patch) {
      continue;
    }
    const counted = Object.fromEntries(Object.keys(patch.counts).map((state) => [state, 0])) as typeof patch.counts;
    patch.patches.forEach(({ state }: PatchItem) => counted[state]++);
    expect(patch.counts).toEqual(counted);
    expect(patch.operation === 'Install' && patch.counts.Missing > 0).toBe(false);
  }
});

test('most of the fleet is compliant, and every trouble occurs', () => {
  const states = managed.map(({ patch }) => patch?.counts);
  const have = (state: PatchItem['state']) => states.filter((counts) => counts && counts[state] > 0).length;
  const strict = new Set(
    estate.baselines
      .filter(({ availableSecurityUpdatesComplianceStatus: status }) => status === 'NON_COMPLIANT')
      .map(({ baselineId }) => baselineId)
  );
  const compliant = managed.filter(
    ({ patch }) =>
      patch &&
      patch.openPatches.every(({ state }) => state === 'AvailableSecurityUpdate' && !strict.has(patch.baselineId))
  );
  expect(compliant.length / managed.length).toBeGreaterThan(0.58);
  expect(compliant.length / managed.length).toBeLessThan(0.7);
  for (const state of ['Missing', 'Failed', 'InstalledRejected', 'InstalledPendingReboot'] as const) {
    expect(have(state)).toBeGreaterThan(5);
  }
  expect(managed.filter(({ patch }) => patch === null).length).toBeGreaterThan(20);
  expect(managed.filter(({ patch }) => patch && patch.endedAt < now - 35 * 86_400_000).length).toBeGreaterThan(10);
  expect(managed.filter(({ silentSince }) => silentSince !== null).length).toBeGreaterThan(20);
});

test('names collide as they do in life', () => {
  const count = (names: string[]) => names.length - new Set(names).size;
  expect(count(estate.machines.map(({ names }) => names.hostname))).toBeGreaterThan(2);
  expect(count(estate.machines.flatMap(({ azure }) => azure?.vmName ?? []))).toBeGreaterThan(2);
  expect(managed.some(({ sourceId }) => sourceId !== null && sourceId !== sourceId.toLowerCase())).toBe(true);
});

test('about 200 hosts have exporters, with an old and a new Windows generation among them', () => {
  const exporters = estate.machines.flatMap(({ metrics }) => metrics.exporter ?? []);
  expect(exporters.length).toBeGreaterThan(180);
  expect(exporters.length).toBeLessThan(260);
  expect(new Set(exporters.map(({ product, version }) => `${product} ${version}`))).toEqual(
    new Set(['node_exporter 1.8.2', 'windows_exporter 0.28.2', 'windows_exporter 0.31.3'])
  );
  expect(
    share(({ metrics: m }) => !m.cloudWatch.ec2 && !m.cloudWatch.agent && !m.azureMonitor && !m.exporter)
  ).toBeGreaterThan(0);
});

test('associations belong to the machine’s own account and Region, and some fail with words', () => {
  const byId = new Map(estate.associations.map((association) => [association.associationId, association]));
  let failed = 0;
  for (const { ssm, account, region } of estate.machines) {
    for (const { associationId, status, executionSummary } of ssm?.associations ?? []) {
      expect(byId.get(associationId)).toMatchObject({ account, region });
      failed += status === 'Failed' && executionSummary.includes('1 failed') ? 1 : 0;
    }
  }
  expect(failed).toBeGreaterThan(20);
});
