import { FieldType } from '@grafana/data';
import type { SeenMachine } from './answer';
import { seriesByKey } from './foreignSeries';
import { identityOfKey } from './identity';
import { matchedSeries } from './matchedSeries';
import { enrichedBy, node, seenHost } from './testdata/fleet';
import { seriesFrame } from './testdata/frames';
import { recordedFrames } from './testdata/recorded';

const FLEET = [node('mi-1', 'web-01'), node('mi-2', 'web-02'), node('mi-3', 'web-03')];
const [WEB_01, WEB_02] = FLEET;

const nameOf = ({ fields }: ReturnType<typeof matchedSeries>[number]) => fields[1].config.displayNameFromDS;

/** A host of which a source has a series each of its disks. */
function disks(paths: string[]): SeenMachine {
  const frames = paths.map((path) => seriesFrame({ host: 'web-01', path }, [1]));
  return {
    identity: identityOfKey('host', 'web-01')!,
    source: 'CloudWatch',
    series: seriesByKey(frames, 'host').series,
  };
}

describe('matchedSeries', () => {
  it('gives the other source’s series as it came, under the column’s name', () => {
    const enriched = enrichedBy([seenHost('web-01', [5, null, 7])], FLEET, { unit: 'percent' });
    expect(matchedSeries([WEB_01], FLEET, [enriched])).toEqual([
      {
        name: 'CPU, Prometheus',
        length: 3,
        meta: { custom: { nodeId: 'mi-1', source: 'Prometheus', rule: 'short hostname' } },
        fields: [
          { name: 'Time', type: FieldType.time, config: {}, values: [1, 2, 3] },
          {
            name: 'CPU',
            type: FieldType.number,
            labels: { nodename: 'web-01', nodeId: 'mi-1' },
            config: { unit: 'percent', displayName: undefined, displayNameFromDS: 'CPU, Prometheus' },
            values: [5, null, 7],
          },
        ],
      },
    ]);
  });

  it('shows no name that was only for finding the node, and keeps the source’s own unit where none is given', () => {
    const [series] = seriesByKey(recordedFrames('azureCpuByAlias'), 'displayName').series;
    const machine = { ...seenHost('web-01', []), source: 'Azure', series: [series] };
    const [{ fields }] = matchedSeries([WEB_01], FLEET, [enrichedBy([machine], FLEET)]);
    expect(fields[1].config).toMatchObject({
      unit: 'percent',
      displayName: undefined,
      displayNameFromDS: 'CPU, Azure',
    });
  });

  it('names the node where there are several', () => {
    const enriched = enrichedBy([seenHost('web-02', [2]), seenHost('web-01', [1])], FLEET);
    expect(matchedSeries([WEB_01, WEB_02], FLEET, [enriched]).map(nameOf)).toEqual([
      'web-01, Prometheus',
      'web-02, Prometheus',
    ]);
  });

  it('tells several series of one machine apart by their labels', () => {
    const frames = matchedSeries([WEB_01], FLEET, [enrichedBy([disks(['/', '/data'])], FLEET, { column: 'Disk' })]);
    expect(frames.map(nameOf)).toEqual([
      'Disk, CloudWatch, host web-01, path /',
      'Disk, CloudWatch, host web-01, path /data',
    ]);
  });

  it('survives series without labels', () => {
    const machine = disks(['/', '/data']);
    machine.series.forEach(({ field }) => delete field.labels);
    const frames = matchedSeries([WEB_01], FLEET, [enrichedBy([machine], FLEET)]);
    expect(frames.map(({ fields }) => fields[1].labels)).toEqual([{ nodeId: 'mi-1' }, { nodeId: 'mi-1' }]);
  });

  it('lets for each column the first enrichment win that has times', () => {
    const timeless = seenHost('web-01', [1], 'A');
    timeless.series[0].time = undefined;
    const enriched = [
      enrichedBy([timeless], FLEET),
      enrichedBy([seenHost('web-01', [], 'B')], FLEET),
      enrichedBy([seenHost('web-01', [3], 'C')], FLEET),
      enrichedBy([seenHost('web-01', [4], 'D')], FLEET),
      enrichedBy([seenHost('web-01', [5], 'E')], FLEET, { column: 'Memory' }),
    ];
    expect(matchedSeries([WEB_01], FLEET, enriched).map(nameOf)).toEqual(['CPU, C', 'Memory, E']);
  });

  it('leaves out those of a machine’s series that have no times', () => {
    const machine = disks(['/', '/data']);
    machine.series[0].time = undefined;
    expect(matchedSeries([WEB_01], FLEET, [enrichedBy([machine], FLEET)]).map(nameOf)).toEqual([
      'CPU, CloudWatch, host web-01, path /data',
    ]);
  });

  it('gives nothing of nodes that are not on display, or that nobody hears', () => {
    expect(matchedSeries([WEB_02], FLEET, [enrichedBy([seenHost('web-01', [1])], FLEET)])).toEqual([]);
    expect(matchedSeries([], FLEET, [])).toEqual([]);
  });
});
