import { type Estate, type Machine, nodeIdOf } from './machine';
import { Random } from './random';
import { inTiersThatHold } from './serviceSettings';

/** What happens to the estate while it runs. */
interface Change {
  vanish: Machine[];
  appear: number;
  rename: Array<[machine: Machine, computerName: string]>;
  stop: Machine[];
  start: Machine[];
  scan: Machine[];
}

const names = ['vanish', 'appear', 'rename', 'stop', 'start', 'scan'];
const mostAtOnce = 100_000;
/** What a scan takes. */
const scanMs = 60_000;

/** Reads a change from outside; throws an Error that names the wrong member, or the id that isn't one. */
export function parseChange(estate: Estate, json: unknown): Change {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Error('a change must be a JSON object');
  }
  const unknown = Object.keys(json).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new Error(`${unknown} is none of ${names.join(', ')}`);
  }
  const { vanish, appear = 0, rename = {}, stop, start, scan } = json as Record<string, unknown>;
  if (!Number.isInteger(appear) || (appear as number) < 0 || (appear as number) > mostAtOnce) {
    throw new Error(`appear must be a whole number from 0 to ${mostAtOnce}, and is ${JSON.stringify(appear)}`);
  }
  if ((appear as number) > 0 && modelsOf(estate).length === 0) {
    throw new Error('appear: the estate has no managed machine of EC2, a data centre or the edge to go by');
  }
  const byId = new Map(estate.machines.map((machine) => [nodeIdOf(machine), machine]));
  const found = (member: string, id: unknown) => {
    const machine = byId.get(id as string);
    if (!machine) {
      throw new Error(`${member}: no machine of the estate is ${JSON.stringify(id)}`);
    }
    return machine;
  };
  const machines = (member: string, ids: unknown = []) => {
    if (!Array.isArray(ids)) {
      throw new Error(`${member} must be a list of ids, and is ${JSON.stringify(ids)}`);
    }
    return ids.map((id) => found(member, id));
  };
  const instances = (member: string, ids: unknown) =>
    machines(member, ids).map((machine) => {
      if (!machine.ec2) {
        throw new Error(`${member}: ${nodeIdOf(machine)} is no EC2 instance`);
      }
      return machine;
    });
  if (typeof rename !== 'object' || rename === null || Array.isArray(rename)) {
    throw new Error(`rename must be new names by id, and is ${JSON.stringify(rename)}`);
  }
  return {
    vanish: machines('vanish', vanish),
    appear: appear as number,
    rename: Object.entries(rename).map(([id, name]): [Machine, string] => {
      if (typeof name !== 'string' || name === '') {
        throw new Error(`rename: the new name of ${id} must be a text, and is ${JSON.stringify(name)}`);
      }
      return [found('rename', id), name];
    }),
    stop: instances('stop', stop),
    start: instances('start', start),
    scan: machines('scan', scan).map((machine) => {
      if (!machine.ssm?.patch) {
        throw new Error(`scan: ${nodeIdOf(machine)} has no patch state`);
      }
      return machine;
    }),
  };
}

/** Makes it so, from `now` on; gives the ids of the machines that have appeared. */
export function changeEstate(estate: Estate, change: Change, now: number): { appeared: string[] } {
  change.rename.forEach(([machine, computerName]) => (machine.names.computerName = computerName));
  change.stop.forEach((machine) => stop(machine, now));
  change.start.forEach((machine) => start(machine, now));
  change.scan.forEach(({ ssm }) => Object.assign(ssm!.patch!, { startedAt: now - scanMs, endedAt: now }));
  vanish(estate, new Set(change.vanish), now);
  const appeared = appear(estate, change.appear, now);
  estate.machines = [...estate.machines, ...appeared];
  estate.serviceSettings = inTiersThatHold(estate.serviceSettings, estate.machines, now);
  estate.revision++;
  return { appeared: appeared.map((machine) => nodeIdOf(machine)!) };
}

function stop({ power, ssm }: Machine, now: number): void {
  if (!power.running) {
    return;
  }
  power.running = false;
  power.stoppedAt = now;
  if (ssm) {
    ssm.silentSince ??= now;
  }
}

function start({ power, ssm, ec2 }: Machine, now: number): void {
  if (power.running) {
    return;
  }
  power.running = true;
  power.stoppedAt = null;
  power.bootedAt = now;
  if (ec2) {
    ec2.launchedAt = now;
  }
  if (ssm) {
    ssm.silentSince = null;
  }
}

/** Hybrid nodes are deregistered, their machines run on; EC2 instances are terminated. */
function vanish(estate: Estate, gone: Set<Machine>, now: number): void {
  for (const machine of gone) {
    if (machine.ec2) {
      stop(machine, now);
      machine.ec2.terminatedAt = now;
    }
    estate.vanished.push({ machine, at: now });
  }
  estate.machines = estate.machines.filter((machine) => !gone.has(machine));
}

/** New machines where there are some like them, which nothing has patched yet. Nobody hears from them but SSM, and EC2 of its own. */
function appear(estate: Estate, count: number, now: number): Machine[] {
  const models = modelsOf(estate);
  const made = estate.machines.length + estate.vanished.length;
  return Array.from({ length: count }, (_, i) => {
    const model = new Random(estate.seed, 'appear', made + i).pick(models);
    const machine = estate.makeAnother(made + i + 1, model);
    const { ec2 } = machine.metrics.cloudWatch;
    machine.metrics = { cloudWatch: { ec2, agent: null }, azureMonitor: false, exporter: null };
    machine.power = { running: true, bootedAt: now, stoppedAt: null };
    if (machine.ec2) {
      machine.ec2.launchedAt = now;
    }
    if (machine.ssm) {
      machine.ssm = { ...machine.ssm, registeredAt: now, silentSince: null, patch: null, patchByAssociation: null };
    }
    const activation = estate.activations.find(({ activationId }) => activationId === machine.ssm?.activationId);
    if (activation) {
      activation.registrationsCount++;
    }
    return machine;
  });
}

/** Those that no cloud but AWS lists. */
function modelsOf({ machines }: Estate): Machine[] {
  return machines.filter(({ ssm, kind }) => ssm && kind !== 'azure' && kind !== 'gcp');
}
