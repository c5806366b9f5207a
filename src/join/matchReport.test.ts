import { FieldType, type DataFrame } from '@grafana/data';
import type { SeenMachine } from './answer';
import { matchReport } from './matchReport';
import { enrichedBy, node, seenHost } from './testdata/fleet';
import { columnsOf } from './testdata/frames';

const FLEET = [
  node('i-1', 'web-01.example.com'),
  node('mi-2', 'web-02'),
  node('mi-3', 'twin'),
  node('mi-4', 'twin'),
  node('mi-5', 'quiet'),
];

/** The rows, each its members in one line. */
function linesOf(report: DataFrame): string[] {
  const columns = Object.values(columnsOf(report));
  return Array.from({ length: report.length }, (_, row) => columns.map((values) => String(values[row])).join(' | '));
}

const known = (identity: SeenMachine['identity']): SeenMachine => ({ identity, source: 'CW', series: [] });

describe('matchReport', () => {
  it('counts for each column and source what matched by which rule, what could be several, and what is on one side only', () => {
    const machines = [
      seenHost('web-01.example.com', [1], 'A'),
      seenHost('web-02', [1], 'A'),
      seenHost('twin', [1], 'A'),
      seenHost('stranger', [1], 'A'),
      seenHost('web-01.example.com', [1], 'B'),
    ];
    const report = matchReport(FLEET, FLEET, true, [enrichedBy(machines, FLEET)]);
    expect(linesOf(report)).toEqual([
      'CPU | A | matched | FQDN | 1 | web-01',
      'CPU | A | matched | short hostname | 1 | web-02',
      'CPU | A | ambiguous | short hostname | 1 | twin',
      'CPU | A | only in the other source | null | 1 | stranger',
      'CPU | B | matched | FQDN | 1 | web-01',
      'CPU | B | only in the other source | null | 0 | ',
      'CPU | AWS Systems Manager | only in SSM | null | 3 | twin, quiet',
    ]);
    expect(report.fields.map(({ name, type }) => [name, type])).toEqual([
      ['column', FieldType.string],
      ['source', FieldType.string],
      ['outcome', FieldType.string],
      ['rule', FieldType.string],
      ['count', FieldType.number],
      ['examples', FieldType.string],
    ]);
    expect(report.meta).toEqual({ preferredVisualisationType: 'table' });
  });

  it('counts what could be several by the rule that found it so', () => {
    const full = [node('mi-6', 'twin.example.com'), node('mi-7', 'twin.example.com')].map((one) => ({
      ...one,
      name: one.nodeId,
    }));
    const fleet = [...FLEET.slice(2, 4), ...full];
    const machines = [seenHost('twin.example.com', [1], 'A'), seenHost('twin', [1], 'A')];
    const lines = linesOf(matchReport([], fleet, true, [enrichedBy(machines, fleet)]));
    expect(lines.slice(0, 2)).toEqual([
      'CPU | A | ambiguous | FQDN | 1 | mi-6, mi-7',
      'CPU | A | ambiguous | short hostname | 1 | twin, mi-6, mi-7',
    ]);
  });

  it('takes a node for heard that any enrichment of the column hears', () => {
    const enriched = [
      enrichedBy([seenHost('web-01.example.com', [1], 'A')], FLEET),
      enrichedBy([seenHost('web-02', [1], 'B')], FLEET),
      enrichedBy([seenHost('quiet', [1], 'B')], FLEET, { column: 'Memory' }),
    ];
    const lines = linesOf(matchReport(FLEET, FLEET, true, enriched));
    expect(lines.filter((line) => line.includes('only in SSM'))).toEqual([
      'CPU | AWS Systems Manager | only in SSM | null | 3 | twin, quiet',
      'Memory | AWS Systems Manager | only in SSM | null | 4 | web-01, web-02, twin',
    ]);
  });

  it('does not take a machine for heard that is known and has no series', () => {
    const listed = { ...seenHost('web-02', [], 'Azure'), series: [] };
    const lines = linesOf(matchReport([FLEET[1]], FLEET, true, [enrichedBy([listed], FLEET)]));
    expect(lines).toEqual([
      'CPU | Azure | matched | short hostname | 1 | web-02',
      'CPU | Azure | only in the other source | null | 0 | ',
      'CPU | AWS Systems Manager | only in SSM | null | 1 | web-02',
    ]);
  });

  it('speaks only of nodes on display as of those that nobody hears', () => {
    const lines = linesOf(matchReport([FLEET[4]], FLEET, true, [enrichedBy([], FLEET)]));
    expect(lines).toEqual(['CPU | AWS Systems Manager | only in SSM | null | 1 | quiet']);
  });

  it('counts nothing as on one side only by a list that is not whole', () => {
    const machines = [seenHost('stranger', [1], 'A')];
    const ofPart = linesOf(matchReport(FLEET, FLEET, false, [enrichedBy(machines, FLEET)]));
    expect(ofPart).toEqual([
      'CPU | A | only in the other source | null | null | stranger',
      'CPU | AWS Systems Manager | only in SSM | null | null | web-01, web-02, twin, quiet',
    ]);
    const failed = linesOf(matchReport(FLEET, FLEET, true, [enrichedBy(machines, FLEET, {}, ['A failed'])]));
    expect(failed).toEqual([
      'CPU | A | only in the other source | null | 1 | stranger',
      'CPU | AWS Systems Manager | only in SSM | null | null | web-01, web-02, twin, quiet',
    ]);
  });

  it('lets a problem of one column be none of another’s', () => {
    const enriched = [
      enrichedBy([], FLEET, {}, ['A failed']),
      enrichedBy([], FLEET),
      enrichedBy([], FLEET, { column: 'Memory' }),
    ];
    expect(columnsOf(matchReport(FLEET, FLEET, true, enriched)).count).toEqual([null, 5]);
  });

  it('gives five examples at the most, none of them twice', () => {
    const machines = ['a', 'b', 'c', 'd', 'e', 'f'].map((host) => seenHost(host, [1], 'A'));
    const lines = linesOf(matchReport([], FLEET, true, [enrichedBy(machines, FLEET)]));
    expect(lines[0]).toBe('CPU | A | only in the other source | null | 6 | a, b, c, d, e');
  });

  it('calls a stranger by the surest of its names', () => {
    const machines = [
      known({ instanceId: 'i-9', cloudIds: ['id'], host: { fqdn: 'x.example.com', short: 'x' } }),
      known({ cloudIds: ['id'], host: { fqdn: 'y.example.com', short: 'y' } }),
      known({ cloudIds: ['id'], host: { short: 'z' } }),
      known({ cloudIds: ['vm-id', '/subscriptions/a'] }),
      known({ cloudIds: [] }),
    ];
    const { examples } = columnsOf(matchReport([], FLEET, true, [enrichedBy(machines, FLEET)]));
    expect(examples[0]).toBe('i-9, y.example.com, z, vm-id, ');
  });
});
