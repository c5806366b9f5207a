import { countBy as countWords } from 'lodash';
import { few, grouped } from './compare';
import { countBy, displayName, patchReported, patchStatus, shortWord } from './expectations';
import { fleetOverviewChecks, type PanelCheck, stats, worstOf } from './fleetOverview';
import { list, type ListedRow, placeCells } from './list';
import { commandRows } from './operations';
import type { MachineTruth, Truth } from './truth';

const DAY_MS = 86_400_000;
/** A result older than this is stale: the data source's default. */
const STALE_AFTER_MS = 7 * DAY_MS;

const NONCOMPLIANT = ['Failed', 'Missing', 'Rejected', 'Pending reboot', 'Security update available'];

/** Rows of a list that are read where there are very many. */
const ENOUGH = 100;

/** The worst first, in the words of Windows and of Linux. */
const SEVERITIES = ['Critical', 'Important', 'High', 'Moderate', 'Medium', 'Low', 'Unspecified'];

/** The panels of Patches by title. */
export function patchesChecks(truth: Truth, now: number): Record<string, PanelCheck> {
  const { machines } = truth;
  const fleet = fleetOverviewChecks(truth, now);
  const status = (machine: MachineTruth) => patchStatus(machine, truth, now);
  const inTrouble = machines.filter((machine) => ['Failed', 'Missing'].includes(status(machine)));
  const isLeftOut = (machine: MachineTruth) => NONCOMPLIANT.includes(status(machine)) && !machine.nextInstall;
  const leftOut = machines.filter(isLeftOut);
  const isStale = ({ ssm }: MachineTruth) => {
    const reported = patchReported({ ssm });
    return reported !== null && now - reported > STALE_AFTER_MS;
  };
  return {
    Patched: fleet.Patched,
    'Patch gaps': fleet['Patch gaps'],
    Overdue: stats({
      nodes: machines.filter((machine) => overdue(machine, status(machine), now) === true).length,
      'not known': machines.filter((machine) => overdue(machine, status(machine), now) === undefined).length,
    }),
    Stale: stats({ nodes: machines.filter(isStale).length }),
    'No patch run': stats({ noncompliant: leftOut.length }),
    'Patch groups in trouble': worstOf(countBy(inTrouble, ({ ssm }) => ssm?.patch?.patchGroup || '(none)')),
    'Baselines in trouble': worstOf(countBy(inTrouble, ({ ssm }) => ssm?.patch?.baselineId ?? '(none)')),
    'Owners in trouble': fleet['Owners in trouble'],
    'Missing patches, on the most nodes first': list(missingPatchRows(machines), now),
    'CVEs open on the most nodes': list(openCveRows(machines), now),
    'Missing on these nodes': list(
      machines.flatMap((machine) => missingOn(machine, truth)),
      now,
      ENOUGH
    ),
    'Open on these nodes': list(
      machines.flatMap((machine) => openOn(machine, truth)),
      now,
      ENOUGH
    ),
    'Patch runs of the next 14 days': patchRuns(truth),
    'Nodes that nothing will patch': list(
      leftOut.map((machine) => ({
        cells: {
          Patch: shortWord(status(machine)),
          Node: displayName(machine),
          ID: machine.nodeId!,
          ...placeCells(machine, truth),
        },
        order: [NONCOMPLIANT.indexOf(status(machine)), displayName(machine)],
      })),
      now
    ),
    'Pending reboots': list(pendingReboots(truth), now),
    'Patch commands, failed first': list(
      commandRows(truth, now)
        .filter(({ cells }) => /^AWS-.*Patch/.test(String(cells.Document)))
        .map(({ cells: { Details, Undelivered, ...cells }, ...row }) => ({ cells, ...row })),
      now,
      ENOUGH
    ),
  };
}

/** What it misses, as the patch state tells of it or, where there is none, what the association found. */
function missing({ ssm }: MachineTruth) {
  const { patch, patchByAssociation } = ssm ?? {};
  const found = patch ?? (patchByAssociation?.status === 'NON_COMPLIANT' ? patchByAssociation : undefined);
  return (found?.openPatches ?? [])
    .filter(({ state }) => state === 'Missing' || state === 'Failed')
    .map((each) => ({ ...each, severity: each.severity || 'Unspecified' }));
}

/** For how many days a patch may be missing: the data source's default. */
function daysFor(severity: string): number {
  return { Critical: 14, Important: 30, High: 30 }[severity] ?? 90;
}

