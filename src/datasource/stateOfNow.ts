import { dateTimeFormat, type DataFrame, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import { schemaOf } from '../schema/schema';
import type { FleetMeta, FleetQuery } from './query';

/** A time range that ends less than this before now still means now. Milliseconds. */
const STILL_NOW = 5 * 60_000;

/**
 * Says in answers to a request for the past that they are of now all the same: AWS keeps no history of a fleet. Raw series
 * of a join, and what happened, are those of the range that was asked for.
 */
export function ofNow(
  { range, timezone }: DataQueryRequest<FleetQuery>,
  { resource, join }: FleetQuery
): (answer: DataQueryResponse) => DataQueryResponse {
  const isOfTheRange = resource === 'join' ? join?.output === 'series' : schemaOf(resource).time !== undefined;
  if (isOfTheRange || !range || range.to.valueOf() > Date.now() - STILL_NOW) {
    return (answer) => answer;
  }
  const at = (time: number): string => dateTimeFormat(time, { timeZone: timezone });
  const end = at(range.to.valueOf());
  const told = (frame: DataFrame): DataFrame => {
    const asOf = (frame.meta?.custom as Partial<FleetMeta> | undefined)?.asOf;
    const state = asOf ? `the state as of ${at(asOf)}` : 'the present state';
    return withInfo(frame, `This is ${state}, not that of the time range, which ends at ${end}.`);
  };
  return (answer) => ({ ...answer, data: (answer.data as DataFrame[]).map(told) });
}

/** A panel's header shows one notice of each severity: so it goes into the one that is there. */
function withInfo(frame: DataFrame, text: string): DataFrame {
  const notices = frame.meta?.notices ?? [];
  const infos = notices.filter(({ severity }) => severity === 'info').map((info) => info.text);
  const others = notices.filter(({ severity }) => severity !== 'info');
  return {
    ...frame,
    meta: { ...frame.meta, notices: [...others, { severity: 'info', text: [text, ...infos].join(' ') }] },
  };
}
