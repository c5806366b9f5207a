import type { DataQueryRequest, DataQueryResponse, DataSourceApi } from '@grafana/data';
import { NEVER, of, Subject, type Observable } from 'rxjs';
import { seriesFrame } from '../testdata/frames';
import type { ChildAnswer } from './ask/question';
import { MetricAnswers, type MetricQuestion } from './metricAnswers';

const MINUTE = 60_000;
const REQUEST = {
  requestId: 'SQR1',
  app: 'dashboard',
  filters: [{}],
  groupByKeys: ['x'],
} as unknown as DataQueryRequest;

const answerTo = ({ targets }: DataQueryRequest): DataQueryResponse => ({
  data: targets.map(({ refId }) => ({ ...seriesFrame({ host: 'web-01' }, [1]), refId })),
});

function source(uid: string, answer: (request: DataQueryRequest) => Observable<DataQueryResponse>, more = {}) {
  const query = jest.fn(answer);
  const loaded = { uid, getRef: () => ({ uid }), query, ...more } as unknown as DataSourceApi;
  const asked = () =>
    query.mock.calls.map(([{ targets }]) => targets.map((target) => (target as { expr?: string }).expr));
  return { loaded, query, asked };
}

const question = (of: DataSourceApi, expr: string, changes: Partial<MetricQuestion> = {}): MetricQuestion => ({
  source: of,
  query: { expr },
  filledIn: JSON.stringify({ expr }),
  request: REQUEST,
  span: '15m',
  company: 'metrics',
  ...changes,
});

/** Asks as a panel does, and gives what it has got so far. */
function panel(answers: MetricAnswers, asked: MetricQuestion) {
  const got: ChildAnswer[] = [];
  const subscription = answers.ask(asked).subscribe((answer) => got.push(answer));
  return { got, leave: () => subscription.unsubscribe() };
}

beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
afterEach(() => jest.useRealTimers());

