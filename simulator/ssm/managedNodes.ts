import { type AwsCall } from '../aws/awsService';
import { type Estate, type Machine, type SsmFacts } from '../estate/machine';
import { machinesIn } from '../estate/places';
import { ssmError } from './ssmError';

export type ManagedNode = Machine & { ssm: SsmFacts };

/** The nodes that SSM manages, in the account and Region of a call. */
export class ManagedNodes {
  private readonly places = new Map<string, Map<string, ManagedNode>>();

  constructor(private readonly estate: Estate) {}

  all(call: Pick<AwsCall, 'account' | 'region'>): ManagedNode[] {
    return [...this.place(call).values()];
  }

  find(nodeId: string, call: Pick<AwsCall, 'account' | 'region'>): ManagedNode | undefined {
    return this.place(call).get(nodeId);
  }

  /** Throws InvalidInstanceId for what isn't a node, or one of another account or Region. */
  get(nodeId: string, call: Pick<AwsCall, 'account' | 'region'>): ManagedNode {
    const node = this.find(nodeId, call);
    if (!node) {
      throw ssmError('InvalidInstanceId', `Instance Ids [${nodeId}] not found or not in a valid state for account.`);
    }
    return node;
  }

  private place(call: Pick<AwsCall, 'account' | 'region'>): Map<string, ManagedNode> {
    const key = `${call.account}/${call.region}`;
    let nodes = this.places.get(key);
    if (!nodes) {
      const managed = machinesIn(this.estate, call).filter((machine): machine is ManagedNode => machine.ssm !== null);
      nodes = new Map(managed.map((node) => [node.ssm.nodeId, node]));
      this.places.set(key, nodes);
    }
    return nodes;
  }
}
