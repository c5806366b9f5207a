import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import { noticesOf } from './notices';
import { enrichedBy, node } from './testdata/fleet';
import { frame } from './testdata/frames';

const FLEET = [node('mi-1', 'web-01')];
const rows = (...notices: QueryResultMetaNotice[]): DataFrame => ({ ...frame(), meta: { notices } });
const unanswered = (column: string, ...sources: string[]) => ({
  ...enrichedBy([], FLEET, { column, sources }),
  sources: 0,
});

describe('noticesOf', () => {
  it('says nothing where all is well', () => {
    expect(noticesOf(frame(), [enrichedBy([], FLEET)])).toEqual([]);
  });

  it('makes one notice of each severity, the gravest first, as Grafana shows no more', () => {
    const own = rows(
      { severity: 'info', text: 'As of 3 minutes ago' },
      { severity: 'warning', text: 'us-east-1 is stale.' },
      { severity: 'error', text: 'eu-west-1 failed' }
    );
    const enriched = [enrichedBy([], FLEET, {}, ['CPU: A failed', 'CPU: B failed...'])];
    expect(noticesOf(own, enriched)).toEqual([
      { severity: 'error', text: 'eu-west-1 failed.' },
      { severity: 'warning', text: 'us-east-1 is stale. CPU: A failed. CPU: B failed.' },
      { severity: 'info', text: 'As of 3 minutes ago.' },
    ]);
  });

  it('tells the same once', () => {
    const enriched = [1, 2].map(() => enrichedBy([], FLEET, {}, ['CPU: A failed']));
    expect(noticesOf(frame(), enriched)).toEqual([{ severity: 'warning', text: 'CPU: A failed.' }]);
  });

  it('names the columns that nobody was asked for, and what stands for nobody', () => {
    const enriched = [unanswered('CPU', '${a}', '${b}'), unanswered('CPU', '${a}', '${c}'), enrichedBy([], FLEET)];
    expect(noticesOf(frame(), enriched)).toEqual([]);
    expect(noticesOf(frame(), enriched.slice(0, 2))).toEqual([
      {
        severity: 'warning',
        text: 'CPU: there is no data source to query: ${a}, ${b}, ${c} name none. Add one, or choose others.',
      },
    ]);
  });
});
