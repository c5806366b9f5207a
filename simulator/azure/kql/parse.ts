import type { Expression, JoinKind, Named, Query, Source, Step } from './syntax';
import { KqlError, Token, tokenize } from './tokens';

const comparisons = new Set([
  ...['==', '!=', '=~', '!~', '<', '<=', '>', '>='],
  ...['has', 'has_cs', 'hasprefix', 'hassuffix', 'contains', 'contains_cs', 'startswith', 'endswith'],
  ...['!has', '!hasprefix', '!hassuffix', '!contains', '!startswith', '!endswith'],
]);
const memberships = new Set(['in', 'in~', '!in', '!in~']);
const milliseconds: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Parses the part of the Kusto query language that Resource Graph's inventories are asked with.
 * @throws KqlError at the first token that doesn't fit.
 */
export function parseKql(query: string): Query {
  const parser = new Parser(tokenize(query));
  const parsed = parser.query();
  parser.end();
  return parsed;
}

class Parser {
  private position = 0;

  constructor(private readonly tokens: Token[]) {}

  query(): Query {
    const source: Source =
      this.here.text === 'union'
        ? { kind: 'union', queries: (this.next(), this.union()) }
        : { kind: 'table', name: this.name() };
    const steps: Step[] = [];
    while (this.take('|')) {
      steps.push(this.step());
    }
    return { source, steps };
  }

  end(): void {
    if (this.here.kind !== 'end') {
      throw this.unexpected('<EOF>');
    }
  }

  private step(): Step {
    const operator = this.operatorName();
    switch (operator) {
      case 'where':
      case 'filter':
        return { kind: 'where', condition: this.expression() };
      case 'project':
      case 'extend':
      case 'distinct':
        return { kind: operator, columns: this.list(() => this.named()) };
      case 'project-away':
        return { kind: 'project-away', columns: this.list(() => this.name()) };
      case 'summarize':
        return this.summarize();
      case 'order':
      case 'sort':
        this.expect('by');
        return { kind: 'order', keys: this.list(() => this.sortKey()) };
      case 'take':
      case 'limit':
        return { kind: 'take', count: this.count() };
      case 'count':
        return { kind: 'count' };
      case 'join':
        return this.join();
      case 'union':
        return { kind: 'union', queries: this.union() };
      default:
        this.position--;
        throw this.unexpected('a tabular operator');
    }
  }

  private operatorName(): string {
    const name = this.name();
    return name === 'project' && this.take('-') ? `project-${this.name()}` : name;
  }

  private summarize(): Step {
    const grouped = () => this.here.text === 'by' || this.here.text === '|' || this.here.kind === 'end';
    const aggregates = grouped() ? [] : this.list(() => this.named());
    return { kind: 'summarize', aggregates, by: this.take('by') ? this.list(() => this.named()) : [] };
  }

  private sortKey() {
    const expression = this.expression();
    const ascending = this.take('asc');
    const descending = !ascending && (this.take('desc') || true);
    if (this.take('nulls')) {
      this.name();
    }
    return { expression, descending };
  }

  private join(): Step {
    let how: JoinKind = 'innerunique';
    if (this.take('kind')) {
      this.expect('=');
      const kind = this.name();
      if (kind !== 'inner' && kind !== 'innerunique' && kind !== 'leftouter') {
        this.position--;
        throw this.unexpected('inner, innerunique or leftouter');
      }
      how = kind;
    }
    this.expect('(');
    const right = this.query();
    this.expect(')');
    this.expect('on');
    return { kind: 'join', how, right, on: this.list(() => this.joinKey()) };
  }

  private joinKey() {
    const name = this.name();
    if (name !== '$left') {
      return { left: name, right: name };
    }
    this.expect('.');
    const left = this.name();
    this.expect('==');
    this.expect('$right');
    this.expect('.');
    return { left, right: this.name() };
  }

