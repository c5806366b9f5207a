import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import type { Enriched } from './enrich';
import { noticesOf } from './notices';
import { enrichedBy, node, seenHost } from './testdata/fleet';
import { frame } from './testdata/frames';

const FLEET = [node('mi-1', 'web-01')];
const rows = (...notices: QueryResultMetaNotice[]): DataFrame => ({ ...frame(), meta: { notices } });
const unanswered = (column: string, ...sources: string[]) => ({
  ...enrichedBy([], FLEET, { column, sources }),
  sources: 0,
});

const noticesFor = (own: DataFrame, enriched: Enriched[]) =>
  noticesOf({ rows: own, nodes: FLEET, fleet: [...FLEET, node('mi-2')], enriched });

describe('noticesOf', () => {
  it('tells how many metrics were asked for which share of the fleet, and as of when', () => {
    const asOf = new Date(2026, 10, 27, 14, 5, 9).getTime();
    const heard = (column: string, hosts: string[], at: number | null) => ({
      ...enrichedBy(
        hosts.map((host) => seenHost(host, [1])),
        FLEET,
        { column }
      ),
      asOf: at,
    });
    const enriched = [heard('CPU', ['a', 'b'], asOf + 5000), heard('CPU', ['c'], asOf), heard('Memory', [], null)];
    expect(noticesFor(frame(), enriched)).toEqual([
      { severity: 'info', text: 'CPU: 3 metrics, asked for 1 of 2 nodes, as of 14:05:09.' },
    ]);
  });

  it('says nothing where all is well', () => {
    expect(noticesFor(frame(), [enrichedBy([], FLEET)])).toEqual([]);
  });

  it('makes one notice of each severity, the gravest first, as Grafana shows no more', () => {
    const own = rows(
      { severity: 'info', text: 'As of 3 minutes ago' },
      { severity: 'warning', text: 'us-east-1 is stale.' },
      { severity: 'error', text: 'eu-west-1 failed' }
    );
    const enriched = [enrichedBy([], FLEET, {}, ['CPU: A failed', 'CPU: B failed...'])];
    expect(noticesFor(own, enriched)).toEqual([
      { severity: 'error', text: 'eu-west-1 failed.' },
      { severity: 'warning', text: 'us-east-1 is stale. CPU: A failed. CPU: B failed.' },
      { severity: 'info', text: 'As of 3 minutes ago.' },
    ]);
  });

  it('tells the same once', () => {
    const enriched = [1, 2].map(() => enrichedBy([], FLEET, {}, ['CPU: A failed']));
    expect(noticesFor(frame(), enriched)).toEqual([{ severity: 'warning', text: 'CPU: A failed.' }]);
  });

  it('names the columns that nobody was asked for, and what stands for nobody', () => {
    const enriched = [unanswered('CPU', '${a}', '${b}'), unanswered('CPU', '${a}', '${c}'), enrichedBy([], FLEET)];
    expect(noticesFor(frame(), enriched)).toEqual([]);
    expect(noticesFor(frame(), enriched.slice(0, 2))).toEqual([
      {
        severity: 'warning',
        text: 'CPU: there is no data source to query: ${a}, ${b}, ${c} name none. Add one, or choose others.',
      },
    ]);
  });
});
