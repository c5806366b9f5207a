import { type Estate, type Machine, type SsmFacts } from '../estate/machine';
import { machinesIn, oncePerPlace, type Place } from '../estate/places';
import { ssmError } from './ssmError';

export type ManagedNode = Machine & { ssm: SsmFacts };

/** By which a list of them goes on. */
export function nameOf({ ssm }: ManagedNode): string {
  return ssm.nodeId;
}

/** The nodes that SSM manages, in the account and Region of a call. */
export class ManagedNodes {
  private readonly byId: (place: Place) => Map<string, ManagedNode>;

  constructor(estate: Estate) {
    this.byId = oncePerPlace(estate, (place) => {
      const managed = machinesIn(estate, place).filter((machine): machine is ManagedNode => machine.ssm !== null);
      return new Map(managed.map((node) => [node.ssm.nodeId, node]));
    });
  }

  all(place: Place): ManagedNode[] {
    return [...this.byId(place).values()];
  }

  find(nodeId: string, place: Place): ManagedNode | undefined {
    return this.byId(place).get(nodeId);
  }

  /** Throws InvalidInstanceId for what isn't a node, or one of another account or Region. */
  get(nodeId: string, place: Place): ManagedNode {
    const node = this.find(nodeId, place);
    if (!node) {
      throw ssmError('InvalidInstanceId', `Instance Ids [${nodeId}] not found or not in a valid state for account.`);
    }
    return node;
  }
}
