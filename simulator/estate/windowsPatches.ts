import { type PatchItem } from './machine';

export type CataloguePatch = Pick<PatchItem, 'title' | 'kbId' | 'classification' | 'severity' | 'cveIds'> & {
  releasedAt: number;
};

/** The versions of Windows, by what Microsoft's titles and AWS's products call them. */
export const windowsProducts: Record<string, { title: string; product: string }> = {
  '10.0.14393': { title: 'Windows Server 2016 for x64-based Systems', product: 'WindowsServer2016' },
  '10.0.17763': { title: 'Windows Server 2019 for x64-based Systems', product: 'WindowsServer2019' },
  '10.0.20348': {
    title: 'Microsoft server operating system version 21H2 for x64-based Systems',
    product: 'WindowsServer2022',
  },
};

const catalogues = new Map<string, CataloguePatch[]>();

/**
 * A year of Microsoft's monthly updates for one version of Windows, the newest first. KB numbers and CVE ids are made,
 * in the ranges that Microsoft's own were in (some 1,250 KB numbers a month since KB5034000 in January 2024).
 */
export function windowsCatalogue(version: string, now: number): CataloguePatch[] {
  const newest = lastPatchTuesday(now);
  const key = `${version} ${newest.toISOString()}`;
  const known = catalogues.get(key);
  if (known) {
    return known;
  }
  const { title: product } = windowsProducts[version];
  const offset = Object.keys(windowsProducts).indexOf(version) * 17;
  const patches: CataloguePatch[] = [];
  for (let back = 0; back < 12; back++) {
    const released = patchTuesday(newest.getUTCFullYear(), newest.getUTCMonth() - back);
    const year = released.getUTCFullYear();
    const month = `${year}-${String(released.getUTCMonth() + 1).padStart(2, '0')}`;
    const base = 5034000 + ((year - 2024) * 12 + released.getUTCMonth()) * 1250 + offset;
    const cve = (n: number) => `CVE-${year}-${20000 + released.getUTCMonth() * 2500 + offset * 3 + n}`;
    const add = (kb: number, what: string, classification: string, severity: string, cveIds: string[]) =>
      patches.push({
        title: `${month} ${what} for ${product} (KB${base + kb})`,
        kbId: `KB${base + kb}`,
        classification,
        severity,
        cveIds,
        releasedAt: released.getTime(),
      });
    add(129, 'Cumulative Update', 'SecurityUpdates', 'Critical', [cve(7), cve(31), cve(58)]);
    if (back % 2 === 0) {
      add(274, 'Cumulative Update for .NET Framework 3.5, 4.7.2 and 4.8', 'SecurityUpdates', 'Important', [cve(102)]);
    }
    if (back % 3 === 0) {
      add(611, 'Servicing Stack Update', 'CriticalUpdates', 'Critical', []);
    }
  }
  patches.push({
    title: `Windows Malicious Software Removal Tool x64 - ${newest.toISOString().slice(0, 7)} (KB890830)`,
    kbId: 'KB890830',
    classification: 'UpdateRollups',
    severity: 'Unspecified',
    cveIds: [],
    releasedAt: newest.getTime(),
  });
  catalogues.set(key, patches);
  return patches;
}

/** Microsoft releases on the second Tuesday of a month. */
function patchTuesday(year: number, month: number): Date {
  const first = new Date(Date.UTC(year, month, 1, 17));
  const untilTuesday = (9 - first.getUTCDay()) % 7;
  return new Date(Date.UTC(year, month, 1 + untilTuesday + 7, 17));
}

function lastPatchTuesday(now: number): Date {
  const date = new Date(now);
  const thisMonth = patchTuesday(date.getUTCFullYear(), date.getUTCMonth());
  return thisMonth.getTime() <= now ? thisMonth : patchTuesday(date.getUTCFullYear(), date.getUTCMonth() - 1);
}
