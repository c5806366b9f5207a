import { aggregateFunctions, compareValues, comparison, scalarFunctions, toText } from './functions';
import type { Expression, Named, Query, Step } from './syntax';
import { distinct, joined, Row, Table, unite } from './table';
import { KqlError } from './tokens';

/** Finds a table by its lower-case name. */
export type Tables = (name: string) => Table | undefined;

/**
 * Runs a parsed query.
 * @throws KqlError for a table, column or function that doesn't exist.
 */
export function runKql(query: Query, tables: Tables, now: number): Table {
  return new Runner(tables, now).run(query);
}

class Runner {
  constructor(
    private readonly tables: Tables,
    private readonly now: number
  ) {}

  run({ source, steps }: Query): Table {
    const start = source.kind === 'table' ? this.table(source.name) : unite(source.queries.map((one) => this.run(one)));
    return steps.reduce((table, step) => this.step(table, step), start);
  }

  private table(name: string): Table {
    const table = this.tables(name.toLowerCase());
    if (!table) {
      throw new KqlError(
        'DisallowedLogicalTableName',
        `Table ${name} is invalid, unsupported or disallowed.`,
        1,
        0,
        name
      );
    }
    return table;
  }

  private step(table: Table, step: Step): Table {
    switch (step.kind) {
      case 'where':
        return this.filtered(table, step.condition);
      case 'project':
        return this.projected(table, step.columns);
      case 'distinct':
        return distinct(this.projected(table, step.columns));
      case 'extend':
        return this.extended(table, step.columns);
      case 'project-away':
        return { ...table, columns: table.columns.filter((name) => !step.columns.includes(name)) };
      case 'summarize':
        return this.summarized(table, step.aggregates, step.by);
      case 'order':
        return this.ordered(table, step.keys);
      case 'take':
        return { ...table, rows: table.rows.slice(0, step.count) };
      case 'count':
        return { columns: ['Count'], rows: [{ Count: table.rows.length }] };
      case 'join':
        return joined(table, this.run(step.right), step);
      case 'union':
        return unite([table, ...step.queries.map((one) => this.run(one))]);
    }
  }

  private filtered(table: Table, condition: Expression): Table {
    const test = this.compile(condition, table.columns);
    return { ...table, rows: table.rows.filter((row) => test(row) === true) };
  }

  private projected(table: Table, columns: Named[]): Table {
    if (columns.length === 1 && columns[0].expression.kind === 'all') {
      return table;
    }
    const named = this.compileNamed(columns, table.columns);
    return {
      columns: named.map(({ name }) => name),
      rows: table.rows.map((row) => Object.fromEntries(named.map(({ name, value }) => [name, value(row) ?? null]))),
    };
  }

  private extended(table: Table, columns: Named[]): Table {
    return columns.reduce((so, column) => {
      const [{ name, value }] = this.compileNamed([column], so.columns);
      return {
        columns: so.columns.includes(name) ? so.columns : [...so.columns, name],
        rows: so.rows.map((row) => ({ ...row, [name]: value(row) ?? null })),
      };
    }, table);
  }

  private summarized(table: Table, aggregates: Named[], by: Named[]): Table {
    const keys = this.compileNamed(by, table.columns);
    const values = aggregates.map(({ name, expression }) => this.aggregate(name, expression, table.columns));
    const groups = new Map<string, { key: Row; rows: Row[] }>();
    for (const row of table.rows) {
      const key = Object.fromEntries(keys.map(({ name, value }) => [name, value(row) ?? null]));
      const text = JSON.stringify(key);
      const group = groups.get(text) ?? { key, rows: [] };
      group.rows.push(row);
      groups.set(text, group);
    }
    if (groups.size === 0 && by.length === 0) {
      groups.set('', { key: {}, rows: [] });
    }
    return {
      columns: [...keys.map(({ name }) => name), ...values.map(({ name }) => name)],
      rows: [...groups.values()].map(({ key, rows }) => ({
        ...key,
        ...Object.fromEntries(
          values.map(({ name, value }) => [name, rows.length > 0 || name === 'count_' ? value(rows) : null])
        ),
      })),
    };
  }

