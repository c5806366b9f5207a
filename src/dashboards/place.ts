import type { Filter } from '../datasource/query';
import type { ListColumn } from './listPanel';

/**
 * What is in the accounts and Regions that the page's variables choose. On Fleet overview whatever else narrows the page is an ad
 * hoc filter, which needs no place until it is used.
 */
export const PLACE: Filter[] = [
  { field: 'accountName', op: 'in', value: ['$account'] },
  { field: 'region', op: 'in', value: ['$region'] },
];

export const PLACE_COLUMNS: ListColumn[] = [
  { name: 'accountName', title: 'Account', width: 128 },
  { name: 'region', title: 'Region', width: 84 },
];
