import { AwsError } from '../aws/awsService';
import type { Span } from '../metrics/presence';
import { acrossSeries, combine, mapPoints, TimeSeries, Value } from './timeSeries';

/** What an expression may refer to. */
export interface MathScope {
  /** The value of another query of the same call, by its id. */
  byId(id: string): Value;
  search(query: string, stat: string, period: number | undefined): TimeSeries[];
  /** All MetricStat queries of the call, for `METRICS()`; with a text, those whose id has it. */
  metrics(idPart?: string): TimeSeries[];
  /** Seconds. */
  period: number;
  /** What FILL fills. */
  window: Span;
}

type Argument = { kind: 'text'; text: string } | Value;

const TOKEN =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|([A-Za-z_][A-Za-z0-9_]*)|'((?:\\'|[^'])*)'|"([^"]*)"|(<=|>=|==|!=|[-+*/^(),[\]<>]))/y;

type Token = { kind: 'number' | 'name' | 'text' | 'mark'; text: string };

/**
 * Works out one metric math expression (AWS: "Using math expressions"): arithmetic, comparison, SEARCH, METRICS,
 * REMOVE_EMPTY, FILL, IF, PERIOD, RATE, rounding and the aggregating functions.
 * @throws AwsError ValidationError whose message says what was wrong; the caller names the expression.
 */
export function evaluateMath(expression: string, scope: MathScope): Value {
  const math = new MetricMath(tokenize(expression), scope);
  return math.whole();
}

function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = expression.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(expression);
    if (!match) {
      throw new AwsError(
        'ValidationException',
        `Invalid syntax at position ${at}: ${expression.slice(at, at + 20).trim()}`
      );
    }
    const [, number, name, single, double, mark] = match;
    if (number !== undefined) {
      tokens.push({ kind: 'number', text: number });
    } else if (name !== undefined) {
      tokens.push({ kind: 'name', text: name });
    } else if (mark !== undefined) {
      tokens.push({ kind: 'mark', text: mark });
    } else {
      // SEARCH reads its own escapes, so the backslashes of a single-quoted text stay.
      tokens.push({ kind: 'text', text: single ?? double });
    }
  }
  return tokens;
}

