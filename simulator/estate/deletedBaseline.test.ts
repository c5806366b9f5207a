import { makeEstate } from './makeEstate';

test('some nodes of one place were last scanned by a baseline that isn’t there any more', () => {
  const estate = makeEstate({ nodes: 1200, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
  const known = new Set(estate.baselines.map(({ baselineId }) => baselineId));
  const orphans = estate.machines.filter(({ ssm }) => ssm?.patch && !known.has(ssm.patch.baselineId));
  expect(orphans.length).toBeGreaterThan(2);
  expect(new Set(orphans.map(({ ssm }) => ssm?.patch?.baselineId)).size).toBe(1);
  expect(new Set(orphans.map(({ account, region }) => `${account}/${region}`))).toEqual(
    new Set(['111122223333/eu-west-1'])
  );
  const updates = orphans.map(({ ssm }) => ssm!.patch!.counts.AvailableSecurityUpdate > 0);
  expect(new Set(updates)).toEqual(new Set([true, false]));
  expect(new Set(orphans.map(({ os }) => os.type))).toEqual(new Set(['Windows']));
});
