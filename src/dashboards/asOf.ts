import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { Filter } from '../datasource/query';
import { findColumn } from '../schema/schema';
import { WARNING } from '../statuses';
import { leadsTo, readingsWhere } from './addresses';
import { alarmAboveZero, baseStat } from './answerStat';
import { fleetTarget } from './fleetTarget';

const UNREAD = ['failed', 'stale', 'late'];

/** As of when the page is, and whether anything could not be read: each a link to what is read, the worst first. */
export function asOf(filters: Filter[]) {
  const ofTargets = filters.filter(({ field }) => findColumn('targets', field));
  return baseStat('As of')
    .description(
      'The age of the oldest reading that this page is made of, and how many readings, each of one operation in one ' +
        'account and Region, failed or are out of date.'
    )
    .withTarget(fleetTarget({ refId: 'age', resource: 'targets', view: 'table', columns: ['age'], filters: ofTargets }))
    .withTarget(
      fleetTarget({
        refId: 'unread',
        resource: 'targets',
        view: 'count',
        filters: [...ofTargets, { field: 'state', op: 'in', value: UNREAD }],
      })
    )
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['max']).values(false).fields(''))
    .overrides([
      {
        matcher: { id: 'byFrameRefID', options: 'age' },
        properties: [
          { id: 'displayName', value: 'oldest reading, ago' },
          { id: 'noValue', value: 'unknown' },
          leadsTo(readingsWhere({})),
        ],
      },
      {
        matcher: { id: 'byFrameRefID', options: 'unread' },
        properties: [
          { id: 'displayName', value: 'not read or out of date' },
          alarmAboveZero(WARNING),
          leadsTo(readingsWhere({ state: UNREAD.join('&var-state=') })),
        ],
      },
    ]);
}
