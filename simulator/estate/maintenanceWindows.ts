import { accounts } from './accounts';
import { type Machine, type MaintenanceWindow, type PatchGroup } from './machine';
import { Random } from './random';
import { registerWork } from './windowWork';

const day = 24 * 3600_000;

/** By the beginning of a patch group's name; the first that fits. */
const weekly: Array<[group: string, schedule: string, timezone: string | null, offset: number | null]> = [
  ['windows-prod', 'cron(0 22 ? * TUE#2 *)', 'Europe/Berlin', 3],
  ['windows', 'cron(0 20 ? * TUE#2 *)', 'Europe/Berlin', 1],
  ['linux-prod', 'cron(0 2 ? * SUN *)', 'Europe/Berlin', null],
  ['', 'cron(0 3 ? * SAT *)', null, null],
];

/**
 * In each account and Region one for each patch group, which patches its nodes, and others: some that somebody has disabled, one
 * whose time is over, one whose time never comes, one that runs every twelve hours, one that only scans. By name.
 */
export function makeMaintenanceWindows(
  groups: PatchGroup[],
  machines: Machine[],
  seed: number,
  madeAt: number
): MaintenanceWindow[] {
  return accounts.flatMap(({ id: account, regions }) =>
    regions.flatMap((region) => {
      const random = new Random(seed, 'maintenance windows', account, region);
      const names = groups.filter((each) => each.account === account && each.region === region);
      const patching = [...new Set(names.map(({ patchGroup }) => patchGroup))].map((group) => {
        const [, schedule, timezone, offset] = weekly.find(([beginning]) => group.startsWith(beginning))!;
        const description = `Installs the patches of ${group}`;
        return { name: `patch-${group}`, description, schedule, timezone, offset, duration: 4, cutoff: 1 };
      });
      return [...patching, ...others(madeAt)]
        .map((template): MaintenanceWindow => ({
          windowId: `mw-0${random.hex(16)}`,
          account,
          region,
          enabled: true,
          startsAt: null,
          endsAt: null,
          createdAt: madeAt - random.int(100, 800) * day,
          targets: [],
          tasks: [],
          ...template,
        }))
        .map((window) => registerWork(window, machines, seed))
        .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
    })
  );
}

type Template = Pick<
  MaintenanceWindow,
  'name' | 'description' | 'schedule' | 'timezone' | 'offset' | 'duration' | 'cutoff'
> &
  Partial<MaintenanceWindow>;

function others(madeAt: number): Template[] {
  const plain = { description: null, timezone: null, offset: null };
  return [
    { ...plain, name: 'Restart-Workers', schedule: 'rate(12 hours)', duration: 1, cutoff: 0 },
    { ...plain, name: 'Database-Upgrade', schedule: 'cron(0 1 ? * MON *)', duration: 6, cutoff: 2, enabled: false },
    {
      ...plain,
      name: 'Data-Centre-Move',
      description: 'Moved the Paris data centre',
      schedule: 'cron(0 0 ? * SAT *)',
      timezone: 'Europe/Paris',
      duration: 24,
      cutoff: 3,
      startsAt: madeAt - 90 * day,
      endsAt: madeAt - 30 * day,
    },
    {
      ...plain,
      name: 'Patch-Databases',
      schedule: 'cron(0 4 ? * SUN *)',
      timezone: 'Europe/Paris',
      duration: 3,
      cutoff: 1,
    },
    { ...plain, name: 'Patch-Decommissioned', schedule: 'cron(0 4 ? * THU *)', duration: 2, cutoff: 1 },
    { ...plain, name: 'Patch-Leap-Day', schedule: 'cron(0 2 31 2 ? *)', duration: 2, cutoff: 1 },
    { ...plain, name: 'Patch-Paused', schedule: 'cron(0 2 ? * MON *)', duration: 2, cutoff: 1, enabled: false },
    { ...plain, name: 'Scan-Everything', schedule: 'cron(0 5 ? * SUN *)', duration: 3, cutoff: 1 },
  ];
}
