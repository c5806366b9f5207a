import type { Processes } from '../processes';
import type { Say } from '../progress';
import type { World } from '../world';

/** Something that shows the built plugin and its dashboards in a browser. */
export interface Host {
  /** What it calls itself: "Grafana 12.3.0". */
  name: string;
  /** How someone who looks at it gets to change things; absent: as they come. */
  signIn?: string;
  /** Makes what it is itself made of, where that is part of this project. */
  build?(): Promise<void>;
  /** Resolves when the bundled dashboards can be opened. @returns its URL, without a slash at the end. */
  start(world: World): Promise<string>;
}

export interface HostContext {
  processes: Processes;
  say: Say;
  /** Free port of 127.0.0.1 to serve on. */
  port: number;
}
