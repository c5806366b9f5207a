import { dateTime, rangeUtil, type DataFrame, type DataQueryRequest, type TimeRange } from '@grafana/data';
import type { Subject } from 'rxjs';
import type { Answer } from '../answer';
import { enrich, type Enriched } from '../enrich';
import type { Node } from '../nodes';
import type { Enrichment } from '../spec';
import { ask } from './ask/ask';
import { runChildQuery } from './childQuery';
import type { JoinContext } from './context';

const DEFAULT_WINDOW = '15m';

/** What an enrichment runs in. */
export interface Surroundings {
  nodes: Node[];
  fleet: Node[];
  /** Whether the series themselves are wanted, over the dashboard's time range, rather than one number. */
  asSeries: boolean;
  request: DataQueryRequest;
  context: JoinContext;
  cancelled: Subject<void>;
}

/** Asks all data sources of an enrichment, side by side. What fails is a problem of its own and costs nothing else. */
export async function runEnrichment(enrichment: Enrichment, index: number, around: Surroundings): Promise<Enriched> {
  const { nodes, fleet, asSeries, request, context, cancelled } = around;
  const range = asSeries ? request.range : windowOf(enrichment);
  const uids = [
    ...new Set(enrichment.sources.flatMap((reference) => context.resolve(reference, request.scopedVars))),
  ].filter((uid) => uid !== '');

  const answers = await Promise.all(
    uids.map(async (uid, position): Promise<Answer> => {
      const settings = context.settings(uid);
      if (!settings) {
        return lost(`${enrichment.column}: there is no data source "${uid}", or you are not allowed to use it`);
      }
      if (settings.type === context.fleet.pluginId) {
        return lost(
          `${enrichment.column}: ${settings.name} is itself the left side of the join; choose another data source`
        );
      }
      try {
        const source = await context.load(uid);
        const said: string[] = [];
        let asked = 0;
        const answer = await ask({
          enrichment,
          settings,
          wanted: nodes,
          fleet,
          range,
          asSeries,
          run: async (query) => {
            const requestId = [request.requestId, index, position, asked++].join('-');
            const child = await runChildQuery(source, query, { ...request, range, requestId }, cancelled);
            said.push(...noticesIn(child.frames).map((text) => `${enrichment.column}: ${settings.name} says: ${text}`));
            return child;
          },
        });
        return { ...answer, problems: [...answer.problems, ...said] };
      } catch (error) {
        return lost(
          `${enrichment.column}: ${settings.name} failed: ${error instanceof Error ? error.message : String(error)}`
        );
      }
    })
  );
  return enrich(enrichment, answers, fleet);
}

/** What a source says of limits it met: cut results arrive so. */
function noticesIn(frames: DataFrame[]): string[] {
  const notices = frames.flatMap((frame) => frame.meta?.notices ?? []);
  return [...new Set(notices.filter((notice) => notice.severity !== 'info').map((notice) => notice.text))];
}

function lost(problem: string): Answer {
  return { machines: [], problems: [problem] };
}

function windowOf({ window = DEFAULT_WINDOW }: Enrichment): TimeRange {
  const to = dateTime();
  const from = dateTime(to).subtract(rangeUtil.intervalToSeconds(window), 's');
  return { from, to, raw: { from: `now-${window}`, to: 'now' } };
}
