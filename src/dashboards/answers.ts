import type { Filter } from '../datasource/query';
import { inWords, PATCH_STATUSES, WARNING } from '../statuses';
import { leadsTo, NO_METRICS_PANEL, nodesWhere } from './addresses';
import { alarmAboveZero, baseStat } from './answerStat';
import { CPU } from './enrichments';
import { fleetTarget } from './fleetTarget';
import { ONLINE } from './online';

/** The share of all known nodes that are compliant on young evidence; the unknown stand beside it. */
export function patched(filters: Filter[]) {
  return baseStat('Patched')
    .description(
      'The share of all known nodes that are compliant, on a patch result that is not stale. Beside it those of which nobody ' +
        'can say: unknown, and never reported to Systems Manager.'
    )
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
            // By what it is called: that alone is what this transformation knows a field by.
            left: { matcher: { id: 'byName', options: called('compliant') } },
            operator: '/',
            right: { matcher: { id: 'byName', options: 'total' } },
          },
        },
      },
      { id: 'filterFieldsByName', options: { include: { names: ['share', 'unknown', 'neverReported'] } } },
      {
        id: 'organize',
        options: { indexByName: { share: 0, [called('unknown')]: 1, [called('neverReported')]: 2 } },
      },
    ])
    .overrides([
      {
        matcher: { id: 'byName', options: 'share' },
        properties: [
          { id: 'displayName', value: 'of known nodes' },
          { id: 'unit', value: 'percentunit' },
          { id: 'decimals', value: 1 },
          leadsTo(nodesWhere([ofStatus('compliant')])),
        ],
      },
      {
        matcher: { id: 'byName', options: 'unknown' },
        properties: [{ id: 'displayName', value: 'unknown' }, leadsTo(nodesWhere([ofStatus('unknown')]))],
      },
      {
        matcher: { id: 'byName', options: 'neverReported' },
        properties: [{ id: 'displayName', value: 'never reported' }, leadsTo(nodesWhere([ofStatus('neverReported')]))],
      },
    ]);
}

function called(value: string): string {
  return inWords(PATCH_STATUSES.find((status) => status.value === value)!);
}

function ofStatus(value: string): Filter {
  return { field: 'patchStatus', op: '=', value };
}

/** Nodes that are online in Systems Manager and that no other source has CPU metrics of. */
export function withoutMetrics(filters: Filter[]) {
  return baseStat('No metrics')
    .description(
      'Blind spots: nodes whose SSM Agent is online and that no other data source has CPU metrics of. Unknown while one of ' +
        'the data sources does not answer.'
    )
    .withTarget(
      fleetTarget({
        resource: 'join',
        view: 'table',
        join: { left: { columns: ['nodeId'], filters: [...filters, ONLINE] }, enrichments: CPU, output: 'report' },
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
          { id: 'displayName', value: 'online nodes' },
          { id: 'noValue', value: 'unknown' },
          alarmAboveZero(WARNING),
          leadsTo(nodesWhere([], {}, NO_METRICS_PANEL)),
        ],
      },
    ]);
}
