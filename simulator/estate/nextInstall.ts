import { type Estate, type Machine, type MaintenanceWindow } from './machine';
import { calendarState } from './patchAssociations';
import { oncePerPlace, type Place } from './places';
import { isInGroup } from './resourceGroups';
import { nextExecution } from './windowSchedule';

const mostWeeks = 60;

type Targets = Array<{ Key: string; Values: string[] }>;

interface Install {
  at: number;
  by: string;
}

/** Gives what installs patches on a managed machine next after a moment, and when; null where nothing ever will. */
export function nextInstalls(estate: Estate, now: number): (machine: Machine) => Install | null {
  const coming = oncePerPlace(estate, (place) => comingIn(estate, place, now));
  return (machine) => {
    const its = machine.ssm
      ? coming(machine).filter(({ on }) => on.some((each) => isTarget(estate, machine, each)))
      : [];
    return its.length > 0 ? { at: its[0].at, by: its[0].by } : null;
  };
}

/** What installs patches in an account and Region, on what, the next one first. */
function comingIn(estate: Estate, place: Place, now: number): Array<Install & { on: Targets[] }> {
  const isHere = ({ account, region }: Place) => account === place.account && region === place.region;
  const windows = estate.maintenanceWindows
    .filter(isHere)
    .map((window) => ({ by: window.name, on: installedOn(window), at: nextExecution(window, now) }));
  const associations = estate.associations
    .filter((each) => isHere(each) && each.parameters.Operation?.[0] === 'Install')
    .map(({ associationName, targets, scheduleExpression, calendarNames = [] }) => {
      const calendars = estate.changeCalendars.filter((each) => isHere(each) && calendarNames.includes(each.name));
      return { by: associationName, on: [targets], at: nextOpen(scheduleExpression, calendars, now) };
    });
  return [...windows, ...associations]
    .filter((each): each is Install & { on: Targets[] } => each.at !== null)
    .sort((a, b) => a.at - b.at);
}

/** The targets on which a window installs patches; there may be none. */
function installedOn({ tasks, targets }: MaintenanceWindow): Targets[] {
  return tasks
    .filter(({ taskArn, parameters }) => taskArn === 'AWS-RunPatchBaseline' && parameters.Operation[0] === 'Install')
    .flatMap(({ windowTargetIds }) => targets.filter((target) => windowTargetIds.includes(target.windowTargetId)))
    .map((target) => target.targets);
}

function isTarget(estate: Estate, machine: Machine, targets: Targets): boolean {
  return targets.every(({ Key, Values }) => {
    if (Key === 'resource-groups:Name') {
      return estate.resourceGroups.some((group) => Values.includes(group.name) && isInGroup(machine, group));
    }
    if (Key === 'tag-key') {
      return Values.some((key) => machine.tags[key] !== undefined);
    }
    return Values.includes(machine.tags[Key.replace(/^tag:/, '')]);
  });
}

/** The first time of an association's schedule, which is in UTC, at which all calendars are open. */
function nextOpen(schedule: string, calendars: Estate['changeCalendars'], now: number): number | null {
  let at: number | null = now;
  for (let week = 0; week < mostWeeks; week++) {
    at = nextExecution(
      { enabled: true, schedule, timezone: null, offset: null, startsAt: null, endsAt: null, createdAt: 0 },
      at + 1
    );
    if (at === null || calendars.every((calendar) => calendarState(calendar, at!).isOpen)) {
      return at;
    }
  }
  return null;
}
