import type { Filter } from '../datasource/query';

/** The nodes that should be heard: those whose agent is connected. */
export const ONLINE: Filter = { field: 'pingStatus', op: '=', value: 'Online' };
