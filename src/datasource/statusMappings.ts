import { MappingType, type Field, type ValueMapping } from '@grafana/data';
import {
  ASSOCIATION_STATUSES,
  PATCH_STATES,
  PATCH_STATUSES,
  PING_STATUSES,
  TARGET_STATES,
  type Status,
} from '../statuses';
import type { FleetQuery } from './query';

const OF_NODES = {
  patchStatus: PATCH_STATUSES,
  patchBucket: PATCH_STATUSES,
  pingStatus: PING_STATUSES,
  associationStatus: ASSOCIATION_STATUSES,
};

const BY_RESOURCE: Partial<Record<FleetQuery['resource'], Record<string, Status[]>>> = {
  nodes: OF_NODES,
  join: OF_NODES,
  patches: { state: PATCH_STATES },
  nodeAssociations: { status: ASSOCIATION_STATUSES },
  associations: { status: ASSOCIATION_STATUSES },
  targets: { state: TARGET_STATES },
};

/** Shows a status by its sign and words in its colour, in every panel and in Explore, unless a panel maps it otherwise. */
export function withStatusMapping(field: Field, resource: FleetQuery['resource']): Field {
  const statuses = BY_RESOURCE[resource]?.[field.name];
  return statuses ? { ...field, config: { ...field.config, mappings: [mappingOf(statuses)] } } : field;
}

function mappingOf(statuses: Status[]): ValueMapping {
  const options = statuses.map(({ value, label, short = label, sign, color }, index) => [
    value,
    { text: `${sign} ${short}`, color, index },
  ]);
  return { type: MappingType.ValueToText, options: Object.fromEntries(options) };
}
