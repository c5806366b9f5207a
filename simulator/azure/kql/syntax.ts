/** What a query says, after parsing. */
export interface Query {
  source: Source;
  steps: Step[];
}

/** Where rows come from: a table, by its name as written, or the union of several queries. */
export type Source = { kind: 'table'; name: string } | { kind: 'union'; queries: Query[] };

export interface Named {
  /** Null where the query leaves the naming to Kusto. */
  name: string | null;
  expression: Expression;
}

export type Step =
  | { kind: 'where'; condition: Expression }
  | { kind: 'project' | 'extend' | 'distinct'; columns: Named[] }
  | { kind: 'project-away'; columns: string[] }
  | { kind: 'summarize'; aggregates: Named[]; by: Named[] }
  | { kind: 'order'; keys: Array<{ expression: Expression; descending: boolean }> }
  | { kind: 'take'; count: number }
  | { kind: 'count' }
  | { kind: 'join'; how: JoinKind; right: Query; on: Array<{ left: string; right: string }> }
  | { kind: 'union'; queries: Query[] };

export type JoinKind = 'inner' | 'innerunique' | 'leftouter';

export type Expression =
  | { kind: 'literal'; value: unknown }
  | { kind: 'column'; name: string }
  | { kind: 'all' }
  | { kind: 'member'; of: Expression; key: Expression }
  | { kind: 'call'; name: string; arguments: Expression[] }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'in'; operator: string; left: Expression; list: Expression[] };
