import { ensureBuilt } from '../tooling/build';
import type { HostChoice } from './arguments';
import { chooseHost } from './hosts/chooseHost';
import type { Host } from './hosts/host';
import type { Run } from './lifecycle';
import type { Say } from './progress';
import { startWorld, type World, type WorldOptions } from './world';

/** The built plugin in a host that looks at a world. */
export interface Stage {
  host: Host;
  world: World;
  /** Without a slash at the end. */
  url: string;
}

interface HostOptions {
  host: HostChoice;
  /** A free port of 127.0.0.1 for the host. */
  port: number;
}

export type StageOptions = WorldOptions & HostOptions;

/** Resolves as soon as there is an address to look at, which may be before the world is whole. */
export function raiseStage(run: Run, say: Say, options: StageOptions): Promise<Stage> {
  return raiseHost(run, say, () => startWorld(run, say, options), options);
}

/**
 * The built plugin in a host before a world that another host may look at, too. What the host needs is built first;
 * Prometheus, which asks for its turn when the estate stands, comes last.
 */
export async function raiseHost(
  { processes }: Run,
  say: Say,
  startWorld: () => Promise<World>,
  { host: choice, port }: HostOptions
): Promise<Stage> {
  const host = chooseHost(choice, { processes, say, port });
  say(`Host: ${host.name}`);
  const [world] = await Promise.all([startWorld(), ensureBuilt({}, say), host.build?.()]);
  say(`Starting ${host.name}`);
  return { host, world, url: await host.start(world) };
}
