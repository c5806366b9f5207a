import { converted } from './converted';
import { seriesByKey } from './foreignSeries';
import { reduceSeries } from './reduce';
import { seriesFrame } from './testdata/frames';

const idle = () => seriesByKey([seriesFrame({ host: 'hyb-node-1' }, [80, null, 30])], 'host').series;

describe('converted', () => {
  it('turns what is idle into what is in use, and leaves gaps', () => {
    const [series] = converted(idle(), { complementTo: 100 });
    expect(series.field.values).toEqual([20, null, 70]);
    expect(series).toMatchObject({ key: 'hyb-node-1', field: { labels: { host: 'hyb-node-1' } } });
    expect(series.time?.values).toEqual([1, 2, 3]);
  });

  it('makes a rate of the totals of a period, and leaves gaps', () => {
    expect(converted(idle(), { divideBy: 10 })[0].field.values).toEqual([8, null, 3]);
  });

  it('leaves the series of the other source as they are', () => {
    const series = idle();
    converted(series, { complementTo: 100 });
    expect(series[0].field.values).toEqual([80, null, 30]);
  });

  it('does nothing where nothing is to be complemented, and takes 0 for a number', () => {
    const series = idle();
    expect(converted(series, {})).toBe(series);
    expect(converted(series, { complementTo: 0 })[0].field.values).toEqual([-80, null, -30]);
  });

  it('forgets what was calculated of the numbers before', () => {
    const series = idle();
    expect(reduceSeries(series)?.value).toBe(30);
    expect(reduceSeries(converted(series, { complementTo: 100 }))?.value).toBe(70);
  });
});