  private union(): Query[] {
    return this.list(() => {
      if (!this.take('(')) {
        return { source: { kind: 'table' as const, name: this.name() }, steps: [] };
      }
      const query = this.query();
      this.expect(')');
      return query;
    });
  }

  private named(): Named {
    if (this.here.kind === 'name' && this.tokens[this.position + 1].text === '=') {
      const name = this.name();
      this.expect('=');
      return { name, expression: this.expression() };
    }
    return { name: null, expression: this.expression() };
  }

  private expression(): Expression {
    return this.binary(['or'], () =>
      this.binary(['and'], () =>
        this.comparison(() => this.binary(['+', '-'], () => this.binary(['*', '/'], () => this.path())))
      )
    );
  }

  private binary(operators: string[], operand: () => Expression): Expression {
    let left = operand();
    while (this.here.kind !== 'text' && operators.includes(this.here.text)) {
      left = { kind: 'binary', operator: this.next().text, left, right: operand() };
    }
    return left;
  }

  private comparison(operand: () => Expression): Expression {
    const left = operand();
    if (this.here.kind === 'text') {
      return left;
    }
    if (comparisons.has(this.here.text)) {
      return { kind: 'binary', operator: this.next().text, left, right: operand() };
    }
    if (memberships.has(this.here.text)) {
      const operator = this.next().text;
      this.expect('(');
      const list = this.list(() => this.expression());
      this.expect(')');
      return { kind: 'in', operator, left, list };
    }
    return left;
  }

  private path(): Expression {
    let of = this.primary();
    for (;;) {
      if (this.take('.')) {
        of = { kind: 'member', of, key: { kind: 'literal', value: this.name() } };
      } else if (this.take('[')) {
        of = { kind: 'member', of, key: this.expression() };
        this.expect(']');
      } else {
        return of;
      }
    }
  }

  private primary(): Expression {
    const token = this.next();
    switch (token.kind) {
      case 'text':
        return { kind: 'literal', value: token.text };
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'timespan': {
        const [, amount, unit] = /^([\d.]+)([a-z]+)$/.exec(token.text)!;
        return { kind: 'literal', value: Number(amount) * milliseconds[unit] };
      }
      case 'name':
        return this.nameOrCall(token);
    }
    if (token.text === '(') {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (token.text === '*') {
      return { kind: 'all' };
    }
    if (token.text === '-') {
      return { kind: 'binary', operator: '-', left: { kind: 'literal', value: 0 }, right: this.path() };
    }
    this.position--;
    throw this.unexpected('an expression');
  }

  private nameOrCall({ text }: Token): Expression {
    if (text === 'true' || text === 'false') {
      return { kind: 'literal', value: text === 'true' };
    }
    if (!this.take('(')) {
      return { kind: 'column', name: text };
    }
    const args = this.here.text === ')' ? [] : this.list(() => this.expression());
    this.expect(')');
    return { kind: 'call', name: text, arguments: args };
  }

  private list<T>(one: () => T): T[] {
    const all = [one()];
    while (this.take(',')) {
      all.push(one());
    }
    return all;
  }

  private count(): number {
    if (this.here.kind !== 'number') {
      throw this.unexpected('a number');
    }
    return Number(this.next().text);
  }

  private get here(): Token {
    return this.tokens[this.position];
  }

  private next(): Token {
    const token = this.here;
    if (token.kind === 'end') {
      throw this.unexpected('more');
    }
    this.position++;
    return token;
  }

  private name(): string {
    if (this.here.kind !== 'name') {
      throw this.unexpected('a name');
    }
    return this.next().text;
  }

  private take(text: string): boolean {
    const there = this.here.kind !== 'text' && this.here.kind !== 'end' && this.here.text === text;
    this.position += there ? 1 : 0;
    return there;
  }

  private expect(text: string): void {
    if (!this.take(text)) {
      throw this.unexpected(text);
    }
  }

  private unexpected(wanted: string): KqlError {
    const { text, line, column } = this.here;
    return new KqlError('ParserFailure', `ParserFailure: expected ${wanted}`, line, column, text);
  }
}
