import { isNonCompliant } from './compliance';
import { type Machine, type SsmFacts } from './machine';
import { makeEstate } from './makeEstate';

const estate = makeEstate({ nodes: 1200, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const managed = estate.machines.filter((machine): machine is Machine & { ssm: SsmFacts } => machine.ssm !== null);
const byIt = managed.flatMap(({ ssm, kind, tags }) =>
  ssm.patchByAssociation ? [{ ssm, kind, tags, found: ssm.patchByAssociation }] : []
);
const alone = byIt.filter(({ ssm }) => ssm.patch === null);
const both = byIt.filter(({ ssm }) => ssm.patch !== null);
const baselines = new Map(estate.baselines.map((baseline) => [baseline.baselineId, baseline]));

const flaws = ({ nonCompliantBySeverity }: (typeof byIt)[number]['found']) =>
  Object.values(nonCompliantBySeverity).reduce((sum, count) => sum + count, 0);

const verdictOf = ({ patch }: SsmFacts) =>
  patch!.openPatches.some(({ state }) => isNonCompliant(state, baselines.get(patch!.baselineId)))
    ? 'NON_COMPLIANT'
    : 'COMPLIANT';

test('a few EC2 instances in a hundred are scanned by Host Management alone, and fewer by both', () => {
  const instances = managed.filter(({ kind }) => kind === 'ec2').length;
  expect(new Set(byIt.map(({ kind }) => kind))).toEqual(new Set(['ec2']));
  expect(alone.length / instances).toBeGreaterThan(0.03);
  expect(alone.length / instances).toBeLessThan(0.05);
  expect(both.length).toBeGreaterThan(5);
  expect(both.length).toBeLessThan(alone.length);
  for (const status of ['COMPLIANT', 'NON_COMPLIANT']) {
    expect(alone.filter(({ found }) => found.status === status).length).toBeGreaterThan(2);
  }
});

test('a status is what its counts say', () => {
  for (const { found } of byIt) {
    expect(found.status).toBe(flaws(found) > 0 ? 'NON_COMPLIANT' : 'COMPLIANT');
    expect(found.compliantCount).toBeGreaterThan(0);
    expect(found.executedAt).toBeLessThan(estate.madeAt);
  }
});

test('of those that both scan two say otherwise than their patch state, one either way', () => {
  const otherwise = both.filter(({ ssm, found }) => found.status !== verdictOf(ssm));
  expect(otherwise.map(({ found }) => found.status).sort()).toEqual(['COMPLIANT', 'NON_COMPLIANT']);
});

test('its association is among theirs, and the daily scan only where there is a patch state', () => {
  const documents = ({ associations }: SsmFacts) => associations.map(({ documentName }) => documentName);
  for (const { ssm, tags } of byIt) {
    expect(tags.HostManagement).toBe('true');
    expect(documents(ssm)).toContain('AWS-RunPatchBaselineAssociation');
    expect(documents(ssm).includes('AWS-RunPatchBaseline')).toBe(ssm.patch !== null);
  }
  const others = managed.filter(({ ssm }) => !ssm.patchByAssociation);
  expect(others.flatMap(({ ssm }) => documents(ssm))).not.toContain('AWS-RunPatchBaselineAssociation');
});
