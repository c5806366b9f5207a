import { FieldType } from '@grafana/data';
import { MOST_LEVELS, type FleetMapOptions } from '../options';
import { findColumn, type Column, type NodeTable } from './column';

/** Which column plays which part. */
export interface Roles {
  identity?: Column;
  label?: Column;
  levels: Column[];
  fill?: Column;
  size?: Column;
  order?: Column;
}

/** Names under which identities go in common data sources, the surest first. */
const IDENTITIES = [
  'nodeId',
  'instanceId',
  'InstanceId',
  'resourceId',
  'id',
  'instance',
  'host',
  'hostname',
  'nodename',
  'node',
  'name',
  'Name',
];
const LABELS = ['name', 'Name', 'hostname', 'host'];
/** What a fleet is grouped by where nobody says: each place by the first name that there is. */
const PLACES = [
  ['accountName', 'account', 'subscription', 'project', 'cluster', 'job'],
  ['region', 'location', 'zone'],
];
const STATUSES = ['patchStatus', 'patchBucket', 'pingStatus', 'associationStatus', 'status', 'state'];

const PARTS = {
  identity: 'Identity',
  label: 'Label',
  fillBy: 'Colour by',
  sizeBy: 'Size by',
  orderBy: 'Order by',
} as const;

/** The column that says who a node is; undefined where the rows themselves are all that there is. */
export function identityColumn(table: NodeTable, chosen: string | undefined): Column | undefined {
  return (chosen && findColumn(table, chosen)) || named(table, IDENTITIES) || table.columns.find(isText);
}

/** Who plays which part: what the options say, else what fits best. What the options name and the data lacks is told. */
export function chooseRoles(table: NodeTable, options: FleetMapOptions): { roles: Roles; complaints: string[] } {
  const complaints: string[] = [];
  const chosen = (part: keyof typeof PARTS): Column | undefined => {
    const name = options[part];
    const column = name ? findColumn(table, name) : undefined;
    if (name && !column) {
      complaints.push(missing(PARTS[part], name, table));
    }
    return column;
  };

  chosen('identity');
  const identity = identityColumn(table, options.identity);
  const label = chosen('label') ?? named(table, LABELS) ?? identity;
  const levels = chooseLevels(table, options, complaints);
  const taken = new Set([identity, label, ...levels]);
  const fill = chosen('fillBy') ?? bestFill(table, taken);
  const size = chosen('sizeBy');
  if (size && size.field.type !== FieldType.number) {
    complaints.push(
      `Size by: "${size.title}" holds no numbers, so all cells are the same size. Choose a number field.`
    );
  }
  return {
    roles: {
      identity,
      label,
      levels,
      fill,
      size: size?.field.type === FieldType.number ? size : undefined,
      order: chosen('orderBy'),
    },
    complaints,
  };
}

function chooseLevels(table: NodeTable, { grouped, groupBy }: FleetMapOptions, complaints: string[]): Column[] {
  if (grouped === false) {
    return [];
  }
  if (!groupBy?.length) {
    return PLACES.flatMap((names) => named(table, names) ?? []);
  }
  if (groupBy.length > MOST_LEVELS) {
    complaints.push(`Group by: only the first ${MOST_LEVELS} of ${groupBy.length} fields are used.`);
  }
  return groupBy.slice(0, MOST_LEVELS).flatMap((name) => {
    const column = findColumn(table, name);
    if (!column) {
      complaints.push(missing('Group by', name, table));
    }
    return column ?? [];
  });
}

/** A known status, else whatever somebody has given words or colours to, else a number, else a text that is not yet seen. */
function bestFill(table: NodeTable, taken: Set<Column | undefined>): Column | undefined {
  const free = table.columns.filter((column) => !taken.has(column) && column.field.type !== FieldType.time);
  return (
    named({ ...table, columns: free }, STATUSES) ??
    free.find(({ field }) => field.config.mappings?.length) ??
    free.find(({ field }) => field.type === FieldType.number) ??
    free[0]
  );
}

function named({ columns }: NodeTable, names: string[]): Column | undefined {
  return names.map((name) => columns.find((column) => column.name === name)).find(Boolean);
}

function isText({ field }: Column): boolean {
  return field.type === FieldType.string;
}

function missing(part: string, name: string, { columns }: NodeTable): string {
  const some = columns.slice(0, 5).map(({ title }) => title);
  const more = columns.length > some.length ? ' ...' : '';
  return `${part}: the data has no field "${name}". It has ${some.join(', ')}${more}. Choose another in the panel's options.`;
}
