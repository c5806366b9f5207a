import { hourlyCommand } from './hourlyCommand';
import { libraryPackages, linuxPackages, packageArchitecture, releasedAt } from './linuxPackages';
import { type OperatingSystem, type PatchBaseline, type PatchFacts, type PatchItem } from './machine';
import { Random } from './random';
import { type CataloguePatch, windowsCatalogue } from './windowsPatches';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Outcome = 'compliant' | 'missing' | 'failed' | 'rejected' | 'pendingReboot' | 'securityAvailable';

/** Baselines approve a patch so long after its release, and before that nothing is missing: what AWS's predefined ones do. */
const APPROVED_AFTER = 7 * day;

/** What a mostly healthy fleet looks like. Only Windows knows available security updates. */
const outcomes: Record<'windows' | 'other', Array<readonly [Outcome, number]>> = {
  windows: [
    ['compliant', 55],
    ['missing', 18],
    ['failed', 4],
    ['rejected', 2],
    ['pendingReboot', 6],
    ['securityAvailable', 15],
  ],
  other: [
    ['compliant', 71],
    ['missing', 18],
    ['failed', 4],
    ['rejected', 2],
    ['pendingReboot', 5],
  ],
};

/**
 * The outcome of the last patch operation on one machine, which ended before `lastHeardAt` (when it was last up and
 * heard). `seeds` tell the machine, the estate's own first.
 */
export function makePatchFacts(
  os: OperatingSystem,
  baseline: PatchBaseline,
  patchGroup: string,
  lastHeardAt: number,
  madeAt: number,
  seeds: Array<string | number>
): PatchFacts {
  const random = new Random(...seeds, 'patch');
  const outcome = random.weighted(outcomes[os.type === 'Windows' ? 'windows' : 'other']);
  // An Install lists no missing updates: what it could not install has failed.
  const operation = outcome === 'missing' || (outcome !== 'failed' && random.chance(0.7)) ? 'Scan' : 'Install';
  const age = random.weighted<[number, number]>([
    [[20 * minute, day], 88],
    [[2 * day, 6 * day], 5],
    [[8 * day, 20 * day], 3],
    [[38 * day, 43 * day], 4],
  ]);
  const endedAt = lastHeardAt - random.int(...age);
  const openPatches = makeOpenPatches(os, outcome, baseline, endedAt, madeAt, random);
  const installed = os.type === 'Windows' ? random.int(5, 14) : random.int(90, 220);
  const installedOther = os.type === 'Windows' ? random.int(0, 6) : random.int(20, 120);
  const counts: PatchFacts['counts'] = {
    Installed: installed,
    InstalledOther: installedOther,
    InstalledPendingReboot: 0,
    InstalledRejected: 0,
    Missing: 0,
    Failed: 0,
    AvailableSecurityUpdate: 0,
  };
  for (const patch of openPatches) {
    counts[patch.state]++;
  }
  const noReboot = outcome === 'pendingReboot' && operation === 'Install';
  const startedAt = endedAt - random.int(25_000, 240_000);
  const snapshotId = random.uuid();
  const rebootOption = noReboot || random.chance(0.2) ? 'NoReboot' : 'RebootIfNeeded';
  return withPatches(
    {
      operation,
      startedAt,
      endedAt,
      baselineId: baseline.baselineId,
      patchGroup,
      snapshotId,
      commandId: hourlyCommand(seeds[0], baseline, `${operation} ${rebootOption}`, startedAt).commandId,
      rebootOption,
      lastNoRebootInstallAt:
        outcome === 'pendingReboot' ? (noReboot ? endedAt : endedAt - random.int(1, 6) * day) : null,
      counts,
      openPatches,
      notApplicableCount: os.type === 'Windows' ? random.int(380, 1900) : random.int(150, 900),
    },
    os,
    madeAt,
    seeds
  );
}

/** Apart from the rest, so that the list's getter holds on to little. */
function withPatches(
  facts: Omit<PatchFacts, 'patches'>,
  os: OperatingSystem,
  madeAt: number,
  seeds: Array<string | number>
): PatchFacts {
  const { openPatches, counts, endedAt } = facts;
  return {
    ...facts,
    get patches() {
      const open = new Set(openPatches.map(({ kbId }) => kbId));
      const random = new Random(...seeds, 'installed patches');
      const known = availableUpdates(os, madeAt).filter(({ kbId }) => !open.has(kbId));
      // On Windows the oldest of the year are the ones that are in.
      known.sort((a, b) => a.releasedAt - b.releasedAt);
      return [...openPatches, ...installedPatches(os, known, counts.Installed, counts.InstalledOther, endedAt, random)];
    },
  };
}

