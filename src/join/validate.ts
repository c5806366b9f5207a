import { rangeUtil } from '@grafana/data';
import type { Enrichment, JoinKeyKind } from '../datasource/query';

const KEY_KINDS: JoinKeyKind[] = ['instanceId', 'cloudId', 'host'];
const REDUCERS = ['last', 'mean', 'max', 'min', 'sum'];

/**
 * Reads a join's enrichments from JSON. Throws an error that names the first thing that is wrong, its value and what to
 * write instead.
 */
export function parseEnrichments(text: string): Enrichment[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(parsed)) {
    throw new Error('Enrichments are a list: put them between [ and ]');
  }
  parsed.forEach((enrichment: unknown, index) => check(enrichment, `Enrichment ${index + 1}`));
  return parsed as Enrichment[];
}

function check(enrichment: unknown, where: string) {
  if (!isObject(enrichment)) {
    throw new Error(`${where} is ${say(enrichment)}: write an object, for instance {"column": "CPU", ...}`);
  }
  const { column, sources, query, key, reducer, window, unit } = enrichment;
  const need = (holds: boolean, member: string, value: unknown, remedy: string) => {
    if (!holds) {
      throw new Error(
        value === undefined
          ? `${where} has no "${member}": ${remedy}`
          : `${where}: "${member}" is ${say(value)}: ${remedy}`
      );
    }
  };
  need(isText(column), 'column', column, 'name the column that it fills, for instance "CPU"');
  need(
    Array.isArray(sources) && sources.length > 0 && sources.every(isText),
    'sources',
    sources,
    'list data sources, for instance ["${cloudwatch}"]'
  );
  need(isObject(query), 'query', query, "write the other data source's query, as its editor's JSON view shows it");
  need(
    isObject(key),
    'key',
    key,
    'say what names the machine, for instance {"label": "InstanceId", "kind": "instanceId"}'
  );
  const { label, kind } = key as Record<string, unknown>;
  need(isText(label), 'key.label', label, 'name the label or column that names the machine, for instance "InstanceId"');
  need(KEY_KINDS.includes(kind as JoinKeyKind), 'key.kind', kind, `use one of ${KEY_KINDS.join(', ')}`);
  need(
    reducer === undefined || REDUCERS.includes(reducer as string),
    'reducer',
    reducer,
    `use one of ${REDUCERS.join(', ')}`
  );
  need(window === undefined || isDuration(window), 'window', window, 'write a number and a unit, for instance "15m"');
  need(unit === undefined || isText(unit), 'unit', unit, 'write a unit id, for instance "percent"');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isDuration(value: unknown): boolean {
  try {
    return isText(value) && rangeUtil.intervalToSeconds(value) > 0;
  } catch {
    return false;
  }
}

function say(value: unknown): string {
  return JSON.stringify(value);
}
