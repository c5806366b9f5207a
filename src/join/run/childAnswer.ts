import type { DataQueryResponse } from '@grafana/data';
import { map, type Observable } from 'rxjs';
import type { ChildAnswer } from './ask/question';

/** The answer of another data source to one query, in short: what it gave, what went wrong, and when. */
export function childAnswerOf(answers: Observable<DataQueryResponse>): Observable<ChildAnswer> {
  return answers.pipe(
    map(({ data, errors }) => ({
      frames: data,
      error: errors?.length ? messageOf(errors[0]) : undefined,
      asOf: Date.now(),
    }))
  );
}

const LONGEST_MESSAGE = 300;

/** Another source's words on one line and not too long. A request's id would make every failure a reason of its own. */
function messageOf(error: unknown): string {
  const { data, message, statusText } = (error ?? {}) as {
    data?: { message?: string; error?: string };
    message?: string;
    statusText?: string;
  };
  const words = (data?.message ?? data?.error ?? message ?? statusText ?? 'it gave no reason')
    .replace(/,? RequestID: [\w-]+/g, '')
    .replace(/\s+/g, ' ');
  return words.length > LONGEST_MESSAGE ? `${words.slice(0, LONGEST_MESSAGE)}…` : words;
}