describe('a question to another source', () => {
  it('is asked once, whichever panels ask it, under way or answered, until its answer is old', () => {
    const { loaded, asked } = source('prom', (request) => of(answerTo(request)));
    const answers = new MetricAnswers(5 * MINUTE);
    const panels = [panel(answers, question(loaded, 'cpu')), panel(answers, question(loaded, 'cpu'))];
    jest.advanceTimersByTime(MINUTE);
    panels.push(panel(answers, question(loaded, 'cpu')));
    expect(asked()).toEqual([['cpu']]);
    expect(panels.map(({ got }) => got.map(({ asOf, frames }) => [asOf, frames.length]))).toEqual(
      panels.map(() => [[1_000_015, 1]])
    );
    jest.advanceTimersByTime(4 * MINUTE + 15);
    const late = panel(answers, question(loaded, 'cpu'));
    jest.advanceTimersByTime(MINUTE);
    expect(asked()).toEqual([['cpu'], ['cpu']]);
    expect(late.got[0].asOf).toBe(1_300_030);
  });

  it.each<[string, (other: DataSourceApi) => Partial<MetricQuestion>]>([
    ['data source', (other) => ({ source: other })],
    ['query', () => ({ filledIn: 'memory' })],
    ['window', () => ({ span: '1h' })],
  ])('is another one to another %s', (_, changes) => {
    const one = source('one', (request) => of(answerTo(request)));
    const other = source('other', (request) => of(answerTo(request)));
    const answers = new MetricAnswers(5 * MINUTE);
    panel(answers, question(one.loaded, 'cpu'));
    jest.runAllTimers();
    panel(answers, question(one.loaded, 'cpu', changes(other.loaded)));
    jest.runAllTimers();
    expect(one.query.mock.calls.length + other.query.mock.calls.length).toBe(2);
  });

  it('is asked again where it failed', () => {
    const { loaded, asked } = source('prom', () => of({ data: [], error: { message: 'refused' } }));
    const answers = new MetricAnswers(5 * MINUTE);
    const first = panel(answers, question(loaded, 'cpu'));
    jest.runAllTimers();
    expect(first.got).toMatchObject([{ error: 'refused', frames: [] }]);
    panel(answers, question(loaded, 'cpu'));
    jest.runAllTimers();
    expect(asked()).toEqual([['cpu'], ['cpu']]);
  });

  it('goes on where one of its panels leaves, and is given up where all do', () => {
    const under = new Subject<DataQueryResponse>();
    const { loaded, query } = source('prom', () => under);
    const answers = new MetricAnswers(5 * MINUTE);
    const [one, two] = [panel(answers, question(loaded, 'cpu')), panel(answers, question(loaded, 'cpu'))];
    jest.runAllTimers();
    one.leave();
    expect(under.observed).toBe(true);
    two.leave();
    expect(under.observed).toBe(false);
    panel(answers, question(loaded, 'cpu'));
    jest.runAllTimers();
    expect(query).toHaveBeenCalledTimes(2);
  });

  it('keeps its answer when all have left after it came', () => {
    const { loaded, asked } = source('prom', (request) => of(answerTo(request)));
    const answers = new MetricAnswers(5 * MINUTE);
    const one = panel(answers, question(loaded, 'cpu'));
    jest.runAllTimers();
    one.leave();
    expect(panel(answers, question(loaded, 'cpu')).got).toHaveLength(1);
    expect(asked()).toEqual([['cpu']]);
  });

  it('is not kept with so many others that memory would fill up', () => {
    const { loaded, query } = source('prom', (request) => of(answerTo(request)));
    const answers = new MetricAnswers(5 * MINUTE);
    for (let index = 0; index < 402; index++) {
      panel(answers, question(loaded, `cpu${index}`));
    }
    jest.runAllTimers();
    panel(answers, question(loaded, 'cpu401'));
    jest.runAllTimers();
    expect(query).toHaveBeenCalledTimes(1);
    panel(answers, question(loaded, 'cpu0'));
    jest.runAllTimers();
    expect(query).toHaveBeenCalledTimes(2);
  });

  it('is not run where the data source takes it for incomplete, and that is said', () => {
    const filterQuery = jest.fn(() => false);
    const { loaded, query } = source('prom', () => NEVER, { filterQuery });
    const { got } = panel(new MetricAnswers(MINUTE), question(loaded, 'cpu'));
    expect(got[0].error).toBe('the data source considers the query incomplete and does not run it');
    expect(filterQuery).toHaveBeenCalledWith(expect.objectContaining({ expr: 'cpu' }));
    expect(query).not.toHaveBeenCalled();
  });
});

describe('questions of one moment', () => {
  it('travel in one request to their source, as of the data source itself, with none of our filters', () => {
    const { loaded, query } = source('prom', (request) => of(answerTo(request)));
    const answers = new MetricAnswers(5 * MINUTE);
    const panels = ['cpu', 'memory'].map((expr) => panel(answers, question(loaded, expr)));
    jest.runAllTimers();
    expect(query).toHaveBeenCalledTimes(1);
    expect(query.mock.calls[0][0]).toMatchObject({
      targets: [
        { refId: 'Q0', expr: 'cpu', datasource: { uid: 'prom' } },
        { refId: 'Q1', expr: 'memory', datasource: { uid: 'prom' } },
      ],
      filters: undefined,
      groupByKeys: undefined,
    });
    expect(panels.map(({ got }) => got[0].frames.length)).toEqual([1, 1]);
  });

  it.each<[string, Partial<MetricQuestion>]>([
    ['is not to share a request', { company: undefined }],
    ['has variables, which may stand for something else in another panel', { filledIn: 'i-1' }],
    ['is of another company', { company: 'logs' }],
    ['is of another window', { span: '1h' }],
    ['is of another dashboard', { request: { ...REQUEST, dashboardUID: 'other' } }],
  ])('travel alone where one %s', (_, changes) => {
    const { loaded, asked } = source('prom', (request) => of(answerTo(request)));
    const answers = new MetricAnswers(5 * MINUTE);
    panel(answers, question(loaded, 'cpu'));
    panel(answers, question(loaded, 'memory', changes));
    jest.runAllTimers();
    expect(asked()).toEqual([['cpu'], ['memory']]);
  });
});
