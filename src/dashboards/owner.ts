import { NONE } from '../datasource/query';
import { adHocParameter, FLEET_OVERVIEW_UID, leadsTo, of } from './addresses';

/** Who is responsible for a node, as its tag says. */
export const OWNER = 'tag:Owner';
/** What its column is called. */
export const OWNER_TITLE = 'Owner';

/** Nodes without the tag are not left out, and can be chosen as any other owner's. */
export const NONE_IN_WORDS = {
  id: 'mappings',
  value: ['null', 'empty'].map((match) => ({ type: 'special', options: { match, result: { text: NONE } } })),
};

/** A team's own view of the fleet. */
export const TO_OWNERS_VIEW = leadsTo({
  title: 'Show this owner’s nodes',
  url: `/d/${FLEET_OVERVIEW_UID}?\${source:queryparam}&${adHocParameter({ field: OWNER, op: '=', value: of(OWNER_TITLE) })}&\${__url_time_range}`,
});
