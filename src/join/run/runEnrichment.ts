import type { DataFrame, DataQueryRequest } from '@grafana/data';
import { lastValueFrom, takeUntil, type Subject } from 'rxjs';
import type { SourceAnswer } from '../answer';
import { enrich, type Enriched } from '../enrich';
import type { Node } from '../nodes';
import type { Enrichment } from '../spec';
import { ask } from './ask/ask';
import type { ChildAnswer } from './ask/question';
import type { JoinContext } from './context';
import { overDashboardTime, overWindow } from './span';

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
export async function runEnrichment(enrichment: Enrichment, around: Surroundings): Promise<Enriched> {
  const { nodes, fleet, asSeries, request, context, cancelled } = around;
  const { span, request: child } = asSeries ? overDashboardTime(request) : overWindow(request, enrichment.window);
  const uids = [
    ...new Set(enrichment.sources.flatMap((reference) => context.resolve(reference, request.scopedVars))),
  ].filter((uid) => uid !== '');

  const answers = await Promise.all(
    uids.map(async (uid): Promise<SourceAnswer> => {
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
        const answers: ChildAnswer[] = [];
        const { machines, problems } = await ask({
          enrichment,
          settings,
          wanted: nodes,
          fleet,
          asSeries,
          explore: asSeries && context.mayExplore ? request.range : undefined,
          run: async (query, company) => {
            const filledIn = context.fillIn(JSON.stringify(query), request.scopedVars);
            const question = { source, query, filledIn, request: child, span, company };
            const answer = await lastValueFrom(context.metrics.ask(question).pipe(takeUntil(cancelled)), {
              defaultValue: NOTHING,
            });
            answers.push(answer);
            return answer;
          },
        });
        const said = answers
          .flatMap(({ frames }) => noticesIn(frames))
          .map((text) => `${enrichment.column}: ${settings.name} says: ${text}`);
        return { machines, problems: [...problems, ...said], asOf: oldest(answers) };
      } catch (error) {
        return lost(
          `${enrichment.column}: ${settings.name} failed: ${error instanceof Error ? error.message : String(error)}`
        );
      }
    })
  );
  return enrich(enrichment, answers, fleet);
}

/** Of a question that was given up. */
const NOTHING: ChildAnswer = { frames: [], asOf: Infinity };

function oldest(answers: ChildAnswer[]): number | null {
  const times = answers.filter(({ error }) => error === undefined).map(({ asOf }) => asOf);
  return times.length > 0 ? Math.min(...times) : null;
}

/** What a source says of limits it met: cut results arrive so. */
function noticesIn(frames: DataFrame[]): string[] {
  const notices = frames.flatMap((frame) => frame.meta?.notices ?? []);
  return [...new Set(notices.filter((notice) => notice.severity !== 'info').map((notice) => notice.text))];
}

function lost(problem: string): SourceAnswer {
  return { machines: [], problems: [problem], asOf: null };
}
