import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { AnnotationQuery } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter } from '../datasource/query';
import { RESOURCES } from '../schema/schema';
import { SOURCE } from './fleetTarget';

const COLUMNS = { time: 'patchOperationStart', timeEnd: 'patchOperationEnd', text: 'patchOperation' };

/** Marks on all graphs from when to when the last patch operation ran: AWS keeps no earlier one. */
export function patchOperations(filters: Filter[]): Builder<AnnotationQuery> {
  const labelOf = (name: string) => RESOURCES.nodes.columns.find((column) => column.name === name)!.label;
  const mappings = Object.entries(COLUMNS).map(([key, name]) => [key, { source: 'field', value: labelOf(name) }]);
  const target = { refId: 'Anno', resource: 'nodes', view: 'table', columns: Object.values(COLUMNS), filters };
  return {
    build: () =>
      ({
        name: 'Last patch operation',
        datasource: SOURCE,
        enable: true,
        hide: false,
        iconColor: 'blue',
        target,
        mappings: Object.fromEntries(mappings),
      }) as unknown as AnnotationQuery,
  };
}
