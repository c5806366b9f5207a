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

export interface StageOptions extends WorldOptions {
  host: HostChoice;
  /** A free port of 127.0.0.1 for the host. */
  port: number;
}

export async function raiseStage(run: Run, say: Say, options: StageOptions): Promise<Stage> {
  const { processes } = run;
  const host = chooseHost(options.host, { processes, say, port: options.port });
  say(`Host: ${host.name}`);
  const [world] = await Promise.all([startWorld(run, say, options), ensureBuilt({}, say)]);
  say(`Starting ${host.name}`);
  return { host, world, url: await host.start(world) };
}
