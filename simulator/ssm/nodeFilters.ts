import { worstStatus } from './associationStatus';
import { pingStatus } from './liveness';
import { type ManagedNode } from './managedNodes';
import { ssmError } from './ssmError';

export interface NodeFilter {
  key: string;
  values: string[];
  operator?: string;
}

const maxFilters = 40;
const maxValues = 40;

const fields: Record<string, (node: ManagedNode) => string[]> = {
  InstanceIds: ({ ssm }) => [ssm.nodeId],
  AgentVersion: ({ ssm }) => [ssm.agentVersion],
  PingStatus: ({ ssm }) => [pingStatus(ssm)],
  PlatformTypes: ({ os }) => [os.type],
  ActivationIds: ({ ssm }) => (ssm.activationId ? [ssm.activationId] : []),
  IamRole: ({ ssm }) => (ssm.iamRole ? [ssm.iamRole] : []),
  ResourceType: ({ ssm }) => [ssm.resourceType],
  AssociationStatus: ({ ssm }) => [worstStatus(ssm.associations.map(({ status }) => status))],
  DocumentName: ({ ssm }) => ssm.associations.map(({ documentName }) => documentName),
  SourceIds: ({ ssm }) => (ssm.sourceId ? [ssm.sourceId] : []),
  SourceTypes: ({ ssm }) => (ssm.sourceType ? [ssm.sourceType] : []),
  'tag-key': ({ tags }) => Object.keys(tags),
};

const operators: Record<string, (found: string, wanted: string) => boolean> = {
  Equal: (found, wanted) => found === wanted,
  BeginWith: (found, wanted) => found.startsWith(wanted),
  LessThan: (found, wanted) => compare(found, wanted) < 0,
  GreaterThan: (found, wanted) => compare(found, wanted) > 0,
};

/** Versions as `3.3.987.0` compare by their numbers. */
function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * The nodes for which every filter holds; of a filter's values one is enough. `invalid` is the exception that the
 * operation throws for a key or an operator that it doesn't know.
 */
export function filterNodes(nodes: ManagedNode[], filters: NodeFilter[], invalid: string): ManagedNode[] {
  if (filters.length > maxFilters || filters.some(({ values }) => values.length > maxValues)) {
    throw ssmError(invalid, `At most ${maxFilters} filters of ${maxValues} values are allowed.`);
  }
  if (filters.length > 1 && filters.some(({ key }) => key.startsWith('tag:') || key === 'tag-key')) {
    throw ssmError(invalid, 'A tag filter can not be combined with other filters.');
  }
  const tests = filters.map((filter) => nodeTest(filter, invalid));
  return nodes.filter((node) => tests.every((test) => test(node)));
}

function nodeTest({ key, values, operator = 'Equal' }: NodeFilter, invalid: string): (node: ManagedNode) => boolean {
  const tag = key.startsWith('tag:') ? key.slice('tag:'.length) : null;
  const field = tag === null ? fields[key] : ({ tags }: ManagedNode) => (tags[tag] === undefined ? [] : [tags[tag]]);
  if (!field) {
    throw ssmError(invalid, `The filter key ${key} is not valid. Valid keys: ${Object.keys(fields).join(', ')}.`);
  }
  if (operator === 'NotEqual') {
    return (node) => !field(node).some((found) => values.includes(found));
  }
  const holds = operators[operator];
  if (!holds) {
    throw ssmError(invalid, `The filter operator ${operator} is not valid.`);
  }
  return (node) => field(node).some((found) => values.some((wanted) => holds(found, wanted)));
}
