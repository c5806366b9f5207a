import type { DataSourceJsonData } from '@grafana/data';
import { machinesOf, type Answer } from '../../answer';
import type { Node } from '../../nodes';
import type { JoinKey } from '../../spec';
import type { Question } from './question';

/** A CloudWatch SEARCH and a Metrics Insights query return 500 series at the most. */
const SERIES_LIMIT = 500;
/** Several values of a dimension become one SEARCH of at most 1,024 characters: about 35 instance ids. */
const IDS_IN_A_SEARCH = 35;

/**
 * A CloudWatch query is of one Region and of the account of its data source's role. So the enrichment's query is asked in
 * every Region in which there are nodes that the data source could know.
 */
export async function askCloudWatch(question: Question): Promise<Answer> {
  const { enrichment, settings, wanted } = question;
  const account = accountOf(settings.jsonData);
  const inReach = wanted.filter(
    (node) => (!account || node.account === account) && couldBeNamed(node.nodeId, enrichment.key)
  );
  const fixedRegion = namedRegion(enrichment.query.region);
  const regions = fixedRegion ? [fixedRegion] : [...new Set(inReach.map((node) => node.region))].sort();

  const answers = await Promise.all(
    regions.map(async (region): Promise<Answer> => {
      const nodes = inReach.filter((node) => node.region === region);
      if (nodes.length === 0) {
        return { machines: [], problems: [] };
      }
      const query = { ...narrowed(question, nodes), region };
      // An answer that is likely to be cut says so on all that travels with it.
      const { frames, error } = await question.run(
        query,
        isOfBuilder(query) && nodes.length < SERIES_LIMIT ? 'together' : undefined
      );
      const { machines, problems } = machinesOf(frames, enrichment, settings.name, { account, region });
      if (error) {
        problems.push(`${enrichment.column}: ${settings.name} failed in ${region}: ${error}`);
      } else if (frames.length >= SERIES_LIMIT) {
        problems.push(
          `${enrichment.column}: ${settings.name} returned ${frames.length} series in ${region}, and CloudWatch returns at most ${SERIES_LIMIT}, so some nodes may lack theirs`
        );
      }
      return { machines, problems };
    })
  );
  return {
    machines: answers.flatMap((answer) => answer.machines),
    problems: answers.flatMap((answer) => answer.problems),
  };
}

/** Asks for the nodes' own instance ids instead of all where they are few: the only way to be sure to get theirs. */
function narrowed({ enrichment }: Question, nodes: Node[]): Record<string, unknown> {
  const { key, query } = enrichment;
  const dimensions = query.dimensions as Record<string, string | string[]> | undefined;
  const asksAll = dimensions && [dimensions[key.label]].flat().includes('*');
  if (key.kind !== 'instanceId' || !asksAll || nodes.length > IDS_IN_A_SEARCH) {
    return query;
  }
  return { ...query, dimensions: { ...dimensions, [key.label]: nodes.map(({ nodeId }) => nodeId) } };
}

/** A metric of the builder. One call takes one Metrics Insights query, logs go their own way, and an id must be of one query alone. */
function isOfBuilder({ queryMode, metricQueryType, metricEditorMode, id }: Record<string, unknown>): boolean {
  return queryMode === 'Metrics' && !metricQueryType && !metricEditorMode && !id;
}

/** Metrics by InstanceId are those of EC2 instances; by `host` the CloudWatch agent reports hybrid nodes and no EC2 instance. */
function couldBeNamed(nodeId: string, { kind }: JoinKey): boolean {
  return nodeId.startsWith('i-') === (kind === 'instanceId');
}

/** The account of the role that the data source assumes; unknown where it assumes none. */
function accountOf({ assumeRoleArn }: DataSourceJsonData & { assumeRoleArn?: string }): string | undefined {
  return /^arn:aws[a-z-]*:iam::(\d{12}):/.exec(assumeRoleArn ?? '')?.[1];
}

function namedRegion(region: unknown): string | undefined {
  return typeof region === 'string' && region !== 'default' ? region : undefined;
}