/** The rules of docs/overdue.md, by one scan; undefined where nothing tells. */
function overdue(machine: MachineTruth, status: string, now: number): boolean | undefined {
  const scanned = patchReported(machine);
  if (scanned === null) {
    return undefined;
  }
  const isDue = (since: number, severity: string) => since + daysFor(severity) * DAY_MS < now;
  const open = missing(machine);
  if (open.some(({ severity }) => isDue(scanned, severity))) {
    return true;
  }
  const isWindows = machine.os.type === 'Windows';
  const isNone = open.length
    ? open.every(({ releasedAt, severity }) => isWindows && releasedAt! <= scanned && !isDue(releasedAt!, severity))
    : ['Compliant', 'Stale'].includes(status);
  return isNone && !isDue(scanned, 'Critical') ? false : undefined;
}

/** The CVEs that are open on it, each with the severity of the worst patch that would mend it. */
function openCves(machine: MachineTruth): Map<string, string> {
  const severities = new Map<string, string>();
  for (const { cveIds, severity } of missing(machine)) {
    for (const id of cveIds) {
      const known = severities.get(id) ?? severity;
      severities.set(id, SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(known) ? severity : known);
    }
  }
  return severities;
}

function missingPatchRows(machines: MachineTruth[]): ListedRow[] {
  const all = machines.flatMap(missing).map((patch) => [patch.kbId, patch.classification, patch.severity]);
  return counted(all, (one) => ({ 'KB or package': one[0], Classification: one[1], Severity: one[2] }));
}

function openCveRows(machines: MachineTruth[]): ListedRow[] {
  const all = machines.flatMap((machine) => [...openCves(machine)]);
  return counted(all, (one) => ({ CVE: one[0], Severity: one[1] }));
}

/** How often each comes, the most first. */
function counted(all: string[][], cellsOf: (one: string[]) => Record<string, string>): ListedRow[] {
  return Object.entries(countWords(all, (one) => JSON.stringify(one))).map(([key, count]) => ({
    cells: { ...cellsOf(JSON.parse(key) as string[]), Nodes: grouped(count) },
    order: [-count],
  }));
}

function missingOn(machine: MachineTruth, truth: Truth): ListedRow[] {
  const scanned = patchReported(machine);
  return missing(machine).map(({ state, title, severity }) => ({
    cells: {
      State: state,
      Patch: title,
      Severity: severity,
      Node: machine.nodeId!,
      Name: displayName(machine),
      ...placeCells(machine, truth),
    },
    // Nothing was read before this scan.
    moments: { 'Missing since': scanned, Due: scanned! + daysFor(severity) * DAY_MS },
    order: [scanned!, title],
  }));
}

function openOn(machine: MachineTruth, truth: Truth): ListedRow[] {
  return [...openCves(machine)].map(([id, severity]) => ({
    cells: {
      CVE: id,
      Severity: severity,
      Node: machine.nodeId!,
      Name: displayName(machine),
      ...placeCells(machine, truth),
    },
    moments: { Scanned: patchReported(machine) },
    order: [severity, id],
  }));
}

function pendingReboots(truth: Truth): ListedRow[] {
  return truth.machines.flatMap((machine): ListedRow[] => {
    const { ssm, nextInstall } = machine;
    if (!ssm?.patch || ssm.patch.counts.InstalledPendingReboot === 0) {
      return [];
    }
    return [
      {
        cells: {
          Node: displayName(machine),
          ID: machine.nodeId!,
          Patches: grouped(ssm.patch.counts.InstalledPendingReboot),
          ...placeCells(machine, truth),
        },
        moments: { 'Last operation': ssm.patch.endedAt, 'Next run': nextInstall?.at ?? null },
        order: [ssm.patch.endedAt],
      },
    ];
  });
}

/** Whatever comes next for a machine is listed in its place, with no fewer nodes than it comes next for; in order of time. */
function patchRuns(truth: Truth): PanelCheck {
  const next = countBy(
    truth.machines.filter(({ nextInstall }) => nextInstall),
    (machine) => JSON.stringify({ Name: machine.nextInstall!.by, ...placeCells(machine, truth) })
  );
  return async (panel) => {
    const shown = await panel.table().rows();
    const complaints = [...next].flatMap(([key, least]) => {
      const sought = Object.entries(JSON.parse(key) as Record<string, string>);
      const runs = shown.filter((row) => sought.every(([title, text]) => row[title] === text));
      const first = runs[0];
      return !first || first.Run === ''
        ? [`not listed with a run: ${key}`]
        : first.Nodes !== '' && Number(first.Nodes.replaceAll(',', '')) < least
          ? [`${key} reaches ${first.Nodes}, and comes next for ${least}`]
          : [];
    });
    const misplaced = shown.flatMap((row, index) =>
      index > 0 && shown[index - 1].Run === '' && row.Run !== '' ? [`stands too low: ${row.Name}`] : []
    );
    return { shown: `${shown.length} rows`, complaints: [...few(complaints), ...few(misplaced)] };
  };
}
