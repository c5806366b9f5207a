import { AzureError } from './azureError';

/** What a metrics `$filter` asks for, by dimension in lower case; `*` stands for every value, split. */
export type MetricsFilter = Map<string, Set<string>>;

const RESOURCE_ID = 'microsoft.resourceid';

/**
 * Reads a `$filter` such as `LUN eq '0' or LUN eq '1'` or `(Microsoft.ResourceId eq '/subs..' or ..) and (LUN eq '*')`. Alternatives may
 * be given for one dimension at a time, which is all that Azure Monitor takes.
 */
export function parseMetricsFilter(filter: string): MetricsFilter {
  const wanted: MetricsFilter = new Map();
  const clause = /\s*(?:(and|or)\s+)?[(\s]*([\w.]+)\s+eq\s+'((?:''|[^'])*)'[)\s]*/giy;
  const end = filter.trimEnd().length;
  let previous = '';
  while (clause.lastIndex < end) {
    const match = clause.exec(filter);
    const connective = match?.[1]?.toLowerCase();
    const dimension = match?.[2].toLowerCase() ?? '';
    if (!match || (connective === 'or' && dimension !== previous) || (previous === '') !== (connective === undefined)) {
      throw new AzureError(400, 'BadRequest', `The $filter could not be read: ${filter.slice(0, 200)}`);
    }
    wanted.set(dimension, (wanted.get(dimension) ?? new Set()).add(match[3].replaceAll("''", "'")));
    previous = dimension;
  }
  return wanted;
}

/** The resource ids that a filter of a subscription's metrics names, in lower case; null where it names none. */
export function filteredResourceIds(filter: MetricsFilter): Set<string> | null {
  const ids = filter.get(RESOURCE_ID);
  return !ids || ids.has('*') ? null : new Set([...ids].map((id) => id.toLowerCase()));
}

export function dimensionsOf(filter: MetricsFilter): Array<[string, Set<string>]> {
  return [...filter].filter(([dimension]) => dimension !== RESOURCE_ID);
}
