import type { Filter } from '../datasource/query';
import type { ListColumn } from './listPanel';

/** What is in the accounts and Regions that the page's variables choose. */
export const PLACE: Filter[] = [
  { field: 'accountName', op: 'in', value: ['$account'] },
  { field: 'region', op: 'in', value: ['$region'] },
];

export const PLACE_COLUMNS: ListColumn[] = [
  { name: 'accountName', title: 'Account', width: 124 },
  { name: 'region', title: 'Region', width: 84 },
];
