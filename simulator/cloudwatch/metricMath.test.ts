import { evaluateMath, MathScope } from './metricMath';
import type { TimeSeries, Value } from './timeSeries';

const series = (label: string, points: Array<[number, number]>): TimeSeries => ({
  label,
  origin: null,
  times: points.map(([minute]) => minute * 60_000),
  values: points.map(([, value]) => value),
});

const m1 = series('m1', [
  [0, 1],
  [1, 2],
  [3, 4],
]);
const m2 = series('m2', [
  [0, 10],
  [1, 0],
  [2, 30],
  [3, 40],
]);
const known: Record<string, Value> = { m1: { kind: 'series', series: m1 }, m2: { kind: 'series', series: m2 } };
const scope: MathScope = {
  byId: (id) => known[id],
  search: (query, stat, period) => [series(`${query} ${stat} ${period}`, [[0, 7]]), series('empty', [])],
  metrics: () => [m1, m2],
  period: 60,
  window: { from: 0, to: 5 * 60_000 },
};

function points(expression: string): unknown {
  const value = evaluateMath(expression, scope);
  const pairs = ({ times, values }: TimeSeries) => times.map((t, i) => [t / 60_000, values[i]]);
  return value.kind === 'scalar' ? value.scalar : value.kind === 'series' ? pairs(value.series) : value.list.map(pairs);
}

describe('metric math', () => {
  it.each<[string, unknown]>([
    [
      'm1*2',
      [
        [0, 2],
        [1, 4],
        [3, 8],
      ],
    ],
    [
      '100-m1',
      [
        [0, 99],
        [1, 98],
        [3, 96],
      ],
    ],
    [
      '-m1 + 2^3',
      [
        [0, 7],
        [1, 6],
        [3, 4],
      ],
    ],
    [
      'm1+m2',
      [
        [0, 11],
        [1, 2],
        [3, 44],
      ],
    ],
    [
      'm1/m2',
      [
        [0, 0.1],
        [3, 0.1],
      ],
    ],
    ['2+3*4-(1+1)/2', 13],
    [
      'SUM([m1,m2])',
      [
        [0, 11],
        [1, 2],
        [2, 30],
        [3, 44],
      ],
    ],
    [
      'AVG(METRICS())',
      [
        [0, 5.5],
        [1, 1],
        [2, 30],
        [3, 22],
      ],
    ],
    ['MAX(m2)', 40],
    [
      'METRICS()*10',
      [
        [
          [0, 10],
          [1, 20],
          [3, 40],
        ],
        [
          [0, 100],
          [1, 0],
          [2, 300],
          [3, 400],
        ],
      ],
    ],
    [
      'FILL(m1, 0)',
      [
        [0, 1],
        [1, 2],
        [2, 0],
        [3, 4],
        [4, 0],
      ],
    ],
    [
      'FILL(m1, REPEAT)',
      [
        [0, 1],
        [1, 2],
        [2, 2],
        [3, 4],
        [4, 4],
      ],
    ],
    [
      'FILL(m1, LINEAR)',
      [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ],
    [
      'IF(m2 > 20, 1, 0)',
      [
        [0, 0],
        [1, 0],
        [2, 1],
        [3, 1],
      ],
    ],
    [
      'IF(m2 >= 30, m2)',
      [
        [2, 30],
        [3, 40],
      ],
    ],
    [
      'RATE(m2)*60',
      [
        [1, -10],
        [2, 30],
        [3, 10],
      ],
    ],
    ['PERIOD(m1)', 60],
    [`SEARCH('{a,"b"} x', 'Average', 60)`, [[[0, 7]], []]],
    [`REMOVE_EMPTY(SEARCH('x', 'Average'))`, [[[0, 7]]]],
  ])('%s', (expression, expected) => {
    expect(points(expression)).toEqual(expected);
  });

  it.each([
    ['m1+', 'Unexpected end of expression'],
    ['m1 m2', 'Unexpected "m2"'],
    ['NOPE(m1)', 'Unsupported function NOPE'],
    ['m1 ; 2', 'Invalid syntax at position 2'],
    ['METRICS()+METRICS()', 'both operands are arrays'],
    ['SEARCH(m1, 2)', 'SEARCH takes a query and a statistic'],
  ])('refuses %s', (expression, message) => {
    expect(() => evaluateMath(expression, scope)).toThrow(message);
  });
});
