import { type AssociationOverview } from '@aws-sdk/client-ssm';
import { type Association, type AssociationFacts } from '../estate/machine';
import { type Place } from '../estate/places';
import { countStatuses, worstStatus } from './associationStatus';
import { type ManagedNodes } from './managedNodes';

/** How each association of an account and Region stands over all its targets, by association id. */
export function associationOverviews(nodes: ManagedNodes, place: Place): Map<string, AssociationOverview> {
  const statuses = new Map<string, Array<AssociationFacts['status']>>();
  for (const { ssm } of nodes.all(place)) {
    for (const { associationId, status } of ssm.associations) {
      const known = statuses.get(associationId);
      if (known) {
        known.push(status);
      } else {
        statuses.set(associationId, [status]);
      }
    }
  }
  return new Map(
    [...statuses].map(([associationId, each]) => [
      associationId,
      {
        Status: worstStatus(each),
        DetailedStatus: worstStatus(each),
        AssociationStatusAggregatedCount: countStatuses(each),
      },
    ])
  );
}

/** How an association stands that has no nodes: it has met no target yet, or its targets are none of Systems Manager's. */
export function overviewWithoutNodes({ targetMaps }: Association): AssociationOverview {
  return targetMaps.length > 0
    ? { Status: 'Success', DetailedStatus: 'Success' }
    : { Status: 'Pending', DetailedStatus: 'Creating' };
}
