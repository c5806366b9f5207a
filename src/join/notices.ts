import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import { byColumn, type Enriched } from './enrich';

/** A panel's header shows one notice of each severity: so all of one severity go into one text. */
export function noticesOf(
  rows: DataFrame,
  enriched: Enriched[],
  others: QueryResultMetaNotice[] = []
): QueryResultMetaNotice[] {
  const own = rows.meta?.notices ?? [];
  const problems = [...columnsWithoutSource(enriched), ...enriched.flatMap((one) => one.problems)].map(
    (text): QueryResultMetaNotice => ({ severity: 'warning', text })
  );
  const all = [...own, ...problems, ...others];
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
