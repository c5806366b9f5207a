import type { Ask } from '../run/ask/question';
import type { Enrichment } from '../spec';

/**
 * All that the product knows of one source of metrics: its app page, its dashboards and the join read it here.
 * docs/architecture.md says how to add one.
 */
export interface MetricSource {
  label: string;
  /** Grafana's pickers and variables take the plugin's flavours for it. */
  pluginId: string;
  /** Other plugins that are asked in the same way. */
  flavours: string[];
  /** The dashboards' variable that holds the data sources to ask. */
  variable: string;
  /** Which metrics it brings, for someone who has none yet. */
  brings: string;
  /** What fills a column with CPU or memory in use, in per cent: for each node the first that hears it. */
  cpu: ReadyMade[];
  memory: ReadyMade[];
  /** The root or system volume in use, in per cent. Nobody but an agent or an exporter sees into a volume. */
  disk: ReadyMade[];
  /** What comes in and goes out, in bytes per second. */
  networkIn: ReadyMade[];
  networkOut: ReadyMade[];
  /** How it is asked. That code is for those who ask: who only wants to know what there is doesn't load it. */
  loadAsk(): Promise<Ask>;
}

/** An enrichment but for the column that it fills and the data sources that are asked. */
export type ReadyMade = Omit<Enrichment, 'column' | 'unit' | 'sources'>;
