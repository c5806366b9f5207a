import type { nodeTruth, truth } from '../../simulator/truth';

/** What the simulator says of its whole world. */
export type Truth = ReturnType<typeof truth>;
export type MachineTruth = Truth['machines'][number];
/** One machine with its lists and its recent load. */
export type NodeTruth = NonNullable<ReturnType<typeof nodeTruth>>;

export function readTruth(simulatorUrl: string): Promise<Truth> {
  return readJson(`${simulatorUrl}/__truth`);
}

export function readNodeTruth(simulatorUrl: string, nodeId: string): Promise<NodeTruth> {
  return readJson(`${simulatorUrl}/__truth?nodeId=${encodeURIComponent(nodeId)}`);
}

async function readJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  }
  return (await response.json()) as T;
}
