import { FieldType } from '@grafana/data';
import { seriesByKey, type ForeignSeries } from './foreignSeries';
import { REDUCERS, reduceSeries, type Reducer } from './reduce';
import { field, frame, seriesFrame } from './testdata/frames';
import { recordedFrames } from './testdata/recorded';

const seriesOf = (...lists: Array<Array<number | null>>): ForeignSeries[] =>
  seriesByKey(
    lists.map((values) => seriesFrame({ host: 'web-01' }, values)),
    'host'
  ).series;

describe('reduceSeries', () => {
  it('gives the last value and its time, if nothing else is asked for', () => {
    const [, second] = seriesByKey(recordedFrames('cloudWatchByInstanceId'), 'InstanceId').series;
    expect(reduceSeries([second])).toEqual({ value: 69.997, time: 1795216380000 });
  });

  it.each<[Reducer, number, number]>([
    ['last', 20, (20 + 6) / 2],
    ['mean', 20, (20 + 5) / 2],
    ['max', 30, 30],
    ['min', 10, 4],
    ['sum', 60, 60 + 10],
  ])('%s: one series is reduced over its values, several are taken together', (reducer, one, both) => {
    expect(reduceSeries(seriesOf([10, 30, 20]), reducer)?.value).toBe(one);
    expect(reduceSeries(seriesOf([10, 30, 20], [4, 6]), reducer)?.value).toBe(both);
  });

  it('knows each reducer that there is', () => {
    expect(REDUCERS).toEqual(['last', 'mean', 'max', 'min', 'sum']);
  });

  it('is of the oldest of the times at which the series had their last values', () => {
    expect(reduceSeries(seriesOf([1, 1, 1], [1, 1, null], [1, 1, 1]))?.time).toBe(2);
  });

  it('passes over gaps, and takes zero for a value', () => {
    expect(reduceSeries(seriesOf([5, 0, null, null]))).toEqual({ value: 0, time: 2 });
  });

  it('lets series without any value have no part in it', () => {
    expect(reduceSeries(seriesOf([null, null], [8]))).toEqual({ value: 8, time: 1 });
    expect(reduceSeries(seriesOf([NaN], [8], [Infinity]))).toEqual({ value: 8, time: 1 });
  });

  it('is nothing, not zero, where no series has a value', () => {
    expect(reduceSeries(seriesOf([null]))).toBeNull();
    expect(reduceSeries(seriesOf([null], []), 'sum')).toBeNull();
    expect(reduceSeries([])).toBeNull();
  });

  it('has no time where the source gives none', () => {
    const [series] = seriesOf([3]);
    expect(reduceSeries([{ ...series, time: undefined }])).toEqual({ value: 3, time: null });
  });

  describe('in a table', () => {
    const table = frame(
      field('Time', FieldType.time, [100, 200, 300]),
      field('host', FieldType.string, ['a', 'b', 'c']),
      field('load', FieldType.number, [1, null, 3])
    );
    const [a, b, c] = seriesByKey([table], 'host').series;

    it('a machine has the number of its own row', () => {
      expect(reduceSeries([c], 'max')).toEqual({ value: 3, time: 300 });
      expect(reduceSeries([a, c], 'sum')).toEqual({ value: 4, time: 100 });
      expect(reduceSeries([b])).toBeNull();
    });

    it('without a time has none', () => {
      const [timeless] = seriesByKey([{ ...table, fields: table.fields.slice(1) }], 'host').series;
      expect(reduceSeries([timeless])).toEqual({ value: 1, time: null });
    });
  });
});