  private aggregate(name: string | null, expression: Expression, columns: string[]) {
    if (expression.kind !== 'call' || !Object.hasOwn(aggregateFunctions, expression.name)) {
      throw new KqlError(
        'InvalidAggregation',
        'summarize takes aggregating functions.',
        1,
        0,
        nameOf(expression) ?? ''
      );
    }
    const fold = aggregateFunctions[expression.name];
    const [argument] = expression.arguments;
    const of = argument ? this.compile(argument, columns) : () => 1;
    const given = argument && nameOf(argument);
    return {
      name: name ?? `${expression.name}_${given ?? ''}`,
      value: (rows: Row[]) => fold(rows.map((row) => of(row) ?? null)),
    };
  }

  private ordered(table: Table, keys: Array<{ expression: Expression; descending: boolean }>): Table {
    const compiled = keys.map(({ expression, descending }) => ({
      value: this.compile(expression, table.columns),
      descending,
    }));
    const rows = table.rows.map((row) => ({ row, keys: compiled.map(({ value }) => value(row)) }));
    rows.sort((a, b) => {
      for (let i = 0; i < compiled.length; i++) {
        const order = compareValues(a.keys[i], b.keys[i]);
        if (order !== 0) {
          return compiled[i].descending ? -order : order;
        }
      }
      return 0;
    });
    return { ...table, rows: rows.map(({ row }) => row) };
  }

  private compileNamed(columns: Named[], known: string[]) {
    return columns.map(({ name, expression }, i) => ({
      name: name ?? nameOf(expression) ?? `Column${i + 1}`,
      value: this.compile(expression, known),
    }));
  }

  private compile(expression: Expression, columns: string[]): (row: Row) => unknown {
    switch (expression.kind) {
      case 'literal':
        return () => expression.value;
      case 'column':
        if (!columns.includes(expression.name)) {
          throw new KqlError(
            'UnresolvedColumn',
            `Failed to resolve scalar expression named '${expression.name}'`,
            1,
            0,
            expression.name
          );
        }
        return (row) => row[expression.name];
      case 'member': {
        const of = this.compile(expression.of, columns);
        const key = this.compile(expression.key, columns);
        return (row) => memberOf(of(row), key(row));
      }
      case 'call': {
        if (!Object.hasOwn(scalarFunctions, expression.name)) {
          throw new KqlError('UnknownFunction', `Unknown function: '${expression.name}'.`, 1, 0, expression.name);
        }
        const args = expression.arguments.map((argument) => this.compile(argument, columns));
        return (row) =>
          scalarFunctions[expression.name](
            args.map((argument) => argument(row)),
            this.now
          );
      }
      case 'in': {
        const left = this.compile(expression.left, columns);
        const list = expression.list.map((one) => this.compile(one, columns));
        const equal = comparison(expression.operator.endsWith('~') ? '=~' : '==');
        const negated = expression.operator.startsWith('!');
        return (row) => list.some((one) => equal(left(row), one(row))) !== negated;
      }
      case 'binary':
        return this.compileBinary(
          expression.operator,
          this.compile(expression.left, columns),
          this.compile(expression.right, columns)
        );
      case 'all':
        throw new KqlError('ParserFailure', 'ParserFailure', 1, 0, '*');
    }
  }

  private compileBinary(
    operator: string,
    left: (row: Row) => unknown,
    right: (row: Row) => unknown
  ): (row: Row) => unknown {
    switch (operator) {
      case 'and':
        return (row) => left(row) === true && right(row) === true;
      case 'or':
        return (row) => left(row) === true || right(row) === true;
      case '+':
        return (row) => Number(left(row)) + Number(right(row));
      case '-':
        return (row) => Number(left(row)) - Number(right(row));
      case '*':
        return (row) => Number(left(row)) * Number(right(row));
      case '/':
        return (row) => Number(left(row)) / Number(right(row));
    }
    const compare = comparison(operator);
    return (row) => compare(left(row), right(row));
  }
}

/** `properties.osProfile.computerName` is called properties_osProfile_computerName unless the query names it. */
function nameOf(expression: Expression): string | null {
  if (expression.kind === 'column') {
    return expression.name;
  }
  if (expression.kind === 'member' && expression.key.kind === 'literal') {
    const of = nameOf(expression.of);
    return of === null ? null : `${of}_${toText(expression.key.value)}`;
  }
  return null;
}

function memberOf(value: unknown, key: unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  if (Array.isArray(value)) {
    return value.at(Number(key)) ?? null;
  }
  return Object.hasOwn(value, toText(key)) ? (value as Row)[toText(key)] : null;
}
