import { type Estate } from '../estate/machine';
import { ManagedNodes } from './managedNodes';

/** What SSM's operations look things up in. */
export interface SsmWorld {
  estate: Estate;
  nodes: ManagedNodes;
  /** The name that an activation gives to the nodes that register with it, by the activation's id. */
  activationNames: ReadonlyMap<string, string>;
}

export function makeSsmWorld(estate: Estate): SsmWorld {
  return {
    estate,
    nodes: new ManagedNodes(estate),
    activationNames: new Map(estate.activations.map((each) => [each.activationId, each.defaultInstanceName])),
  };
}
