import { AwsError } from '../aws/awsService';
import type { Metric } from './metricCatalog';

/** A compiled SEARCH query: what it asks of a metric, and the names that let the catalog be entered at the right place. */
export interface SearchQuery {
  matches(metric: Metric, account: string): boolean;
  namespace?: string;
  metricName?: string;
}

type Test = (metric: Metric, account: string) => boolean;

interface Token {
  text: string;
  quoted: boolean;
}

/**
 * Reads the first argument of SEARCH: `{Namespace,Dim,...}` as a schema, terms with and without a designator
 * (`MetricName="x"`, `"Dim"=("a" OR "b")`, `"Dim"`), AND, OR, NOT and parentheses. A quoted value matches whole, an unquoted one by its words
 * (AWS: "CloudWatch search expression syntax").
 */
export function parseSearchQuery(query: string): SearchQuery {
  if (query.length > 1024) {
    throw new AwsError(
      'ValidationException',
      `The search query has ${query.length} characters; at most 1024 are allowed.`
    );
  }
  const parser = new Parser(tokenize(query));
  return { matches: parser.parse(), namespace: parser.required.Namespace, metricName: parser.required.MetricName };
}

function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:"((?:\\["']|[^"])*)"|'((?:\\["']|[^'])*)'|([{}(),=])|([^\s{}(),="']+))/gy;
  const end = query.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const match = pattern.exec(query);
    if (!match) {
      throw new AwsError(
        'ValidationException',
        `Invalid syntax in SEARCH query at position ${at}: ${query.slice(at, at + 20)}`
      );
    }
    const quoted = match[1] ?? match[2];
    tokens.push(
      quoted === undefined
        ? { text: match[3] ?? match[4], quoted: false }
        : { text: quoted.replace(/\\(["'])/g, '$1'), quoted: true }
    );
  }
  return tokens;
}

class Parser {
  /** Exact designators that every match must meet. */
  readonly required: { Namespace?: string; MetricName?: string } = {};
  private position = 0;

  constructor(private readonly tokens: Token[]) {}

  parse(): Test {
    const schema = this.is('{') ? this.schema() : null;
    // Under a top-level OR or NOT no single designator is required of every match.
    const conjunction = !this.tokens.some(
      ({ text, quoted }) => !quoted && (text === 'OR' || text === 'NOT') && !this.inValueList()
    );
    const term = this.position < this.tokens.length ? this.either(conjunction) : null;
    if (this.position < this.tokens.length) {
      throw this.unexpected();
    }
    if (!schema && !term) {
      throw new AwsError('ValidationException', 'A SEARCH query needs a metric schema, a search term, or both.');
    }
    return (metric, account) => (schema?.(metric, account) ?? true) && (term?.(metric, account) ?? true);
  }

  /** `"Dim"=("a" OR "b")` is the one place where OR leaves the other designators required. */
  private inValueList(): boolean {
    const words = this.tokens.map(({ text, quoted }) => (quoted ? 'v' : text)).join(' ');
    return !/\b(OR|NOT)\b/.test(words.replace(/= \([^()]*\)/g, ''));
  }

  private schema(): Test {
    this.expect('{');
    const names = [this.word()];
    while (this.take(',')) {
      names.push(this.word());
    }
    this.expect('}');
    const [namespace, ...dimensions] = names;
    this.required.Namespace = namespace;
    const wanted = [...dimensions].sort().join('\0');
    return (metric) =>
      metric.namespace === namespace &&
      metric.dimensions
        .map(({ Name }) => Name)
        .sort()
        .join('\0') === wanted;
  }

  private either(required: boolean): Test {
    const tests = [this.all(required)];
    while (this.take('OR')) {
      tests.push(this.all(required));
    }
    return (metric, account) => tests.some((test) => test(metric, account));
  }

  private all(required: boolean): Test {
    const tests = [this.one(required)];
    while (this.take('AND') || (this.position < this.tokens.length && !this.is(')') && !this.is('OR'))) {
      tests.push(this.one(required));
    }
    return (metric, account) => tests.every((test) => test(metric, account));
  }

  private one(required: boolean): Test {
    if (this.take('NOT')) {
      const test = this.one(false);
      return (metric, account) => !test(metric, account);
    }
    if (this.take('(')) {
      const test = this.either(required);
      this.expect(')');
      return test;
    }
    const token = this.next();
    if (!this.take('=')) {
      return (metric) => everyText(metric).some((text) => fits(text, token));
    }
    const values = this.values();
    if (
      required &&
      values.length === 1 &&
      values[0].quoted &&
      (token.text === 'Namespace' || token.text === 'MetricName')
    ) {
      this.required[token.text] = values[0].text;
    }
    return (metric, account) => {
      const text = designated(metric, account, token.text);
      return text !== undefined && values.some((value) => fits(text, value));
    };
  }

  private values(): Token[] {
    if (!this.take('(')) {
      return [this.next()];
    }
    const values = [this.next()];
    while (this.take('OR')) {
      values.push(this.next());
    }
    this.expect(')');
    return values;
  }

  private is(text: string): boolean {
    const token = this.tokens[this.position];
    return token !== undefined && !token.quoted && token.text === text;
  }

  private take(text: string): boolean {
    const there = this.is(text);
    this.position += there ? 1 : 0;
    return there;
  }

  private expect(text: string): void {
    if (!this.take(text)) {
      throw this.unexpected();
    }
  }

  private word(): string {
    return this.next().text;
  }

  private next(): Token {
    const token = this.tokens[this.position];
    if (!token || (!token.quoted && /^[{}(),=]$/.test(token.text))) {
      throw this.unexpected();
    }
    this.position++;
    return token;
  }

  private unexpected(): AwsError {
    const token = this.tokens[this.position];
    return new AwsError(
      'ValidationException',
      token
        ? `Invalid syntax in SEARCH query: unexpected "${token.text}"`
        : 'Invalid syntax in SEARCH query: unexpected end'
    );
  }
}

function designated(metric: Metric, account: string, designator: string): string | undefined {
  switch (designator) {
    case 'Namespace':
      return metric.namespace;
    case 'MetricName':
      return metric.metricName;
    case ':aws.AccountId':
      return account;
    default:
      return metric.dimensions.find(({ Name }) => Name === designator)?.Value;
  }
}

function everyText(metric: Metric): string[] {
  return [metric.namespace, metric.metricName, ...metric.dimensions.flatMap(({ Name, Value }) => [Name!, Value!])];
}

function fits(text: string, token: Token): boolean {
  if (token.quoted) {
    return text === token.text;
  }
  const there = new Set(words(text));
  return words(token.text).every((word) => there.has(word));
}

/** `CPUUtilization` has the words cpu, utilization and cpuutilization. */
function words(text: string): string[] {
  const parts = text.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return parts
    .flatMap((part) => [part, ...part.split(/(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])/)])
    .map((word) => word.toLowerCase());
}
