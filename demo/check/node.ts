import { same, sameRows, withoutSign } from './compare';
import {
  accountName,
  associationWord,
  displayName,
  metricSource,
  owner,
  patchStatus,
  ping,
  provider,
  shortWord,
} from './expectations';
import type { PanelCheck } from './fleetOverview';
import type { MachineTruth, NodeTruth, Truth } from './truth';

/** Kinds of node whose page is opened, by what is special about how they are known or heard. */
const KINDS: Record<string, (machine: MachineTruth) => boolean> = {
  EC2: ({ kind }) => kind === 'ec2',
  'hybrid with the CloudWatch agent': ({ kind, metrics }) =>
    kind === 'onPremises' && metrics.cloudWatch.agent === 'host',
  'hybrid with an exporter': ({ kind, metrics }) => kind === 'onPremises' && metrics.exporter !== null,
  'Azure by the provider path': ({ azure }) => azure?.path === 'provider',
  'Azure by a connector': ({ azure }) => azure?.path === 'connector',
  GCP: ({ kind }) => kind === 'gcp',
  edge: ({ kind }) => kind === 'edge',
};

/** A node of each kind that is online, is heard by a source and misses patches, so that no panel of its page may be empty. */
export function nodesToOpen(truth: Truth): Array<{ kind: string; machine: MachineTruth }> {
  return Object.entries(KINDS).map(([kind, isOfKind]) => {
    const machine = truth.machines.find(
      (each) =>
        isOfKind(each) &&
        each.ssm?.pingStatus === 'Online' &&
        each.ssm.patch !== null &&
        each.ssm.patch.counts.Missing > 0 &&
        metricSource(each, truth) !== null
    );
    if (!machine) {
      throw new Error(
        `The estate has no node (${kind}) that is online, is heard and misses patches: try more --nodes.`
      );
    }
    return { kind, machine };
  });
}

/** The panels of the page of a node, by title. */
export function nodeChecks(node: NodeTruth, truth: Truth, now: number): Record<string, PanelCheck> {
  const source = metricSource(node, truth)!.name;
  const patch = node.ssm!.patch!;
  const { cloudWatch: heard, azureMonitor, exporter } = node.metrics;
  const ofAccount = `CloudWatch ${accountName(node, truth)}`;
  // Only an agent or an exporter sees into a volume; the agent's default configuration leaves the network to EC2.
  const seenFromWithin = heard.agent ? ofAccount : exporter && 'Prometheus';
  const network = heard.ec2 ? ofAccount : azureMonitor ? 'Azure Monitor' : exporter && 'Prometheus';
  const none: PanelCheck = async () => ({ shown: 'no source has it', complaints: [] });
  return {
    Identity: async (panel) => {
      const rows = await panel.table().rows();
      const { Node, ID, Owner, Account, Region, 'SSM Agent': agent } = rows[0] ?? {};
      return {
        shown: [Node, ID, Owner, agent, Account, Region].join(', '),
        complaints: [
          ...same('rows', 1, rows.length),
          ...same('Node', displayName(node), Node),
          ...same('ID', node.nodeId, ID),
          ...same('Owner', owner(node), Owner),
          ...same('SSM Agent', shortWord(ping(node)), shortWord(withoutSign(agent ?? ''))),
          ...same('Account', accountName(node, truth), Account),
          ...same('Region', node.region, Region),
        ],
      };
    },
    'Patch state': async (panel) => {
      const rows = await panel.table().rows();
      const { Status, Why, Operation } = rows[0] ?? {};
      return {
        shown: [Status, Why, Operation].join(', '),
        complaints: [
          ...same('rows', 1, rows.length),
          ...same('Status', patchStatus(node, truth, now), withoutSign(Status ?? '')),
          ...(Why ? [] : ['Why: expected a reason, shown nothing']),
          ...same('Operation', patch.operation, Operation),
        ],
      };
    },
    'Patches that need attention': async (panel) => {
      const open = node.patches.filter(({ state }) => state !== 'Installed' && state !== 'InstalledOther');
      const rows = await panel.table().rows();
      return {
        shown: `${rows.length} rows`,
        complaints: sameRows(
          open.map(({ title, severity, cveIds }) => [title, severity, [...cveIds].sort().join(', ')].join(' | ')),
          rows.map(({ Patch, Severity, CVE }) => [Patch, Severity, sortedList(CVE)].join(' | '))
        ),
      };
    },
    Associations: async (panel) => {
      const rows = await panel.table().rows();
      return {
        shown: `${rows.length} rows`,
        complaints: sameRows(
          node.ssm!.associations.map((each) => `${each.associationName}: ${associationWord(each)}`),
          rows.map(({ Association, Status }) => `${Association}: ${withoutSign(Status ?? '')}`)
        ),
      };
    },
    Software: async (panel) => {
      const count = await panel.table().rowCount();
      return { shown: `${count} rows`, complaints: same('rows', node.software.length, count) };
    },
    Machine: async (panel) => {
      const facts = (await panel.table().rows()).map(Object.values<string>);
      const value = (name: string) => facts.find(([fact]) => fact === name)?.[1];
      return {
        shown: `${facts.length} facts`,
        complaints: [
          ...same('IP address', node.privateIp, value('IP address')),
          ...same('Platform name', node.os.name, value('Platform name')),
          ...same('Provider', provider(node, truth), value('Provider')),
          ...same('Patch group', patch.patchGroup, value('Patch group')),
          ...same('Baseline', patch.baselineId, value('Baseline ID')),
        ],
      };
    },
    'CPU, memory, disk': drawn([
      `CPU, ${source}`,
      // One machine reports no memory to CloudWatch unless an agent runs on it.
      ...(!heard.ec2 || heard.agent ? [`Memory, ${source}`] : []),
      ...(seenFromWithin ? [`Disk, ${seenFromWithin}`] : []),
    ]),
    Network: network ? drawn([`Network in, ${network}`, `Network out, ${network}`]) : none,
  };
}

/** Less than this is a dot or two, not a line. */
const PIXELS_OF_A_LINE = 300;

/** @param series the names in its legend. */
function drawn(series: string[]): PanelCheck {
  return async (panel) => {
    const { legend, colouredPixels } = await panel.graph();
    return {
      shown: legend.join(', '),
      complaints: [
        ...sameRows(series, legend),
        ...(colouredPixels < PIXELS_OF_A_LINE ? [`expected a line, drawn ${colouredPixels} coloured pixels`] : []),
      ],
    };
  };
}

function sortedList(list = ''): string {
  return list.split(', ').sort().join(', ');
}
