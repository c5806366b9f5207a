import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import { mapValues } from 'lodash';
import { NONE, type Filter, type FleetQuery, type Operator } from './query';

/**
 * Fills in a query's template variables, wherever text stands. A variable with several values makes `=` an `in` and `!=`
 * a `not in`, and gives several columns, groups, accounts or Regions. The option All sets no condition, so that nodes
 * without a value stay in; a custom "all" value is taken as it is written. A join's other data sources and their queries
 * stay as they are: each source fills in its own.
 */
export function interpolateQuery(query: FleetQuery, templateSrv: TemplateSrv, scopedVars: ScopedVars): FleetQuery {
  const variables = new Variables(templateSrv, scopedVars);
  const filled = { ...query, ...interpolateSelection(query, variables) };
  if (query.groupBy) {
    filled.groupBy = variables.everyOf(query.groupBy);
  }
  if (query.nodeId) {
    filled.nodeId = variables.one(query.nodeId);
  }
  if (query.id) {
    filled.id = variables.one(query.id);
  }
  if (query.arguments) {
    filled.arguments = mapValues(query.arguments, (text) => variables.one(text));
  }
  // A dashboard's JSON may leave it out.
  if (query.join?.left) {
    filled.join = { ...query.join, left: { ...query.join.left, ...interpolateSelection(query.join.left, variables) } };
  }
  return filled;
}

/** What a text stands for once its variables are filled in: one text for each of their values. */
export function valuesOf(text: string, templateSrv: TemplateSrv, scopedVars: ScopedVars): string[] {
  return new Variables(templateSrv, scopedVars).values(text);
}

type Selection = Pick<FleetQuery, 'scope' | 'filters' | 'columns' | 'orderBy'>;

function interpolateSelection({ scope, filters, columns, orderBy }: Selection, variables: Variables): Selection {
  return {
    ...(scope && {
      scope: { accounts: variables.scopeOf(scope.accounts), regions: variables.scopeOf(scope.regions) },
    }),
    ...(filters && { filters: filters.flatMap((filter) => interpolateFilter(filter, variables)) }),
    ...(columns && { columns: variables.everyOf(columns) }),
    ...(orderBy && { orderBy: orderBy.map((order) => ({ ...order, field: variables.one(order.field) })) }),
  };
}

/** The condition with its variables filled in, or none where a variable stands for all values. */
function interpolateFilter(filter: Filter, variables: Variables): Filter[] {
  const field = variables.one(filter.field);
  const { op, value } = filter;
  if (typeof value === 'number' || typeof value === 'boolean') {
    return [{ field, op, value }];
  }
  const given: Array<string | number> = Array.isArray(value) ? value : [value];
  if (given.some((text) => variables.isAll(text)) && ['=', 'in', '=~'].includes(op)) {
    return [];
  }
  if (op === '=~' || op === '!~') {
    return [{ field, op, value: variables.pattern(given.join('|')) }];
  }
  const values = given.flatMap<string | number>((text) => (typeof text === 'string' ? variables.chosen(text) : [text]));
  const listOp = { '=': 'in', '!=': 'not in' }[op as string] as Operator | undefined;
  if (Array.isArray(value) || values.length !== 1) {
    return [{ field, op: listOp ?? op, value: values }];
  }
  return [{ field, op, value: values[0] }];
}

const ALL = '$__all';
const REFERENCE = /^(?:\$(\w+)|\$\{(\w+)\}|\[\[(\w+)\]\])$/;

/** Grafana's template variables, read as lists of values. */
class Variables {
  constructor(
    private readonly templateSrv: TemplateSrv,
    private readonly scopedVars: ScopedVars
  ) {}

  one(text: string): string {
    return this.templateSrv.replace(text, this.scopedVars);
  }

  /** Values are escaped, and several become alternatives, as in other data sources. */
  pattern(text: string): string {
    return this.templateSrv.replace(text, this.scopedVars, 'regex');
  }

  /** One text for each value of each variable in it: `web-$env` is `web-test` and `web-live`. */
  values(text: string): string[] {
    const lists: string[][] = [];
    const template = this.templateSrv.replace(text, this.scopedVars, (value: unknown) => {
      lists.push([value].flat().map(String));
      return placeholder(lists.length - 1);
    });
    return lists.reduce(
      (texts, list, index) =>
        texts.flatMap((made) => list.map((value) => made.replaceAll(placeholder(index), () => value))),
      [template]
    );
  }

  /** Such texts as a condition takes them: a node without a value has the empty string. */
  chosen(text: string): string[] {
    return REFERENCE.test(text) ? this.values(text).map((value) => (value === NONE ? '' : value)) : this.values(text);
  }

  everyOf(texts: string[]): string[] {
    return texts.flatMap((text) => this.values(text));
  }

  /** Accounts or Regions; none means all that are configured. */
  scopeOf(texts: string[] | undefined): string[] | undefined {
    return texts?.some((text) => this.isAll(text)) ? undefined : texts && this.everyOf(texts);
  }

  /** Whether a text is one variable whose option All is chosen. A panel repeated by the variable has one value of its own. */
  isAll(text: unknown): boolean {
    const [, ...names] = (typeof text === 'string' && REFERENCE.exec(text)) || [];
    const name = names.find(Boolean);
    if (!name) {
      return false;
    }
    let hasList = false;
    this.templateSrv.replace(text as string, this.scopedVars, (value: unknown) => {
      hasList = Array.isArray(value);
      return '';
    });
    const variable = this.templateSrv.getVariables().find((candidate) => candidate.name === name);
    const current = variable && 'current' in variable ? variable.current : undefined;
    return hasList && !!current && 'value' in current && [current.value].flat().includes(ALL);
  }
}

function placeholder(index: number): string {
  return `\u0000${index}\u0000`;
}
