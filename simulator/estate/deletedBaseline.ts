import { type Machine, type PatchBaseline } from './machine';
import { Random } from './random';

const oneIn = 12;

/**
 * Somebody has deleted a baseline of the first place: the patch states of some of its Windows nodes still name it. One of
 * them has security updates of which nobody can tell any more whether they count.
 */
export function deleteBaseline(machines: Machine[], baselines: PatchBaseline[], seed: number): void {
  const usual = baselines.find(({ isDefault, operatingSystem }) => isDefault && operatingSystem === 'WINDOWS')!;
  const random = new Random(seed, 'deleted baseline');
  const baselineId = `pb-0${random.hex(16)}`;
  const states = machines.flatMap(({ ssm }) => (ssm?.patch?.baselineId === usual.baselineId ? ssm.patch : []));
  const shuffled = random
    .shuffle(states)
    .sort((a, b) => Number(b.counts.AvailableSecurityUpdate > 0) - Number(a.counts.AvailableSecurityUpdate > 0));
  const count = Math.ceil(states.length / oneIn);
  // From both ends: the first have security updates, the last have none.
  const [withUpdates, without] = [Math.ceil(count / 2), Math.floor(count / 2)];
  for (const patch of [...shuffled.slice(0, withUpdates), ...shuffled.slice(shuffled.length - without)]) {
    patch.baselineId = baselineId;
  }
}