const operators: Array<Record<string, (a: number, b: number) => number>> = [
  {
    '<': (a, b) => Number(a < b),
    '>': (a, b) => Number(a > b),
    '<=': (a, b) => Number(a <= b),
    '>=': (a, b) => Number(a >= b),
    '==': (a, b) => Number(a === b),
    '!=': (a, b) => Number(a !== b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b },
  { '^': (a, b) => a ** b },
];

class MetricMath {
  private position = 0;

  constructor(
    private readonly tokens: Token[],
    private readonly scope: MathScope
  ) {}

  whole(): Value {
    const value = this.level(0);
    if (this.position < this.tokens.length) {
      throw new AwsError('ValidationException', `Unexpected "${this.tokens[this.position].text}"`);
    }
    return value;
  }

  private level(depth: number): Value {
    if (depth === operators.length) {
      return this.unary();
    }
    let left = this.level(depth + 1);
    for (;;) {
      const token = this.tokens[this.position];
      const operator = token?.kind === 'mark' ? operators[depth][token.text] : undefined;
      if (!operator) {
        return left;
      }
      this.position++;
      left = combine(left, this.level(depth + 1), operator);
    }
  }

  private unary(): Value {
    if (this.take('-')) {
      return combine({ kind: 'scalar', scalar: 0 }, this.unary(), (a, b) => a - b);
    }
    return this.primary();
  }

  private primary(): Value {
    const token = this.tokens[this.position++];
    if (!token) {
      throw new AwsError('ValidationException', 'Unexpected end of expression');
    }
    if (token.kind === 'number') {
      return { kind: 'scalar', scalar: Number(token.text) };
    }
    if (token.kind === 'name') {
      return this.take('(') ? this.call(token.text.toUpperCase(), this.arguments(')')) : this.scope.byId(token.text);
    }
    if (token.kind === 'mark' && token.text === '(') {
      const value = this.level(0);
      this.expect(')');
      return value;
    }
    if (token.kind === 'mark' && token.text === '[') {
      return { kind: 'list', list: this.arguments(']').flatMap(asList) };
    }
    throw new AwsError('ValidationException', `Unexpected "${token.text}"`);
  }

  private arguments(closing: string): Argument[] {
    const values: Argument[] = [];
    while (!this.take(closing)) {
      if (values.length > 0) {
        this.expect(',');
      }
      const token = this.tokens[this.position];
      if (token?.kind === 'text') {
        this.position++;
        values.push({ kind: 'text', text: token.text });
      } else if (token?.kind === 'name' && /^(REPEAT|LINEAR)$/.test(token.text)) {
        this.position++;
        values.push({ kind: 'text', text: token.text });
      } else {
        values.push(this.level(0));
      }
    }
    return values;
  }

  private call(name: string, args: Argument[]): Value {
    switch (name) {
      case 'SEARCH': {
        const [query, stat, period] = args;
        if (query?.kind !== 'text' || stat?.kind !== 'text') {
          throw new AwsError('ValidationException', 'SEARCH takes a query and a statistic, both in quotes');
        }
        const seconds = period?.kind === 'scalar' ? period.scalar : undefined;
        return { kind: 'list', list: this.scope.search(query.text, stat.text, seconds) };
      }
      case 'METRICS':
        return { kind: 'list', list: this.scope.metrics(args[0]?.kind === 'text' ? args[0].text : undefined) };
      case 'PERIOD':
        return { kind: 'scalar', scalar: this.scope.period };
      case 'REMOVE_EMPTY':
        return { kind: 'list', list: asList(args[0]).filter(({ times }) => times.length > 0) };
      case 'FILL':
        return this.fill(args);
      case 'IF':
        return this.choose(args);
      case 'RATE':
        return overSeries(args[0], rate);
      case 'ABS':
        return overSeries(args[0], (series) => mapPoints(series, Math.abs));
      case 'CEIL':
        return overSeries(args[0], (series) => mapPoints(series, Math.ceil));
      case 'FLOOR':
        return overSeries(args[0], (series) => mapPoints(series, Math.floor));
    }
    const aggregate = aggregates[name];
    if (!aggregate) {
      throw new AwsError('ValidationException', `Unsupported function ${name}`);
    }
    const [argument] = args;
    return argument?.kind === 'series'
      ? { kind: 'scalar', scalar: aggregate(argument.series.values) }
      : { kind: 'series', series: acrossSeries(asList(argument), name, aggregate) };
  }

  private fill([source, filler]: Argument[]): Value {
    if (filler?.kind !== 'scalar' && !(filler?.kind === 'text' && /^(REPEAT|LINEAR)$/.test(filler.text))) {
      throw new AwsError('ValidationException', 'FILL takes a number, REPEAT or LINEAR');
    }
    const { from, to } = this.scope.window;
    const step = this.scope.period * 1000;
    return overSeries(source, (series) => {
      const known = new Map(series.times.map((t, i) => [t, i]));
      const filled: TimeSeries = { ...series, times: [], values: [] };
      let last = -1;
      for (let t = Math.ceil(from / step) * step; t < to; t += step) {
        last = known.get(t) ?? last;
        const value = known.has(t)
          ? series.values[last]
          : filler.kind === 'scalar'
            ? filler.scalar
            : between(series, last, t, filler.text);
        if (value !== undefined) {
          filled.times.push(t);
          filled.values.push(value);
        }
      }
      return filled;
    });
  }

  private choose([condition, yes, no]: Argument[]): Value {
    const when = asValue(condition);
    const pick = (side: Argument | undefined, wanted: boolean): Value =>
      side
        ? combine(when, asValue(side), (test, value) => ((test !== 0) === wanted ? value : NaN))
        : { kind: 'list', list: [] };
    const [chosen, otherwise] = [asList(pick(yes, true)), asList(pick(no, false))];
    const merged = chosen.map((series, i) =>
      acrossSeries([series, ...otherwise.slice(i, i + 1)], series.label, ([value]) => value)
    );
    return when.kind === 'series' && merged.length === 1
      ? { kind: 'series', series: merged[0] }
      : { kind: 'list', list: merged };
  }

  private take(mark: string): boolean {
    const token = this.tokens[this.position];
    const there = token?.kind === 'mark' && token.text === mark;
    this.position += there ? 1 : 0;
    return there;
  }

  private expect(mark: string): void {
    if (!this.take(mark)) {
      const token = this.tokens[this.position];
      throw new AwsError('ValidationException', token ? `Unexpected "${token.text}"` : 'Unexpected end of expression');
    }
  }
}

const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

const aggregates: Record<string, (values: number[]) => number> = {
  AVG: (values) => total(values) / values.length,
  SUM: total,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
  STDDEV: (values) => {
    const average = total(values) / values.length;
    return Math.sqrt(total(values.map((value) => (value - average) ** 2)) / values.length);
  },
  DATAPOINT_COUNT: (values) => values.length,
};

/** What FILL puts at `t`, after the point numbered `last`: that point again, or the line to the next one; nothing outside the series. */
function between(series: TimeSeries, last: number, t: number, how: string): number | undefined {
  if (last < 0 || how === 'REPEAT') {
    return series.values[last];
  }
  const next = last + 1;
  if (next >= series.times.length) {
    return undefined;
  }
  const share = (t - series.times[last]) / (series.times[next] - series.times[last]);
  return series.values[last] + share * (series.values[next] - series.values[last]);
}

/** Change per second from one point to the next. */
function rate(series: TimeSeries): TimeSeries {
  return {
    ...series,
    times: series.times.slice(1),
    values: series.times
      .slice(1)
      .map((t, i) => (series.values[i + 1] - series.values[i]) / ((t - series.times[i]) / 1000)),
  };
}

function asValue(argument: Argument | undefined): Value {
  if (!argument || argument.kind === 'text') {
    throw new AwsError('ValidationException', 'The function was called with the wrong arguments');
  }
  return argument;
}

function asList(argument: Argument | undefined): TimeSeries[] {
  const value = asValue(argument);
  if (value.kind === 'scalar') {
    throw new AwsError('ValidationException', 'A time series is needed where a number stands');
  }
  return value.kind === 'list' ? value.list : [value.series];
}

function overSeries(argument: Argument | undefined, change: (series: TimeSeries) => TimeSeries): Value {
  const value = asValue(argument);
  return value.kind === 'series'
    ? { kind: 'series', series: change(value.series) }
    : { kind: 'list', list: asList(value).map(change) };
}
