import { MappingType, type Field, type ValueMapping } from '@grafana/data';
import { findColumn } from '../schema/schema';
import { statusesOf, type Status } from '../statuses';
import type { FleetQuery } from './query';

/** Shows a status by its sign and words in its colour, in every panel and in Explore, unless a panel maps it otherwise. */
export function withStatusMapping(field: Field, resource: FleetQuery['resource']): Field {
  const set = findColumn(resource === 'join' ? 'nodes' : resource, field.name)?.set;
  const statuses = set ? statusesOf(set) : [];
  return statuses.length > 0 ? { ...field, config: { ...field.config, mappings: [mappingOf(statuses)] } } : field;
}

function mappingOf(statuses: Status[]): ValueMapping {
  const options = statuses.map(({ value, label, short = label, sign, color }, index) => [
    value,
    { text: `${sign} ${short}`, color, index },
  ]);
  return { type: MappingType.ValueToText, options: Object.fromEntries(options) };
}
