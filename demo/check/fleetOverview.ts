import type { Named, PanelView } from '../../e2e/views/PanelView';
import type { Row } from '../../e2e/views/TableView';
import { parseAge } from './ages';
import { type Finding, grouped, same, sameCounts, sameRows, withoutSign } from './compare';
import {
  accountName,
  ASSOCIATION_STATUSES,
  associationStatus,
  countBy,
  metricSource,
  owner,
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
  const inTrouble = machines.filter((machine) => ['Failed', 'Missing'].includes(patch(machine)));
  // Only nodes that are online are asked for, so a name need be unique among those.
  const unheard = online.filter((machine) => !metricSource(machine, { ...truth, machines: online }));
  const count = (holds: (machine: MachineTruth) => boolean) => machines.filter(holds).length;

  return {
    'Worst now: nodes in trouble': worst(
      countBy(inTrouble, (machine) => `${account(machine)}, ${machine.region}`),
      countBy(inTrouble, owner)
    ),
    'As of': readLately,
    Nodes: stats({
      known: machines.length,
      managed: managed.length,
      'not online': managed.length - online.length,
    }),
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
    'No metrics': stats({ 'online nodes': unheard.length }),
    'Patch status': bars(statuses.patch),
    'Association status': bars(statuses.association),
    'Agent connection': bars(statuses.ping),
    Provider: bars(countBy(machines, (machine) => provider(machine, truth))),
    'Owners in trouble': worstOf(countBy(inTrouble, owner)),
    'Patch status by account and Region': matrix(machines, account, PATCH_STATUSES, patch),
    'Association status by account and Region': matrix(machines, account, ASSOCIATION_STATUSES, associationStatus),
    'Fleet map': legend(statuses.patch),
    'Online nodes without metrics': async (panel) => {
      const rows = await panel.table().rows();
      return {
        shown: `${rows.length} rows`,
        complaints: sameRows(
          unheard.map(({ nodeId }) => nodeId!),
          rows.map(({ ID }) => ID)
        ),
      };
    },
  };
}

/** Members of a closed set are shown also where there are none. */
function closedSet(words: string[], counts: Map<string, number>): Map<string, number> {
  return new Map(words.map((word) => [word, counts.get(word) ?? 0]));
}

export function stats(expected: Record<string, number | string>): PanelCheck {
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

/** The greatest counts, the greatest first; of several that are as great, any. */
export function worstOf(expected: Map<string, number>): PanelCheck {
  return async (panel) => {
    const shown = await panel.bars();
    const greatest = [...expected.values()].sort((a, b) => b - a).slice(0, BARS_AT_MOST);
    const complaints = shown.flatMap(({ name, value }, index) => [
      ...same(name, grouped(expected.get(name) ?? 0), value),
      ...same(`bar ${index + 1}`, grouped(greatest[index]), value),
    ]);
    return { shown: listed(shown), complaints: [...complaints, ...same('bars', greatest.length, shown.length)] };
  };
}

const BARS_AT_MOST = 6;

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

/** The place and the owner with the most nodes in trouble, whichever of several. */
function worst(...counts: Array<Map<string, number>>): PanelCheck {
  return async (panel) => {
    const shown = await panel.stats();
    const complaints = counts.flatMap((ofOne) => {
      const figure = shown.find(({ name }) => ofOne.has(name));
      return same(`most of ${figure?.name}`, grouped(Math.max(...ofOne.values())), figure?.value);
    });
    return { shown: listed(shown), complaints: [...complaints, ...same('figures', counts.length, shown.length)] };
  };
}

/** Everything was read, and not long ago. */
async function readLately(panel: PanelView): Promise<Finding> {
  const shown = await panel.stats();
  const valueOf = new Map(shown.map(({ name, value }) => [name, value]));
  const age = valueOf.get('oldest reading, ago') ?? '';
  return {
    shown: listed(shown),
    complaints: [
      ...(parseAge(age) < OLDEST_READING_MS ? [] : [`oldest reading: ${age || 'not shown'}`]),
      ...same('not read or out of date', '0', valueOf.get('not read or out of date')),
    ],
  };
}

/** The longest refresh interval, and time for the reading itself. */
const OLDEST_READING_MS = 2 * 3_600_000;

export function bareTitles(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([title, value]) => [withoutSign(title), value]));
}

function listed(values: Named[]): string {
  return values.map(({ name, value }) => `${name} ${value}`).join(', ');
}
