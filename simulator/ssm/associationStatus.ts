import { type InstanceAggregatedAssociationOverview } from '@aws-sdk/client-ssm';
import { type AssociationFacts } from '../estate/machine';

/** The state of many executions in one word: the worst that occurs. */
export function worstStatus(statuses: Iterable<AssociationFacts['status']>): 'Failed' | 'Pending' | 'Success' {
  const occurring = new Set(statuses);
  if (occurring.has('Failed')) {
    return 'Failed';
  }
  return occurring.has('Pending') || occurring.has('Queued') ? 'Pending' : 'Success';
}

export function countStatuses(statuses: Iterable<AssociationFacts['status']>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const status of statuses) {
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

interface NodeAssociationSummary {
  AssociationStatus?: string;
  LastAssociationExecutionDate?: Date;
  LastSuccessfulAssociationExecutionDate?: Date;
  AssociationOverview?: InstanceAggregatedAssociationOverview;
}

/** What the node lists say of a node's associations; nothing where it has none. */
export function summarizeAssociations(associations: AssociationFacts[]): NodeAssociationSummary {
  if (associations.length === 0) {
    return {};
  }
  const statuses = associations.map(({ status }) => status);
  const status = worstStatus(statuses);
  return {
    AssociationStatus: status,
    LastAssociationExecutionDate: latest(associations.map(({ executedAt }) => executedAt)),
    LastSuccessfulAssociationExecutionDate: latest(associations.map(({ lastSuccessAt }) => lastSuccessAt)),
    AssociationOverview: {
      DetailedStatus: status,
      InstanceAssociationStatusAggregatedCount: countStatuses(statuses),
    },
  };
}

function latest(times: Array<number | null>): Date | undefined {
  const known = times.filter((time) => time !== null);
  return known.length > 0 ? new Date(Math.max(...known)) : undefined;
}
