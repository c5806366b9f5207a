import { accounts } from './accounts';
import { type Association, type ChangeCalendar } from './machine';
import { Random } from './random';

const day = 24 * 3600_000;

/** By name: what installs patches without a maintenance window, on the machines of an application. */
const templates = [
  { name: 'AWS-QuickSetup-PatchPolicy-InstallPatches-LA', application: 'directory', schedule: 'cron(0 1 ? * SAT *)' },
  { name: 'Patch-Checkout', application: 'checkout', schedule: 'cron(0 23 ? * FRI *)', calendar: 'Checkout-Freeze' },
  { name: 'Patch-Crm', application: 'crm', schedule: 'cron(0 4 ? * WED *)', calendar: 'Crm-Closed' },
];

/** In each account and Region a patch policy's association and two under change calendars. All were made today, and wait for their first run. */
export function makePatchAssociations(seed: number, madeAt: number): Association[] {
  return accounts.flatMap(({ id: account, regions }) =>
    regions.flatMap((region) => {
      const random = new Random(seed, 'patch associations', account, region);
      return templates.map(({ name, application, schedule, calendar }): Association => ({
        associationId: random.uuid(),
        associationName: calendar ? name : `${name}-${random.hex(5)}`,
        associationVersion: '1',
        documentName: 'AWS-RunPatchBaseline',
        documentVersion: '$DEFAULT',
        account,
        region,
        targets: [{ Key: 'tag:Application', Values: [application] }],
        targetMaps: [],
        parameters: { Operation: ['Install'], RebootOption: ['RebootIfNeeded'] },
        complianceSeverity: 'UNSPECIFIED',
        scheduleExpression: schedule,
        createdAt: madeAt - random.int(1, 20) * 60_000,
        lastExecutedAt: null,
        applyOnlyAtCronInterval: true,
        duration: 3,
        ...(calendar && { calendarNames: [calendar] }),
      }));
    })
  );
}

/** One that is closed for some days yet, and one that nobody opens. */
export function makeChangeCalendars(madeAt: number): ChangeCalendar[] {
  // Calendars know of no seconds.
  const today = Math.floor(madeAt / 60_000) * 60_000;
  return accounts.flatMap(({ id: account, regions }) =>
    regions.flatMap((region): ChangeCalendar[] => [
      {
        name: 'Checkout-Freeze',
        account,
        region,
        closedByDefault: false,
        events: [{ from: today - 2 * day, to: today + 9 * day }],
      },
      { name: 'Crm-Closed', account, region, closedByDefault: true, events: [] },
    ])
  );
}

/** Whether a calendar is open at a moment, and when that changes next; null where it never does. */
export function calendarState({ closedByDefault, events }: ChangeCalendar, at: number) {
  const isInEvent = events.some(({ from, to }) => from <= at && at < to);
  const changes = events.flatMap(({ from, to }) => [from, to]).filter((change) => change > at);
  return { isOpen: isInEvent === closedByDefault, changesAt: changes.length > 0 ? Math.min(...changes) : null };
}
