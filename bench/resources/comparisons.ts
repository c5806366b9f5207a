import { nodeIdOf, type Estate } from '../../simulator/estate/machine';
import { type FleetQuery } from '../../src/datasource/query';

/** The same reading by the plugin and by bench/alternatives/read_resources.py, which knows it by its name. */
export interface Comparison {
  name: string;
  queries: Array<Partial<FleetQuery>>;
  /** Where its time range begins, in milliseconds since 1970. */
  from: number;
  /** Where single nodes are read: by their ids alone, of either side. */
  nodeIds: string[];
  /** What boto3 can leave out of it, and still has that many items; measured once, beside. */
  bare?: string;
  /** What each side must have found; unknown where what happens is still going on. */
  items?: number;
}

const DAY = 24 * 3600_000;
const SOFTWARE_OF = 200;

/** Five that operations ask for most: what is listed of the nodes, with EC2's instances, and what only calls by the page or the node tell. */
export function comparisonsOf(estate: Estate): Comparison[] {
  const { machines, madeAt } = estate;
  const managed = machines.filter(({ ssm }) => ssm && /^m?i-/.test(ssm.nodeId));
  const step = Math.floor(managed.length / SOFTWARE_OF);
  const chosen = managed.filter((_, index) => index % step === 0).slice(0, SOFTWARE_OF);
  const of = (name: string, queries: Comparison['queries'], items?: number): Comparison => ({
    name,
    queries: queries.map((query) => ({ view: 'table', ...query })),
    from: madeAt - 29 * DAY,
    nodeIds: [],
    items,
  });
  const bareOf = (bare: string, ...comparison: Parameters<typeof of>) => ({ ...of(...comparison), bare });
  const ofNodes = (columns: string[], filled?: string): Partial<FleetQuery> => ({
    resource: 'nodes',
    columns: ['nodeId', 'account', 'region', ...columns],
    filters: filled ? [{ field: filled, op: 'exists', value: true }] : [],
  });
  return [
    of('nodes', [ofNodes(['computerName', 'platformName', 'pingStatus', 'instanceState'])], machines.length),
    bareOf(
      'without EC2 instances',
      'patch states',
      [ofNodes(['patchOperationEnd', 'missingCount', 'failedCount', 'installedCount'], 'missingCount')],
      managed.filter(({ ssm }) => ssm!.patch).length
    ),
    bareOf(
      'without the lists of nodes and EC2 instances',
      'patch verdicts',
      [ofNodes(['complianceStatus'], 'complianceStatus')],
      managed.filter(({ ssm }) => ssm!.patch || ssm!.patchByAssociation).length
    ),
    of('commands', [{ resource: 'commands' }]),
    {
      ...of(
        'software',
        chosen.map((machine) => ({ resource: 'software', nodeId: nodeIdOf(machine)! })),
        chosen.reduce((sum, { ssm }) => sum + ssm!.software.length, 0)
      ),
      nodeIds: chosen.map((machine) => nodeIdOf(machine)!),
    },
  ];
}
