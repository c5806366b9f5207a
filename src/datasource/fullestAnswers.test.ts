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
});
