import { byColumn, enrich, foundByNode } from './enrich';
import { enrichedBy, enrichment, node, seenHost } from './testdata/fleet';

const FLEET = [node('mi-1', 'web-01.example.com'), node('mi-2', 'web-02')];

describe('enrich', () => {
  it('brings what all data sources have seen to the nodes, and keeps what went wrong, as of the oldest', () => {
    const answers = [
      { machines: [seenHost('web-02', [1], 'A')], problems: ['A is slow'], asOf: 7 },
      {
        machines: [seenHost('stranger', [2], 'B'), seenHost('web-01.example.com', [3], 'B')],
        problems: ['B is old'],
        asOf: 5,
      },
      { machines: [], problems: [], asOf: null },
    ];
    const asked = enrichment();
    expect(enrich(asked, answers, FLEET)).toEqual({
      enrichment: asked,
      sources: 3,
      machines: [...answers[0].machines, ...answers[1].machines],
      matching: {
        matches: [
          { node: 0, foreign: 2, rule: 'FQDN' },
          { node: 1, foreign: 0, rule: 'short hostname' },
        ],
        ambiguities: [],
        unmatchedForeign: [1],
      },
      problems: ['A is slow', 'B is old'],
      asOf: 5,
    });
  });

  it('turns what is idle into what is in use where the enrichment says so', () => {
    const { machines } = enrichedBy([seenHost('web-02', [80, 30])], FLEET, { complementTo: 100 });
    expect(machines[0].series[0].field.values).toEqual([20, 70]);
  });
});

describe('foundByNode', () => {
  it('gives a node every machine that speaks of it, in the order of the data sources', () => {
    const machines = [seenHost('web-01.example.com', [1], 'A'), seenHost('web-01.example.com', [2], 'B')];
    const found = foundByNode(enrichedBy(machines, FLEET), FLEET);
    expect([...found.keys()]).toEqual(['mi-1']);
    expect(found.get('mi-1')).toEqual([
      { machine: machines[0], rule: 'FQDN' },
      { machine: machines[1], rule: 'FQDN' },
    ]);
  });
});

describe('byColumn', () => {
  it('puts the enrichments of a column together, in their order', () => {
    const [cpu, memory, moreCpu] = ['CPU', 'Memory', 'CPU'].map((column) => enrichedBy([], FLEET, { column }));
    expect([...byColumn([cpu, memory, moreCpu])]).toEqual([
      ['CPU', [cpu, moreCpu]],
      ['Memory', [memory]],
    ]);
  });
});
