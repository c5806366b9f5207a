import type { FleetQuery, Operator } from '../datasource/query';
import type { SetName } from '../statuses';
import type { Resource } from './resource';
import schema from './schema.json';

export type ColumnType = 'string' | 'number' | 'boolean' | 'time';

/** A column of a resource, as pkg/fleet declares it. */
export interface Column {
  name: string;
  label: string;
  type: ColumnType;
  description: string;
  /** The closed set that the values are of, where there is one, and its members in their order. */
  set?: SetName;
  values?: string[];
  unit?: string;
  /** Shown where a query names no columns. */
  default?: boolean;
}

/** What people who ask for a resource are at, in the order in which the editor offers it. */
export const GROUPS = ['fleet', 'patches', 'configuration', 'operations', 'setup'] as const;
export type Group = (typeof GROUPS)[number];

/** What drill-downs are about. */
export type About = keyof typeof schema.namings;

/** How a query names one of what a drill-down is about. */
export interface Naming {
  /** "a managed node" */
  words: string;
  /** The query's member that names it. */
  key: 'nodeId' | 'id';
  /** Which lists them, by this column. */
  resource: Resource;
  column: string;
  label: string;
  example: string;
}

/** A text with which a resource is asked for, beside what it is about. */
export interface Argument {
  name: string;
  label: string;
  /** "an inventory type" */
  words: string;
  example: string;
  required?: boolean;
  /** Offered; other values are taken, too. */
  choices?: string[];
}

export const NAMINGS = schema.namings as Record<About, Naming>;

/** A question that people ask of a resource, in their words, and the part of a query that asks it: a count where it groups. */
export interface Example extends Pick<FleetQuery, 'filters' | 'columns' | 'groupBy' | 'orderBy'> {
  title: string;
}

export interface ResourceSchema {
  group: Group;
  label: string;
  description: string;
  /** Rows carry tags, as columns `tag:<Key>`. */
  tags?: boolean;
  /** It is about one of these, which a query has to name: a node as `nodeId`, all else as `id`. */
  about?: About;
  arguments?: Argument[];
  /** It is of what happened, and follows the time range by this column. */
  time?: string;
  /** The column of when it ended. */
  timeEnd?: string;
  examples: Example[];
  columns: Column[];
}

export const RESOURCES: Record<Resource, ResourceSchema> = schema.resources as Record<Resource, ResourceSchema>;

/** A resource's schema; of one that there isn't, from another version of the plugin say, one without columns. */
export function schemaOf(resource: string): ResourceSchema {
  return isResource(resource)
    ? RESOURCES[resource]
    : { group: 'setup', label: resource, description: '', examples: [], columns: [] };
}

export function isResource(name: string): name is Resource {
  return Object.hasOwn(RESOURCES, name);
}

const TAG = 'tag:';

export function isTag(name: string): boolean {
  return name.startsWith(TAG);
}

/** Finds a resource's column by name; a tag is a column of text. Undefined where there is none. */
export function findColumn(resource: Resource, name: string): Column | undefined {
  const { columns, tags } = schemaOf(resource);
  const column = columns.find((candidate) => candidate.name === name);
  if (column || !tags || !isTag(name) || name === TAG) {
    return column;
  }
  const key = name.slice(TAG.length);
  return { name, label: key, type: 'string', description: `Tag ${key}` };
}

/** The operators that fit a column's type, the most likely first; the server part refuses every other. */
export const OPERATORS: Record<ColumnType, Operator[]> = {
  string: ['=', '!=', 'in', 'not in', '=~', '!~', 'exists'],
  number: ['>', '>=', '<', '<=', '=', '!=', 'in', 'not in', 'exists'],
  boolean: ['=', '!=', 'exists'],
  time: ['<', '<=', '>', '>=', '=', '!=', 'exists'],
};
