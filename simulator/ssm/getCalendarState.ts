import { type GetCalendarStateRequest, type GetCalendarStateResponse } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { calendarState } from '../estate/patchAssociations';
import { required, timestamp } from './input';
import { ssmError } from './ssmError';
import { type SsmWorld } from './ssmWorld';

/** Open where all of the calendars are, at a moment or now, and when that changes. */
export function getCalendarState({ estate }: SsmWorld) {
  return (input: GetCalendarStateRequest, call: AwsCall): GetCalendarStateResponse => {
    const names = required(input.CalendarNames, 'calendarNames');
    const at = input.AtTime === undefined ? Date.now() : timestamp(input.AtTime, 'atTime');
    const states = names.map((name) => {
      const found = estate.changeCalendars.find(
        (each) => each.name === name && each.account === call.account && each.region === call.region
      );
      if (!found) {
        throw ssmError('InvalidDocument', `Document with name ${name} does not exist.`);
      }
      return calendarState(found, at);
    });
    const changes = states.flatMap(({ changesAt }) => changesAt ?? []);
    return {
      State: states.every(({ isOpen }) => isOpen) ? 'OPEN' : 'CLOSED',
      AtTime: inSeconds(at),
      NextTransitionTime: changes.length > 0 ? inSeconds(Math.min(...changes)) : undefined,
    };
  };
}

/** `2026-11-21T12:00:00Z` */
function inSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
