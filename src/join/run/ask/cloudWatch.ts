import type { DataSourceJsonData } from '@grafana/data';
import { chunk } from 'lodash';
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
  const { enrichment, settings, wanted, fleet } = question;
  const account = accountOf(settings.jsonData);
  const inReach = (nodes: Node[]) =>
    nodes.filter((node) => (!account || node.account === account) && couldBeNamed(node.nodeId, enrichment.key));
  const nodes = inReach(wanted);
  const known = inReach(fleet);
  const fixedRegion = namedRegion(enrichment.query.region);
  // Where a node is that has come since the fleet was read isn't known yet.
  const regions = fixedRegion ? [fixedRegion] : [...new Set(nodes.map(({ region }) => region))].filter(Boolean).sort();

  const parts = regions.flatMap((region) => {
    const inRegion = (node: Node) => node.region === region;
    return partsOf(enrichment, nodes.filter(inRegion), known.filter(inRegion).length).map((part) => ({
      ...part,
      query: { ...part.query, region },
      place: { account, region },
    }));
  });
  const answers = await Promise.all(
    parts.map(async ({ query, most, place }): Promise<Answer> => {
      // An answer that is likely to be cut says so on all that travels with it.
      const isSafe = isOfBuilder(query) && most < SERIES_LIMIT;
      const { frames, error } = await question.run(query, isSafe ? 'metrics' : undefined);
      const { machines, problems } = machinesOf(frames, enrichment, settings.name, place);
      if (error) {
        problems.push(`${enrichment.column}: ${settings.name} failed in ${place.region}: ${error}`);
      } else if (frames.length >= SERIES_LIMIT) {
        problems.push(
          `${enrichment.column}: ${settings.name} returned ${frames.length} series in ${place.region}, and CloudWatch returns at most ${SERIES_LIMIT}, so some nodes may lack theirs`
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

/** A query of one Region, and how many nodes it is about at the most. */
interface Part {
  query: Record<string, unknown>;
  most: number;
}

/**
 * The nodes' own instance ids are asked for instead of all where they are few, or where all are more than CloudWatch
 * returns: the only way to be sure to get theirs. Else all, so that panels with different nodes share one answer.
 */
function partsOf({ key, query }: Question['enrichment'], nodes: Node[], known: number): Part[] {
  if (nodes.length === 0) {
    return [];
  }
  const dimensions = query.dimensions as Record<string, string | string[]> | undefined;
  const asksAll = dimensions && [dimensions[key.label]].flat().includes('*');
  const isFew = nodes.length <= IDS_IN_A_SEARCH || (known >= SERIES_LIMIT && nodes.length < SERIES_LIMIT);
  if (key.kind !== 'instanceId' || !asksAll || !isFew) {
    return [{ query, most: known }];
  }
  // In one order, whatever the rows are sorted by: the same nodes are the same question.
  const ids = nodes.map(({ nodeId }) => nodeId).sort();
  return chunk(ids, IDS_IN_A_SEARCH).map((part) => ({
    query: { ...query, dimensions: { ...dimensions, [key.label]: part } },
    most: part.length,
  }));
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
