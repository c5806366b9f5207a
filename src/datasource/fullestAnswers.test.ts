import { FieldType, LoadingState, toDataFrame, type DataQueryResponse } from '@grafana/data';
import { FullestAnswers } from './fullestAnswers';

function table(rows: number, state: LoadingState): DataQueryResponse {
  const values = Array.from({ length: rows }, (_, row) => `i-${row}`);
  return { state, data: [toDataFrame({ fields: [{ name: 'nodeId', type: FieldType.string, values }] })] };
}

function counts(values: Array<number | null>, state: LoadingState): DataQueryResponse {
  return { state, data: [toDataFrame({ fields: [{ name: 'count', type: FieldType.number, values }] })] };
}

describe('FullestAnswers', () => {
  it('keeps showing a whole answer while the next one is still less', () => {
    const answers = new FullestAnswers();
    const whole = answers.keep('q', table(100, LoadingState.Done));
    const shown = answers.keep('q', table(3, LoadingState.Loading));
    expect(shown).toMatchObject({ state: LoadingState.Loading });
    expect(shown.data).toBe(whole.data);
  });

  it('measures counts by what they count, not by their rows', () => {
    const answers = new FullestAnswers();
    const whole = answers.keep('q', counts([90, 10], LoadingState.Done));
    expect(answers.keep('q', counts([5, 5, null], LoadingState.Loading)).data).toBe(whole.data);
  });

  it('shows a part that says as much as the whole did: it is newer', () => {
    const answers = new FullestAnswers();
    answers.keep('q', table(100, LoadingState.Done));
    const part = table(100, LoadingState.Loading);
    expect(answers.keep('q', part)).toBe(part);
  });

  it('takes nothing for a count that is not known', () => {
    const answers = new FullestAnswers();
    answers.keep('q', counts([5], LoadingState.Done));
    const part = counts([3, null, 3], LoadingState.Loading);
    expect(answers.keep('q', part)).toBe(part);
  });

  it('measures a table by its rows, also where a column of it is named count or has numbers', () => {
    const rows = (name: string, type: FieldType, values: unknown[], state: LoadingState): DataQueryResponse => ({
      state,
      data: [toDataFrame({ fields: [{ name, type, values }] })],
    });
    for (const [name, type, before, now] of [
      ['count', FieldType.string, 'few', 'many'],
      ['missingCount', FieldType.number, 0, 9],
    ] as const) {
      const answers = new FullestAnswers();
      const whole = answers.keep('q', rows(name, type, [before, before], LoadingState.Done));
      expect(answers.keep('q', rows(name, type, [now], LoadingState.Loading)).data).toBe(whole.data);
    }
  });

  it('measures all frames of an answer together', () => {
    const answers = new FullestAnswers();
    const [{ data: first }, { data: second }] = [table(60, LoadingState.Done), counts([60], LoadingState.Done)];
    answers.keep('q', { state: LoadingState.Done, data: [...first, ...second] });
    expect(answers.keep('q', table(119, LoadingState.Loading)).data).toHaveLength(2);
    expect(answers.keep('q', table(120, LoadingState.Loading)).data).toHaveLength(1);
  });

  it('takes a whole answer though it is smaller: nodes go away', () => {
    const answers = new FullestAnswers();
    answers.keep('q', table(100, LoadingState.Done));
    const smaller = table(99, LoadingState.Done);
    expect(answers.keep('q', smaller)).toBe(smaller);
  });

  it('does not mix questions, and does not remember parts', () => {
    const answers = new FullestAnswers();
    answers.keep('other', table(100, LoadingState.Done));
    answers.keep('q', table(50, LoadingState.Loading));
    const part = table(3, LoadingState.Loading);
    expect(answers.keep('q', part)).toBe(part);
  });

  it('forgets the question that was asked longest ago', () => {
    const answers = new FullestAnswers();
    for (let question = 0; question <= 40; question++) {
      answers.keep(`q${question}`, table(100, LoadingState.Done));
    }
    const part = table(3, LoadingState.Loading);
    expect(answers.keep('q0', part)).toBe(part);
    expect(answers.keep('q1', part)).not.toBe(part);
  });

  it('remembers a question that is asked again longer', () => {
    const answers = new FullestAnswers();
    for (const question of [...Array(40).keys(), 0, 40]) {
      answers.keep(`q${question}`, table(100, LoadingState.Done));
    }
    const part = table(3, LoadingState.Loading);
    expect(answers.keep('q0', part)).not.toBe(part);
    expect(answers.keep('q1', part)).toBe(part);
  });
});
