import { type Machine } from './machine';
import { Random } from './random';

const place = { account: '333344445555', region: 'us-east-1' };

/**
 * One node is the connector of a Kubernetes cluster that isn't AWS's: it is registered as other hybrid nodes are, under an id
 * that only some operations take, and nothing is ever patched in it.
 */
export function connectCluster(machines: Machine[], seed: number): void {
  const machine = machines.find(
    ({ kind, os, account, region, ssm }) =>
      kind === 'onPremises' && os.type === 'Linux' && account === place.account && region === place.region && ssm
  );
  if (machine?.ssm) {
    const nodeId = `eks_c:onprem-analytics_0${new Random(seed, 'connected cluster').hex(16)}`;
    Object.assign(machine.ssm, { nodeId, sourceId: nodeId, patch: null });
  }
}
