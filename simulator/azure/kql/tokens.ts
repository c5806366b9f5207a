/** A query that can't be read, with the place that Azure's own parser would point at. */
export class KqlError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** 1-based, like the position's line. */
    readonly line = 1,
    /** 0-based. */
    readonly characterPositionInLine = 0,
    readonly token = ''
  ) {
    super(message);
    this.name = 'KqlError';
  }
}

export interface Token {
  kind: 'name' | 'text' | 'number' | 'timespan' | 'mark' | 'end';
  text: string;
  line: number;
  column: number;
}

const TIMESPAN = String.raw`\d+(?:\.\d+)?(?:d|h|m|s|ms)\b`;
const TOKEN = new RegExp(
  String.raw`(?<space>\s+|//[^\n]*)|(?<timespan>${TIMESPAN})|(?<number>\d+(?:\.\d+)?)` +
    String.raw`|(?<text>@?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))` +
    String.raw`|(?<name>\$?[A-Za-z_][A-Za-z0-9_]*)|(?<mark>![a-z]+~?|=~|!~|==|!=|<=|>=|[|()[\]{},.=<>+\-*/:])`,
  'gy'
);

/** Cuts KQL into tokens; `in~`, `!has` and the like are one mark each. Ends with an `end` token. */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let lineStart = 0;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < query.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(query)?.groups;
    if (!groups) {
      throw new KqlError('ParserFailure', 'ParserFailure', line, at - lineStart, query[at]);
    }
    const [kind, text] = Object.entries(groups).find(([, matched]) => matched !== undefined)!;
    if (kind === 'space') {
      for (const { index } of text.matchAll(/\n/g)) {
        line++;
        lineStart = at + index + 1;
      }
      continue;
    }
    const token = {
      kind: kind as Token['kind'],
      text: kind === 'text' ? unquote(text) : text,
      line,
      column: at - lineStart,
    };
    // `in~` reads as a name and a stray tilde otherwise; it is an operator like `=~`.
    if (token.text === 'in' && query[TOKEN.lastIndex] === '~') {
      TOKEN.lastIndex++;
      token.text = 'in~';
    }
    tokens.push(token);
  }
  return [...tokens, { kind: 'end', text: '<EOF>', line, column: query.length - lineStart }];
}

function unquote(text: string): string {
  if (text.startsWith('@')) {
    return text.slice(2, -1);
  }
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return text.slice(1, -1).replace(/\\(.)/g, (_, c: string) => escapes[c] ?? c);
}
