import type { DataQuery, DataQueryRequest, DataSourceApi } from '@grafana/data';
import { defer, of, ReplaySubject, share, tap, type Observable } from 'rxjs';
import { SharedRequests } from '../../sharedRequests';
import type { ChildAnswer } from './ask/question';
import { askTogether } from './askTogether';
import { childAnswerOf } from './childAnswer';

/** Answers at most: about as many as a large dashboard's joins ask for. */
const CAPACITY = 400;

/** A query of another source of metrics, as a panel's join asks it. */
export interface MetricQuestion {
  source: DataSourceApi;
  query: Record<string, unknown>;
  /** The query with its template variables filled in: what it really asks. */
  filledIn: string;
  /** With the range to ask for, and all else of the panel's. */
  request: DataQueryRequest;
  /** What tells one range from another, in words that don't move with the clock. */
  span: string;
  /** Queries of one company may share a request to their source; without any it travels alone. */
  company?: string;
}

interface Kept {
  answer: Observable<ChildAnswer>;
  /** When it came, epoch milliseconds; undefined while it is on its way. */
  since?: number;
}

/**
 * What other sources of metrics said, in the memory of one viewer's browser: a question is asked once, whichever panels ask
 * it, and its answer is kept for as long as metrics need to change. A failed answer is kept by nobody. Queries of one source
 * that are asked in the same moment travel in one request.
 */
export class MetricAnswers {
  private readonly kept = new Map<string, Kept>();
  private readonly requests = new WeakMap<DataSourceApi, SharedRequests<DataQuery>>();

  /** @param keepFor milliseconds. */
  constructor(private readonly keepFor: number) {}

  /** Gives one answer and never fails: what went wrong is in it. */
  ask(question: MetricQuestion): Observable<ChildAnswer> {
    return defer(() => {
      this.forgetTheOld();
      const { source, span, filledIn } = question;
      const key = JSON.stringify([source.uid, span, filledIn]);
      const kept = this.kept.get(key) ?? this.keep(key, question);
      return kept.answer;
    });
  }

  private keep(key: string, question: MetricQuestion): Kept {
    const kept: Kept = {
      answer: this.run(question).pipe(
        tap(({ error, asOf }) => {
          if (error === undefined) {
            kept.since = asOf;
          } else if (this.kept.get(key) === kept) {
            this.kept.delete(key);
          }
        }),
        // Once it is there it stays, whoever leaves; while it is under way, the last that leaves cancels it.
        share({ connector: () => new ReplaySubject(1), resetOnComplete: false })
      ),
    };
    this.kept.set(key, kept);
    return kept;
  }

  private run({ source, query, filledIn, request, span, company }: MetricQuestion): Observable<ChildAnswer> {
    const target = { ...query, refId: 'A', datasource: source.getRef() } as DataQuery;
    if (source.filterQuery && !source.filterQuery(target)) {
      const error = 'the data source considers the query incomplete and does not run it';
      return of({ frames: [], error, asOf: Date.now() });
    }
    // Variables may stand for something else in another panel.
    const isShared = company !== undefined && filledIn === JSON.stringify(query);
    const group = JSON.stringify([span, request.app, request.dashboardUID, company, isShared || filledIn]);
    const requests = this.requests.get(source) ?? new SharedRequests((asked) => askTogether(source, asked));
    this.requests.set(source, requests);
    return childAnswerOf(requests.ask(group, target, { ...request, filters: undefined, groupByKeys: undefined }));
  }

  private forgetTheOld() {
    const until = Date.now() - this.keepFor;
    for (const [key, { since }] of this.kept) {
      if ((since !== undefined && since <= until) || this.kept.size > CAPACITY) {
        this.kept.delete(key);
      }
    }
  }
}
