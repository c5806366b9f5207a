import type { Processes } from './processes';
import type { Say } from './progress';
import type { World } from './world';
export interface CheckContext {
  url: string;
  world: World;
  processes: Processes;
  say: Say;
  screenshots?: string;
}
export async function check(_: CheckContext): Promise<boolean> {
  return false;
}
