import type { SeenMachine } from '../answer';
import { enrich, type Enriched } from '../enrich';
import { seriesByKey } from '../foreignSeries';
import { identityOfKey, identityOfNode } from '../identity';
import type { Node } from '../nodes';
import type { Enrichment } from '../spec';
import { seriesFrame } from './frames';

export const node = (nodeId: string, computerName = nodeId, place: Partial<Node> = {}): Node => ({
  nodeId,
  name: computerName.split('.')[0],
  account: '111122223333',
  region: 'eu-west-1',
  identity: identityOfNode({ nodeId, computerName }),
  ...place,
});

export const enrichment = (changes: Partial<Enrichment> = {}): Enrichment => ({
  column: 'CPU',
  sources: ['prom'],
  query: { expr: 'cpu' },
  key: { label: 'nodename', kind: 'host' },
  ...changes,
});

/** A host of which a source has one series. */
export const seenHost = (host: string, values: Array<number | null>, source = 'Prometheus'): SeenMachine => ({
  identity: identityOfKey('host', host)!,
  source,
  series: seriesByKey([seriesFrame({ nodename: host }, values)], 'nodename').series,
});

/** What an enrichment came to whose one source sees these machines. */
export const enrichedBy = (
  machines: SeenMachine[],
  fleet: Node[],
  changes: Partial<Enrichment> = {},
  problems: string[] = []
): Enriched => enrich(enrichment(changes), [{ machines, problems, asOf: null }], fleet);
