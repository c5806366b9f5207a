import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { Filter } from '../datasource/query';
import { findColumn } from '../schema/schema';
import { leadsTo, nodesWhere, of, type PanelLink, readingsWhere } from './addresses';
import { alarmAboveZero, baseStat } from './answerStat';
import { fleetTarget } from './fleetTarget';
import { NONE_IN_WORDS, OWNER } from './owner';

/** Patches that someone has to do something about. */
export const IN_TROUBLE: Filter = { field: 'patchStatus', op: 'in', value: ['failed', 'missing'] };

/** What is worst, and as of when: the place and the owner with most nodes in trouble, and what the page was read from. */
export function worstNow(filters: Filter[]) {
  const places = ['accountName', 'region'];
  const ofTargets = filters.filter(({ field }) => findColumn('targets', field));
  return baseStat('Worst now')
    .description(
      'The account and Region, and the owner, with the most nodes in trouble: whose patches failed or are missing. Then the age of the ' +
        'oldest reading that this page is made of, and how many account, Region and operation combinations could not be ' +
        'read or are out of date.'
    )
    .withTarget(most('place', places, filters))
    .withTarget(most('owner', [OWNER], filters))
    .withTarget(
      fleetTarget({
        refId: 'age',
        resource: 'targets',
        view: 'table',
        columns: ['age'],
        filters: ofTargets,
        orderBy: [{ field: 'age', desc: true }],
      })
    )
    .withTarget(
      fleetTarget({
        refId: 'unread',
        resource: 'targets',
        view: 'count',
        filters: [...ofTargets, { field: 'state', op: 'in', value: UNREAD }],
      })
    )
    .transformations([{ id: 'limit', options: { limitField: 1 } }])
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(true).fields(''))
    .overrides([
      { matcher: { id: 'byName', options: OWNER }, properties: [NONE_IN_WORDS] },
      figure('place', `Worst: ${places.map(text).join(', ')}`, [
        alarmAboveZero('red'),
        leadsTo(inTrouble({ account: of('accountName'), region: of('region') })),
      ]),
      figure('owner', `Worst owner: ${text(OWNER)}`, [alarmAboveZero('red'), leadsTo(inTrouble({ owner: of(OWNER) }))]),
      figure('age', 'Age of the oldest reading', [leadsTo(readingsWhere({}))]),
      figure('unread', 'Not read or out of date', [
        alarmAboveZero('orange'),
        leadsTo(readingsWhere({ state: UNREAD.join('&var-state=') })),
      ]),
    ]);
}

const UNREAD = ['failed', 'stale', 'late'];

function most(refId: string, groupBy: string[], filters: Filter[]) {
  return fleetTarget({
    refId,
    resource: 'nodes',
    view: 'count',
    groupBy,
    filters: [...filters, IN_TROUBLE],
    orderBy: [{ field: 'count', desc: true }],
  });
}

function inTrouble(choices: Record<string, string>): PanelLink {
  return nodesWhere([IN_TROUBLE], choices);
}

function text(field: string): string {
  return `\${__data.fields["${field}"]}`;
}

function figure(refId: string, displayName: string, properties: Array<{ id: string; value: unknown }>) {
  return {
    matcher: { id: 'byFrameRefID', options: refId },
    properties: [{ id: 'displayName', value: displayName }, ...properties],
  };
}
