import type { Filter } from '../datasource/query';
import { baseStat } from './answerStat';
import { CPU } from './enrichments';
import { fleetTarget } from './fleetTarget';

/** The share of all known nodes that are compliant on young evidence; the unknown stand beside it. */
export function patched(filters: Filter[], link: string) {
  return baseStat('Patched', link)
    .withTarget(
      fleetTarget({
        resource: 'nodes',
        view: 'count',
        groupBy: ['patchStatus'],
        pivot: 'patchStatus',
        total: true,
        filters,
      })
    )
    .transformations([
      {
        id: 'calculateField',
        options: {
          mode: 'binary',
          alias: 'share',
          binary: {
            left: { matcher: { id: 'byName', options: 'compliant' } },
            operator: '/',
            right: { matcher: { id: 'byName', options: 'total' } },
          },
        },
      },
      { id: 'filterFieldsByName', options: { include: { names: ['share', 'unknown', 'neverReported'] } } },
      { id: 'organize', options: { indexByName: { share: 0, unknown: 1, neverReported: 2 } } },
    ])
    .overrides([
      {
        matcher: { id: 'byName', options: 'share' },
        properties: [
          { id: 'displayName', value: 'of known nodes' },
          { id: 'unit', value: 'percentunit' },
          { id: 'decimals', value: 1 },
        ],
      },
      { matcher: { id: 'byName', options: 'unknown' }, properties: [{ id: 'displayName', value: 'unknown' }] },
      {
        matcher: { id: 'byName', options: 'neverReported' },
        properties: [{ id: 'displayName', value: 'never reported' }],
      },
    ]);
}

/** Nodes that are online in Systems Manager and that no other source has CPU metrics of. */
export function blindSpots(filters: Filter[], link: string) {
  return baseStat('Blind spots', link)
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: {
          left: { columns: ['nodeId'], filters: [...filters, { field: 'pingStatus', op: '=', value: 'Online' }] },
          enrichments: CPU,
          output: 'report',
        },
      })
    )
    .transformations([
      {
        id: 'filterByValue',
        options: {
          type: 'include',
          match: 'all',
          filters: [{ fieldName: 'outcome', config: { id: 'equal', options: { value: 'only in SSM' } } }],
        },
      },
    ])

    .overrides([
      {
        matcher: { id: 'byName', options: 'count' },
        properties: [
          { id: 'displayName', value: 'online, no metrics' },
          { id: 'noValue', value: 'not known' },
          {
            id: 'thresholds',
            value: {
              mode: 'absolute',
              steps: [
                { value: null, color: 'text' },
                { value: 1, color: 'orange' },
              ],
            },
          },
        ],
      },
    ]);
}
