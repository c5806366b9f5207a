import { FieldType } from '@grafana/data';
import { uniq } from 'lodash';
import type { Roles } from './choose';
import { isEmpty, type Column, type NodeTable } from './column';
import { encode } from './encode';
import { MOST_CATEGORIES } from './fillsOfCategories';

/** What a viewer may colour, group and size the nodes by: first what plays that part now. */
export interface Choices {
  fill: Column[];
  levels: Column[];
  size: Column[];
}

/** The columns that make sense for each part. Times and what is another for every node, such as a name, are left out. */
export function choicesIn(table: NodeTable, { fill, levels, size }: Roles): Choices {
  const numbers = table.columns.filter(({ field }) => field.type === FieldType.number);
  const shared = table.columns.filter((column) => isCategory(column) && isShared(column, table.length));
  return {
    fill: uniq([...(fill ? [fill] : []), ...shared, ...numbers]),
    levels: uniq([...levels, ...shared]),
    size: uniq([...(size ? [size] : []), ...numbers]),
  };
}

function isCategory({ field: { type, config } }: Column): boolean {
  return type === FieldType.number ? Boolean(config.mappings?.length) : type !== FieldType.time;
}

/** Whether nodes have a value in common, and values are few enough to be told apart or have two nodes each. */
function isShared({ values }: Column, count: number): boolean {
  const { firstNodes, counts } = encode(values, count);
  const sizes = counts.filter((_, code) => !isEmpty(values[firstNodes[code]]));
  const filled = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length < filled && (sizes.length <= MOST_CATEGORIES || sizes.length * 2 <= filled);
}

/** What options call a column: its name, or its title where another column of that name comes first. */
export function nameIn({ columns }: NodeTable, column: Column): string {
  return columns.find(({ name }) => name === column.name) === column ? column.name : column.title;
}
