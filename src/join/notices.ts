import { dateTimeFormat, type DataFrame, type QueryResultMetaNotice } from '@grafana/data';
import { min, sum } from 'lodash';
import { byColumn, type Enriched } from './enrich';

/** What a join came to, as far as notices tell of it. */
interface NoticedSides {
  rows: DataFrame;
  nodes: unknown[];
  fleet: unknown[];
  enriched: Enriched[];
}

/** A panel's header shows one notice of each severity: so all of one severity go into one text. */
export function noticesOf(
  { rows, nodes, fleet, enriched }: NoticedSides,
  others: QueryResultMetaNotice[] = []
): QueryResultMetaNotice[] {
  const own = rows.meta?.notices ?? [];
  const problems = [...columnsWithoutSource(enriched), ...enriched.flatMap((one) => one.problems)].map(
    (text): QueryResultMetaNotice => ({ severity: 'warning', text })
  );
  const told = askedMetrics(nodes.length, fleet.length, enriched).map((text): QueryResultMetaNotice => ({
    severity: 'info',
    text,
  }));
  const all = [...own, ...problems, ...others, ...told];
  return (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const texts = [...new Set(all.filter((notice) => notice.severity === severity).map((notice) => notice.text))];
    const sentences = texts.map((text) => `${text.replace(/\.+$/, '')}.`);
    return texts.length > 0 ? [{ severity, text: sentences.join(' ') }] : [];
  });
}

/**
 * Columns that nobody was asked for. That one of several kinds of data source isn't there is no news: who has no Azure has
 * no Azure Monitor.
 */
function columnsWithoutSource(enriched: Enriched[]): string[] {
  return [...byColumn(enriched)].flatMap(([column, ofColumn]) => {
    const references = [...new Set(ofColumn.flatMap((one) => one.enrichment.sources))];
    return ofColumn.every((one) => one.sources === 0)
      ? [`${column}: there is no data source to query: ${references.join(', ')} name none. Add one, or choose others`]
      : [];
  });
}

/** What the other sources were asked for: how much, for which share of the fleet, and as of when. Metrics cost money, and are kept for a while. */
function askedMetrics(nodes: number, fleet: number, enriched: Enriched[]): string[] {
  return [...byColumn(enriched)].flatMap(([column, ofColumn]) => {
    const asOf = min(ofColumn.map((one) => one.asOf));
    const metrics = sum(ofColumn.flatMap(({ machines }) => machines.map(({ series }) => series.length)));
    return asOf
      ? [
          `${column}: ${metrics} metrics, asked for ${nodes} of ${fleet} nodes, as of ${dateTimeFormat(asOf, { format: 'HH:mm:ss' })}`,
        ]
      : [];
  });
}