function makeOpenPatches(
  os: OperatingSystem,
  outcome: Outcome,
  baseline: PatchBaseline,
  endedAt: number,
  madeAt: number,
  random: Random
): PatchItem[] {
  const securityIsNoBlemish = baseline.availableSecurityUpdatesComplianceStatus === 'COMPLIANT';
  if (outcome === 'compliant' && !(os.type === 'Windows' && securityIsNoBlemish && random.chance(0.1))) {
    return [];
  }
  const released = availableUpdates(os, madeAt).filter((patch) => patch.releasedAt < endedAt);
  const taken = random.shuffle([...released]).sort((a, b) => b.releasedAt - a.releasedAt);
  const security = taken.filter(({ classification }) => classification === 'SecurityUpdates');
  let next = 0;
  const take = (state: PatchItem['state'], count: number, from = taken): PatchItem[] =>
    from.slice(next, (next += count)).map((patch) => {
      const isMissing = state === 'Missing' || state === 'Failed';
      return {
        ...patch,
        state,
        installedAt: isMissing || state === 'AvailableSecurityUpdate' ? null : endedAt,
        // Patch Manager names CVEs for what isn't installed only.
        cveIds: isMissing ? patch.cveIds : [],
        missingSince: isMissing ? Math.min(patch.releasedAt + APPROVED_AFTER, endedAt) : null,
      };
    });
  switch (outcome) {
    case 'missing':
      return take('Missing', os.type === 'Windows' ? random.int(1, 4) : random.int(1, 14));
    case 'failed':
      return take('Failed', random.int(1, 2));
    case 'rejected':
      return take('InstalledRejected', random.int(1, 2));
    case 'pendingReboot':
      return take('InstalledPendingReboot', random.int(1, 3));
    case 'securityAvailable':
      return take('AvailableSecurityUpdate', random.int(1, 3), security);
    case 'compliant':
      return take('AvailableSecurityUpdate', 1, security);
  }
}

function availableUpdates(os: OperatingSystem, madeAt: number): CataloguePatch[] {
  if (os.type === 'Windows') {
    return windowsCatalogue(os.version, madeAt);
  }
  if (os.type === 'MacOS') {
    return [
      {
        title: `macOS ${os.version.split('.')[0]} Security Update`,
        kbId: `macOS-${os.version.split('.')[0]}-security-update`,
        classification: 'recommended',
        severity: '',
        cveIds: [],
        releasedAt: madeAt - 60 * day,
      },
    ];
  }
  const architecture = packageArchitecture(os);
  const year = new Date(madeAt).getUTCFullYear();
  return linuxPackages(os).map((pkg, i) => ({
    title: `${pkg.name}.${architecture}:${pkg.versions[pkg.versions.length - 1]}`,
    kbId: `${pkg.name}.${architecture}`,
    classification: pkg.classification,
    severity: pkg.severity,
    cveIds: Array.from({ length: pkg.cves }, (_, n) => `CVE-${year}-${21000 + i * 613 + n * 47}`),
    releasedAt: releasedAt(os, pkg, pkg.versions.length - 1, madeAt),
  }));
}

/** Installed ones come from the baseline's products; `other` ones were installed by someone else and carry no class. */
function installedPatches(
  os: OperatingSystem,
  known: CataloguePatch[],
  installed: number,
  other: number,
  endedAt: number,
  random: Random
): PatchItem[] {
  const packages = os.type === 'Windows' ? [] : libraryPackages(packageArchitecture(os));
  return Array.from({ length: installed + other }, (_, i): PatchItem => {
    const listed = i < installed;
    const patch = listed ? known[i] : undefined;
    const id = patch?.kbId ?? (os.type === 'Windows' ? `KB${4486000 + i * 9973}` : packages[i % packages.length]);
    const version = `${random.int(0, 6)}.${random.int(0, 30)}-${random.int(1, 9)}`;
    return {
      title: patch?.title ?? (os.type === 'Windows' ? '' : `${id}:${version}`),
      kbId: id,
      classification: patch?.classification ?? (listed ? 'Bugfix' : ''),
      severity: patch?.severity ?? (listed ? 'Low' : ''),
      state: listed ? 'Installed' : 'InstalledOther',
      installedAt: endedAt - random.int(1, 300) * day - random.int(0, 86_399) * 1000,
      cveIds: [],
      releasedAt: patch?.releasedAt ?? null,
      missingSince: null,
    };
  });
}
