import {
  dateTime,
  type DataFrame,
  type DataQueryRequest,
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type QueryResultMetaNotice,
} from '@grafana/data';
import { Subject, of } from 'rxjs';
import type { Enrichment } from '../spec';
import { enrichment, node } from '../testdata/fleet';
import { seriesFrame } from '../testdata/frames';
import type { JoinContext } from './context';
import { MetricAnswers } from './metricAnswers';
import { runEnrichment } from './runEnrichment';

const FLEET = [node('mi-1', 'web-01'), node('mi-2', 'web-02')];
const DASHBOARD = { from: dateTime(0), to: dateTime(6 * 3600_000), raw: { from: 'now-6h', to: 'now' } };

interface Source {
  type?: string;
  answer?: () => DataFrame[];
  load?: () => never;
}

const METRICS = () => [seriesFrame({ nodename: 'web-01' }, [1])];
const withNotices = (...notices: QueryResultMetaNotice[]) => [{ ...METRICS()[0], meta: { notices } }];

async function run(changes: Partial<Enrichment>, sources: Record<string, Source>, asSeries = false) {
  const requests: DataQueryRequest[] = [];
  const context = {
    fleet: { pluginId: 'onepane-ssm-datasource' },
    metrics: new MetricAnswers(300_000),
    fillIn: (text: string) => text,
    resolve: (reference: string) => ({ '${all}': ['a', 'b', 'a'], '${none}': [''] })[reference] ?? [reference],
    settings: (uid: string) =>
      sources[uid] &&
      ({ uid, name: uid.toUpperCase(), type: sources[uid].type ?? 'sql' } as DataSourceInstanceSettings),
    load: async (uid: string) => {
      const { load, answer = METRICS } = sources[uid];
      load?.();
      return {
        uid,
        getRef: () => ({ uid }),
        query: (request: DataQueryRequest) => {
          requests.push(request);
          return of({
            data: request.targets.flatMap(({ refId }) => answer().map((frame) => ({ ...frame, refId }))),
          });
        },
      } as unknown as DataSourceApi;
    },
  } as unknown as JoinContext;
  const enriched = await runEnrichment(enrichment(changes), {
    nodes: [FLEET[0]],
    fleet: FLEET,
    asSeries,
    request: { requestId: 'SQR1', range: DASHBOARD, scopedVars: {} } as DataQueryRequest,
    context,
    cancelled: new Subject(),
  });
  return { enriched, requests };
}

describe('runEnrichment', () => {
  it('asks each data source that it names once, whatever variables stand for', async () => {
    const { enriched, requests } = await run({ sources: ['${all}', 'b', '${none}', 'c'] }, { a: {}, b: {}, c: {} });
    expect(requests.map(({ targets }) => targets[0].datasource?.uid)).toEqual(['a', 'b', 'c']);
    expect(enriched.sources).toBe(3);
    expect(enriched.machines.map(({ source }) => source)).toEqual(['A', 'B', 'C']);
    expect(enriched.problems).toEqual([]);
  });

  it('matches against the whole fleet, not against the nodes on display', async () => {
    const answer = () => [seriesFrame({ nodename: 'web-02' }, [1])];
    const { enriched } = await run({ sources: ['a'] }, { a: { answer } });
    expect(enriched.matching.matches).toEqual([{ node: 1, foreign: 0, rule: 'short hostname' }]);
  });

  it('asks for its own window, which ends now, whatever the dashboard shows', async () => {
    const before = Date.now();
    for (const [window, minutes] of [
      [undefined, 15],
      ['1h', 60],
    ] as const) {
      const { requests } = await run({ sources: ['a'], window }, { a: {} });
      const { from, to, raw } = requests[0].range;
      expect(to.diff(from, 'minutes')).toBe(minutes);
      expect(to.valueOf()).toBeGreaterThanOrEqual(before);
      expect(raw).toEqual({ from: `now-${window ?? '15m'}`, to: 'now' });
    }
  });

  it('asks for the dashboard’s time where the series are wanted', async () => {
    const { requests } = await run({ sources: ['a'], window: '1h' }, { a: {} }, true);
    expect(requests[0].range).toEqual(DASHBOARD);
  });

  it('says which data source is not there, is the fleet itself or may not be seen, and asks the others', async () => {
    const refuse = () => {
      throw new Error('Access denied');
    };
    const throwsWords = () => {
      throw 'in words';
    };
    const { enriched } = await run(
      { sources: ['gone', 'own', 'secret', 'odd', 'a'] },
      { own: { type: 'onepane-ssm-datasource' }, secret: { load: refuse }, odd: { load: throwsWords }, a: {} }
    );
    expect(enriched.problems).toEqual([
      'CPU: there is no data source "gone", or you are not allowed to use it',
      'CPU: OWN is itself the left side of the join; choose another data source',
      'CPU: SECRET failed: Access denied',
      'CPU: ODD failed: in words',
    ]);
    expect(enriched.machines.map(({ source }) => source)).toEqual(['A']);
    expect(enriched.sources).toBe(5);
  });

  it('passes on what a source says of its limits, once, but not what it only remarks', async () => {
    const limit = 'Only the first 500 time series can be returned by a query.';
    const answer = () => [
      ...withNotices({ severity: 'warning', text: limit }, { severity: 'info', text: 'By the way' }),
      ...withNotices({ severity: 'warning', text: limit }, { severity: 'error', text: 'Half of it failed' }),
    ];
    const { enriched } = await run({ sources: ['a'] }, { a: { answer } });
    expect(enriched.problems).toEqual([`CPU: A says: ${limit}`, 'CPU: A says: Half of it failed']);
  });
});
