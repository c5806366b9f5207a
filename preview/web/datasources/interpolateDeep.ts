import type { ScopedVars } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { mapValues } from 'lodash';

/** Replaces variables in every string of a query. */
export function interpolateDeep<T>(value: T, scopedVars: ScopedVars, format?: string): T {
  const replace = (part: unknown): unknown => {
    if (typeof part === 'string') {
      return getTemplateSrv().replace(part, scopedVars, format);
    }
    if (Array.isArray(part)) {
      return part.map(replace);
    }
    return part && typeof part === 'object' ? mapValues(part, replace) : part;
  };
  return replace(value) as T;
}
