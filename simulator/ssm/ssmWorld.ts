import { type AssociationOverview } from '@aws-sdk/client-ssm';
import { type Estate } from '../estate/machine';
import { oncePerPlace, type Place } from '../estate/places';
import { AssociationExecutions } from './associationExecutions';
import { associationOverviews } from './associationOverview';
import { ManagedNodes } from './managedNodes';
import { resourceCompliance, type ResourceCompliance } from './resourceCompliance';

/** What SSM's operations look things up in. */
export interface SsmWorld {
  estate: Estate;
  nodes: ManagedNodes;
  /** The name that an activation gives to the nodes that register with it, by the activation's id. */
  activationNames: ReadonlyMap<string, string>;
  /** How the associations of an account and Region stand, by association id. */
  overviews(place: Place): ReadonlyMap<string, AssociationOverview>;
  executions: AssociationExecutions;
  compliance: ResourceCompliance;
}

export function makeSsmWorld(estate: Estate): SsmWorld {
  const nodes = new ManagedNodes(estate);
  return {
    estate,
    nodes,
    activationNames: new Map(estate.activations.map((each) => [each.activationId, each.defaultInstanceName])),
    overviews: oncePerPlace(estate, (place) => associationOverviews(nodes, place)),
    executions: new AssociationExecutions(estate, nodes),
    compliance: resourceCompliance(estate, nodes),
  };
}
