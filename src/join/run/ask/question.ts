import type { DataFrame, DataSourceInstanceSettings, TimeRange } from '@grafana/data';
import type { Answer } from '../../answer';
import type { Node } from '../../nodes';
import type { Enrichment } from '../../spec';

/** What is asked for: one enrichment, one of its data sources, for these nodes. */
export interface Question {
  enrichment: Enrichment;
  settings: DataSourceInstanceSettings;
  /** The nodes on display: for these an answer is wanted. */
  wanted: Node[];
  /** The whole fleet. */
  fleet: Node[];
  /** Whether the series themselves are wanted rather than one number. */
  asSeries: boolean;
  /** The time over which Explore would show the same; absent where nobody is led there. */
  explore?: TimeRange;
  /** Runs one query of the data source; never rejects. Queries that name one company may share a request; else it travels alone. */
  run(query: Record<string, unknown>, company?: string): Promise<ChildAnswer>;
}

/** Answer of one query to another data source: its frames, what went wrong, in its own words, and when that was (epoch milliseconds). */
export interface ChildAnswer {
  frames: DataFrame[];
  error?: string;
  asOf: number;
}

/** Asks a data source in the way that its kind needs. */
export type Ask = (question: Question) => Promise<Answer>;
