import { ReduceDataOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { Filter } from '../datasource/query';
import { BAD } from '../statuses';
import { leadsTo, nodesWhere, of, type PanelLink, textOf } from './addresses';
import { alarmAboveZero, baseStat } from './answerStat';
import { fleetTarget } from './fleetTarget';
import { NONE_IN_WORDS, OWNER } from './owner';

/** Patches that someone has to do something about. */
export const IN_TROUBLE: Filter = { field: 'patchStatus', op: 'in', value: ['failed', 'missing'] };

const PLACE = ['accountName', 'region'];

/** What is worst: the place and the owner with most nodes in trouble. */
export function worstNow(filters: Filter[]) {
  return baseStat('Worst now: nodes in trouble')
    .description(
      'The account and Region, and the owner, with the most nodes in trouble: whose patches failed or are missing.'
    )
    .withTarget(most('place', PLACE, filters))
    .withTarget(most('owner', [OWNER], filters))
    .transformations([{ id: 'limit', options: { limitField: 1 } }])
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(true).fields(''))
    .overrides([
      { matcher: { id: 'byName', options: OWNER }, properties: [NONE_IN_WORDS] },
      figure('place', PLACE, nodesWhere([IN_TROUBLE], { account: of(0), region: of(1) })),
      figure('owner', [OWNER], nodesWhere([IN_TROUBLE, { field: OWNER, op: '=', value: of(0) }])),
    ]);
}

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

/** Named by what its row is about, and a link to those nodes. */
function figure(refId: string, fields: string[], link: PanelLink) {
  return {
    matcher: { id: 'byFrameRefID', options: refId },
    properties: [
      { id: 'displayName', value: fields.map((_, place) => textOf(place)).join(', ') },
      alarmAboveZero(BAD),
      leadsTo(link),
    ],
  };
}
