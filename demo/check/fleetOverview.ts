import type { Named, PanelView } from '../../e2e/views/PanelView';
import type { Row } from '../../e2e/views/TableView';
import { type Finding, grouped, same, sameCounts, sameRows, withoutSign } from './compare';
import {
  accountName,
  ASSOCIATION_STATUSES,
  associationStatus,
  countBy,
  metricSource,
  PATCH_STATUSES,
  patchGaps,
  patchStatus,
  ping,
  PING_STATUSES,
  provider,
  shortWord,
} from './expectations';
import type { MachineTruth, Truth } from './truth';

export type PanelCheck = (panel: PanelView) => Promise<Finding>;

/** The panels of Fleet overview by title, but for the table of nodes, which is read on a page of its own. */
export function fleetOverviewChecks(truth: Truth, now: number): Record<string, PanelCheck> {
  const { machines } = truth;
  const patch = (machine: MachineTruth) => patchStatus(machine, truth, now);
  const account = (machine: MachineTruth) => accountName(machine, truth);
  const statuses = {
    patch: closedSet(PATCH_STATUSES, countBy(machines, patch)),
    association: closedSet(ASSOCIATION_STATUSES, countBy(machines, associationStatus)),
    ping: closedSet(PING_STATUSES, countBy(machines, ping)),
  };
  const managed = machines.filter(({ ssm }) => ssm !== null);
  const online = machines.filter(({ ssm }) => ssm?.pingStatus === 'Online');
  const count = (holds: (machine: MachineTruth) => boolean) => machines.filter(holds).length;

  return {
    Nodes: stats({ known: machines.length, managed: managed.length }),
    Patched: stats({
      'of known nodes': `${((100 * statuses.patch.get('Compliant')!) / machines.length).toFixed(1)}%`,
      unknown: statuses.patch.get('Unknown')!,
      'never reported': statuses.patch.get('Never reported')!,
    }),
    'Patch gaps': stats({
      critical: count((machine) => patchGaps(machine, truth).critical > 0),
      security: count((machine) => patchGaps(machine, truth).security > 0),
    }),
    Associations: stats({ 'nodes with failures': statuses.association.get('Failed')! }),
    'Agents not online': stats({ 'managed nodes': managed.length - online.length }),
    'Blind spots': stats({
      // Only nodes that are online are asked for, so a name need be unique among those.
      'online, no metrics': online.filter((machine) => !metricSource(machine, { ...truth, machines: online })).length,
    }),
    'Patch status': bars(statuses.patch),
    'Association status': bars(statuses.association),
    'Ping status': bars(statuses.ping),
    Provider: bars(countBy(machines, (machine) => provider(machine, truth))),
    Account: bars(countBy(machines, account)),
    'Patch status by account and Region': matrix(machines, account, PATCH_STATUSES, patch),
    'Association status by account and Region': matrix(machines, account, ASSOCIATION_STATUSES, associationStatus),
    'Fleet map': legend(statuses.patch),
    'Read from AWS: account/Region pairs by operation': targets(
      truth.accounts.reduce((places, { regions }) => places + regions.length, 0)
    ),
  };
}

/** Members of a closed set are shown also where there are none. */
function closedSet(words: string[], counts: Map<string, number>): Map<string, number> {
  return new Map(words.map((word) => [word, counts.get(word) ?? 0]));
}

function stats(expected: Record<string, number | string>): PanelCheck {
  return async (panel) => {
    const shown = await panel.stats();
    const valueOf = new Map(shown.map(({ name, value }) => [name, value]));
    const complaints = Object.entries(expected).flatMap(([name, value]) =>
      same(name, typeof value === 'number' ? grouped(value) : value, valueOf.get(name))
    );
    return {
      shown: listed(shown),
      complaints: [...complaints, ...same('figures', Object.keys(expected).length, shown.length)],
    };
  };
}

/** The legend names what there is, and each node is one cell. */
function legend(expected: Map<string, number>): PanelCheck {
  const present = new Map(
    [...expected].filter(([, count]) => count > 0).map(([word, count]) => [shortWord(word), count])
  );
  return async (panel) => sameCounts(present, await panel.legend());
}

function bars(expected: Map<string, number>): PanelCheck {
  return async (panel) => sameCounts(expected, await panel.bars());
}

/** Accounts and Regions down, statuses across. */
function matrix(
  machines: MachineTruth[],
  account: (machine: MachineTruth) => string,
  words: string[],
  status: (machine: MachineTruth) => string
): PanelCheck {
  return async (panel) => {
    const rows = await panel.table().rows();
    const places = new Map<string, MachineTruth[]>();
    for (const machine of machines) {
      const place = `${account(machine)} ${machine.region}`;
      places.set(place, [...(places.get(place) ?? []), machine]);
    }
    const expected = [...places].map(([place, there]) => {
      const counts = closedSet(words, countBy(there, status));
      return [place, ...words.map((word) => `${shortWord(word)} ${grouped(counts.get(word)!)}`)].join(', ');
    });
    const shown = rows.map((row) => {
      const bare = bareTitles(row);
      const cells = words.map(shortWord).map((word) => `${word} ${bare[word]}`);
      return [`${bare.Account} ${bare.Region}`, ...cells].join(', ');
    });
    return { shown: `${rows.length} places`, complaints: sameRows(expected, shown) };
  };
}

/** Every operation has been read in every place, and nothing is stale, on its way or refused. */
function targets(places: number): PanelCheck {
  return async (panel) => {
    const rows = (await panel.table().rows()).map(bareTitles);
    const complaints = rows.flatMap(({ Operation, Read, Stale, Loading, Failed }) => [
      ...same(`${Operation} read`, grouped(places), Read),
      ...same(`${Operation} stale, loading, failed`, '0 0 0', `${Stale} ${Loading} ${Failed}`),
    ]);
    const lacking = ['DescribeInstanceProperties', 'DescribeInstancePatchStates']
      .filter((operation) => !rows.some(({ Operation }) => Operation === operation))
      .map((operation) => `${operation} is not shown`);
    return { shown: `${rows.length} operations`, complaints: [...complaints, ...lacking] };
  };
}

function bareTitles(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([title, value]) => [withoutSign(title), value]));
}

function listed(values: Named[]): string {
  return values.map(({ name, value }) => `${name} ${value}`).join(', ');
}
