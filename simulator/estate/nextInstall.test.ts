import { makeEstate } from './makeEstate';
import { type Machine } from './machine';
import { nextInstalls } from './nextInstall';

// A Saturday.
const now = Date.parse('2026-11-28T12:00:00Z');
const estate = makeEstate({ nodes: 2000, seed: 7, now });
const next = nextInstalls(estate, now);
const managed = estate.machines.filter(({ ssm }) => ssm !== null);
const told = (fits: (machine: Machine) => boolean) =>
  new Set(managed.filter(fits).map((machine) => `${next(machine)?.by.replace(/-[0-9a-f]{5}$/, '')}`));
const time = (at: number) => new Date(at).toISOString();

test('what a machine is patched by goes by its tags, its role and what is open', () => {
  const grouped = (machine: Machine) => machine.tags['Patch Group'] !== undefined;
  expect(told((machine) => !grouped(machine) && machine.tags.Application === 'ci')).toEqual(new Set(['undefined']));
  expect(told((machine) => !grouped(machine) && machine.role === 'db')).toEqual(new Set(['Patch-Databases']));
  expect(told((machine) => !grouped(machine) && machine.tags.Application === 'directory')).toEqual(
    new Set(['AWS-QuickSetup-PatchPolicy-InstallPatches-LA'])
  );
  // Its calendar is closed for good.
  expect(told((machine) => !grouped(machine) && machine.tags.Application === 'crm')).toEqual(new Set(['undefined']));
  expect([...told(grouped)].every((by) => /^(patch-|Patch-Databases|AWS-QuickSetup)/.test(by))).toBe(true);
  expect(estate.machines.filter(({ ssm }) => ssm === null).map(next)).toContain(null);
});

test('a run in a closed calendar is none, and a window runs by its own clock', () => {
  const checkout = managed.find(({ tags }) => tags.Application === 'checkout' && tags['Patch Group'] === undefined)!;
  expect(time(next(checkout)!.at)).toBe('2026-12-11T23:00:00.000Z'); // not on the 4th: it is closed until the 7th
  const database = managed.find(({ role, tags }) => role === 'db' && tags['Patch Group'] === undefined)!;
  expect(time(next(database)!.at)).toBe('2026-11-29T03:00:00.000Z'); // at 4 in Paris
});
