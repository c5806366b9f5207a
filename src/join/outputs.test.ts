import { FieldType } from '@grafana/data';
import { framesOf, type Sides } from './outputs';
import { enrichedBy, node, seenHost } from './testdata/fleet';
import { columnsOf, field, frame } from './testdata/frames';

const FLEET = [node('mi-1', 'web-01'), node('mi-2', 'web-02')];
const PROBLEM = [{ severity: 'warning', text: 'CPU: A failed.' }];

const sides = (changes: Partial<Sides> = {}): Sides => ({
  rows: {
    ...frame(field('nodeId', FieldType.string, ['mi-1', 'mi-2'])),
    meta: { custom: { asOf: 1, progress: { read: 1, expected: 1 } } },
  },
  shown: ['nodeId'],
  nodes: FLEET,
  fleet: FLEET,
  fleetIsWhole: true,
  columns: ['CPU'],
  enriched: [enrichedBy([seenHost('web-01', [1]), seenHost('web-02', [2])], FLEET, {}, ['CPU: A failed'])],
  ...changes,
});

describe('framesOf', () => {
  it('gives the table with what the rows say of themselves and what went wrong', () => {
    const frames = framesOf('table', sides());
    expect(frames).toHaveLength(1);
    expect(columnsOf(frames[0])).toMatchObject({ nodeId: ['mi-1', 'mi-2'], CPU: [1, 2] });
    expect(frames[0].meta).toEqual({
      custom: { asOf: 1, progress: { read: 1, expected: 1 } },
      notices: PROBLEM,
    });
  });

  it('gives the series, the first with the notices', () => {
    const frames = framesOf('series', sides());
    expect(frames.map(({ meta }) => meta)).toEqual([
      { custom: expect.objectContaining({ asOf: 1, nodeId: 'mi-1', rule: 'short hostname' }), notices: PROBLEM },
      { custom: { nodeId: 'mi-2', source: 'Prometheus', rule: 'short hostname' } },
    ]);
  });

  it('tells a node that nobody has metrics of from one that nobody knows', () => {
    const silent = [enrichedBy([], FLEET)];
    const said = (changes: Partial<Sides>) =>
      framesOf('series', sides({ enriched: silent, ...changes })).flatMap(({ fields, meta }) => [
        fields.length,
        ...meta!.notices!.map(({ severity, text }) => `${severity}: ${text}`),
      ]);
    expect(said({ nodes: [FLEET[0]] })).toEqual([
      0,
      'info: Node web-01 is known, and no data source that answered has CPU of it in this time range.',
    ]);
    expect(said({})[1]).toMatch(/^info: 2 nodes are known, and no data source .* of them/);
    expect(said({ nodes: [] })[1]).toBe('info: No node fits the query: the fleet has been read, and has none such.');
    expect(said({ nodes: [], fleetIsWhole: false })[1]).toMatch(/and not all have been\.$/);
  });

  it('says no more of what nobody was asked for than that', () => {
    const [{ meta }] = framesOf('series', sides({ enriched: [{ ...enrichedBy([], FLEET), sources: 0 }] }));
    expect(meta!.notices!.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('gives the report, which knows whether the fleet is whole', () => {
    const enriched = [enrichedBy([seenHost('stranger', [1])], FLEET)];
    const [whole] = framesOf('report', sides({ enriched }));
    expect(columnsOf(whole)).toMatchObject({ outcome: ['only in the other source', 'only in SSM'], count: [1, 2] });
    const [part] = framesOf('report', sides({ enriched, fleetIsWhole: false }));
    expect(columnsOf(part).count).toEqual([null, null]);
    expect(whole.meta).toMatchObject({ preferredVisualisationType: 'table', notices: [] });
  });

  describe('of nodes without metrics', () => {
    const enriched = (...problems: string[]) => [
      enrichedBy([], FLEET),
      enrichedBy([seenHost('web-01', [1])], FLEET, {}, problems),
    ];

    it('gives the rows that no source speaks of, with what the rows say of themselves', () => {
      const [frame] = framesOf('unmonitored', sides({ enriched: enriched() }));
      expect(columnsOf(frame)).toEqual({ nodeId: ['mi-2'] });
      expect(frame.length).toBe(1);
      expect(frame.meta).toMatchObject({ custom: { asOf: 1 }, notices: [] });
    });

    it('names none while a source or the fleet is not whole: some might be monitored after all', () => {
      const [sourceless] = framesOf('unmonitored', sides({ enriched: enriched('CPU: A failed') }));
      expect(sourceless).toMatchObject({ length: 0, meta: { notices: PROBLEM } });
      expect(framesOf('unmonitored', sides({ enriched: enriched(), fleetIsWhole: false }))[0].length).toBe(0);
    });
  });
});
