import { rangeUtil } from '@grafana/data';
import { JOIN_KEY_KINDS } from './identity';
import { REDUCERS } from './reduce';
import { JOIN_OUTPUTS, type Enrichment, type JoinSpec, type LeftSide } from './spec';

/**
 * Reads a join's enrichments from JSON, as someone has typed it. Throws an error that names the first thing that is wrong,
 * its value and what to write instead.
 */
export function parseEnrichments(text: string): Enrichment[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`This is not valid JSON: ${(error as Error).message}`);
  }
  checkEnrichments(parsed);
  return parsed;
}

/** A join as a saved dashboard holds it, with what it leaves out filled in. Throws as `parseEnrichments` does. */
export function joinOf<Left extends LeftSide>(saved: unknown = {}): JoinSpec<Left> {
  if (!isObject(saved)) {
    throw new Error(`The join is ${say(saved)}: write an object, for instance {"left": {}, "enrichments": []}`);
  }
  const { left = {}, enrichments = [], output = 'table' } = saved;
  const need = demand('The join');
  need(isObject(left), 'left', left, 'say which nodes are asked for, for instance {"columns": ["nodeId", "name"]}');
  need(isOneOf(JOIN_OUTPUTS, output), 'output', output, `use one of ${JOIN_OUTPUTS.join(', ')}`);
  checkEnrichments(enrichments);
  return { left, enrichments, output } as JoinSpec<Left>;
}

function checkEnrichments(enrichments: unknown): asserts enrichments is Enrichment[] {
  if (!Array.isArray(enrichments)) {
    throw new Error(`Enrichments must be a list, but this is ${say(enrichments)}: put them between [ and ]`);
  }
  enrichments.forEach((enrichment: unknown, index) => check(enrichment, `Enrichment ${index + 1} of the join`));
}

function check(enrichment: unknown, where: string) {
  if (!isObject(enrichment)) {
    throw new Error(`${where} is ${say(enrichment)}: write an object, for instance {"column": "CPU", ...}`);
  }
  const { column, sources, query, key, complementTo, divideBy, reducer, window, unit } = enrichment;
  const need = demand(where);
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
  need(isOneOf(JOIN_KEY_KINDS, kind), 'key.kind', kind, `use one of ${JOIN_KEY_KINDS.join(', ')}`);
  need(
    complementTo === undefined || Number.isFinite(complementTo),
    'complementTo',
    complementTo,
    'write the number that the source’s value is subtracted from, for instance 100'
  );
  need(
    divideBy === undefined || (Number.isFinite(divideBy) && divideBy !== 0),
    'divideBy',
    divideBy,
    'write the number that the source’s value is divided by, for instance 300'
  );
  need(reducer === undefined || isOneOf(REDUCERS, reducer), 'reducer', reducer, `use one of ${REDUCERS.join(', ')}`);
  need(window === undefined || isDuration(window), 'window', window, 'write a number and a unit, for instance "15m"');
  need(unit === undefined || isText(unit), 'unit', unit, 'write a unit id, for instance "percent"');
}

/** Throws where something does not hold, in words that name the member, its value and the remedy. */
function demand(where: string) {
  return (holds: boolean, member: string, value: unknown, remedy: string) => {
    if (!holds) {
      throw new Error(
        value === undefined
          ? `${where} has no "${member}": ${remedy}`
          : `${where}: "${member}" is ${say(value)}: ${remedy}`
      );
    }
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}

function isOneOf(words: readonly string[], value: unknown): boolean {
  return words.includes(value as string);
}

function isDuration(value: unknown): boolean {
  try {
    return isText(value) && rangeUtil.intervalToSeconds(value) > 0;
  } catch {
    return false;
  }
}

const LONGEST_VALUE = 100;

function say(value: unknown): string {
  const json = JSON.stringify(value);
  return json.length > LONGEST_VALUE ? `${json.slice(0, LONGEST_VALUE)}…` : json;
}
