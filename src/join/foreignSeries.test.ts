import { FieldType } from '@grafana/data';
import { seriesByKey } from './foreignSeries';
import { field, frame, seriesFrame } from './testdata/frames';
import { recordedFrames } from './testdata/recorded';

describe('seriesByKey', () => {
  it('takes the label that every series has for its key, as CloudWatch answers', () => {
    const { series, withoutKey } = seriesByKey(recordedFrames('cloudWatchByInstanceId'), 'InstanceId');
    expect(series.map(({ key }) => key)).toEqual(['i-00000000000abc000', 'i-00000000000abc001', 'i-00000000000abc002']);
    expect(withoutKey).toBe(0);
    expect(series[1].field.values).toEqual([69.672, 69.934, 69.997]);
    expect(series[1].time?.values).toEqual([1795216260000, 1795216320000, 1795216380000]);
    expect(series[1]).not.toHaveProperty('row');
  });

  it('keeps Prometheus’ instance beside the key', () => {
    const { series } = seriesByKey(recordedFrames('prometheusCpuByNodename'), 'nodename');
    expect(series.map(({ key, instance }) => [key, instance])).toEqual([
      ['lin01.example.test', 'lin01:9100'],
      ['lin02.example.test', 'lin02:9100'],
    ]);
  });

  it('tells by the display name apart what has the same labels, as Azure Monitor answers', () => {
    const frames = recordedFrames('azureCpuByAlias');
    expect(seriesByKey(frames, 'resourceName').series.map(({ key }) => key)).toEqual(['web01', 'web02', 'web01']);
    expect(seriesByKey(frames, 'displayName').series.map(({ key }) => key)).toEqual([
      'rg-app/web01',
      'rg-app/web02',
      'rg-db/web01',
    ]);
  });

  it('finds a display name where there are no labels', () => {
    const value = { ...field('Value', FieldType.number, [1]), config: { displayName: 'rg-app/web01' } };
    expect(seriesByKey([frame(value)], 'displayName').series).toEqual([{ key: 'rg-app/web01', field: value }]);
  });

  it('counts series without the key', () => {
    const frames = [...recordedFrames('cloudWatchByInstanceId'), seriesFrame({ host: 'hyb-node-1' }, [1])];
    const { series, withoutKey } = seriesByKey(frames, 'host');
    expect(series.map(({ key }) => key)).toEqual(['hyb-node-1']);
    expect(withoutKey).toBe(3);
  });

  it('takes an empty label for none, and survives a series without labels', () => {
    expect(seriesByKey([seriesFrame({ host: '' }, [1])], 'host')).toEqual({ series: [], withoutKey: 1 });
    expect(seriesByKey([frame(field('Value', FieldType.number, [1]))], 'host')).toEqual({ series: [], withoutKey: 1 });
  });

  it('finds nothing in the frame without fields with which Prometheus says that there is nothing', () => {
    expect(seriesByKey([frame()], 'nodename')).toEqual({ series: [], withoutKey: 0 });
  });

  it('takes every number field of a wide frame, and none of another type', () => {
    const wide = frame(
      field('Time', FieldType.time, [1]),
      field('a', FieldType.number, [5], { host: 'web-01' }),
      field('b', FieldType.string, ['6'], { host: 'web-02' }),
      field('c', FieldType.number, [7], { host: 'web-03' })
    );
    expect(seriesByKey([wide], 'host').series.map(({ key, field: { name } }) => [key, name])).toEqual([
      ['web-01', 'a'],
      ['web-03', 'c'],
    ]);
  });

  it('takes a table row by row, but for rows without a key', () => {
    const table = frame(
      field('Time', FieldType.time, [1, 2, 3, 4]),
      field('nodename', FieldType.string, ['web-01', '', null, 'web-02']),
      field('Value', FieldType.number, [10, 20, 30, 40]),
      field('Other', FieldType.number, [1, 2, 3, 4])
    );
    const { series, withoutKey } = seriesByKey([table], 'nodename');
    const [time, , value] = table.fields;
    expect(series).toEqual([
      { key: 'web-01', field: value, time, row: 0 },
      { key: 'web-02', field: value, time, row: 3 },
    ]);
    expect(withoutKey).toBe(0);
  });

  it('reads a table without a time, too', () => {
    const table = frame(field('host', FieldType.string, ['a']), field('load', FieldType.number, [1]));
    expect(seriesByKey([table], 'host').series).toEqual([
      { key: 'a', field: table.fields[1], time: undefined, row: 0 },
    ]);
  });

  it('does not take a column of numbers for a key, nor a table without numbers for an answer', () => {
    const numbers = frame(field('host', FieldType.number, [1]), field('load', FieldType.number, [1]));
    expect(seriesByKey([numbers], 'host')).toEqual({ series: [], withoutKey: 2 });
    const words = frame(field('host', FieldType.string, ['a']), field('state', FieldType.string, ['up']));
    expect(seriesByKey([words], 'host')).toEqual({ series: [], withoutKey: 0 });
  });
});
