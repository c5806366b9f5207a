import { type Machine, type PatchBaseline, type PatchGroup } from './machine';
import { patchFamily } from './operatingSystems';

/** Registered in every account and Region, though its last node is gone. */
const emptyGroup = 'windows-retired';

/** On how many nodes the last scan for a group went by a baseline. */
interface Use {
  patchGroup: string;
  baseline: PatchBaseline;
  nodes: number;
}

/**
 * A group is registered with one baseline for an operating system: here with the one that most of its nodes were scanned
 * with. The last scan of the others is from before, as it may be in life. By name, then by operating system.
 */
export function makePatchGroups(machines: Machine[], baselines: PatchBaseline[]): PatchGroup[] {
  const registered = new Map<string, Use>();
  // The most used comes last, and stays.
  for (const use of countUses(machines, baselines).sort((a, b) => a.nodes - b.nodes)) {
    const { account, region, operatingSystem } = use.baseline;
    registered.set([account, region, use.patchGroup, operatingSystem].join('/'), use);
  }
  const empty = baselines
    .filter(({ isDefault }) => !isDefault)
    .map((baseline) => ({ patchGroup: emptyGroup, baseline }));
  return [...registered.values(), ...empty]
    .sort((a, b) => compare(a.patchGroup, b.patchGroup) || compare(operatingSystem(a), operatingSystem(b)))
    .map(({ patchGroup, baseline: { account, region, baselineId } }) => ({ patchGroup, account, region, baselineId }));
}

function countUses(machines: Machine[], baselines: PatchBaseline[]): Use[] {
  const byId = new Map(baselines.map((baseline) => [baseline.baselineId, baseline]));
  const uses = new Map<string, Use>();
  for (const machine of machines) {
    const patchGroup = machine.tags['Patch Group'];
    if (machine.ssm && patchGroup !== undefined) {
      const scannedWith = byId.get(machine.ssm.patch?.baselineId ?? '');
      const baseline = scannedWith ?? defaultBaseline(machine, baselines);
      const key = `${baseline.baselineId}/${patchGroup}`;
      const use = uses.get(key) ?? { patchGroup, baseline, nodes: 0 };
      use.nodes += scannedWith ? 1 : 0;
      uses.set(key, use);
    }
  }
  return [...uses.values()];
}

/** What a node goes by that was never scanned. */
function defaultBaseline({ account, region, os }: Machine, baselines: PatchBaseline[]): PatchBaseline {
  const family = patchFamily(os);
  return baselines.find(
    (each) => each.isDefault && each.operatingSystem === family && each.account === account && each.region === region
  )!;
}

function operatingSystem({ baseline }: Pick<Use, 'baseline'>): string {
  return baseline.operatingSystem;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
