import { type Machine, type SsmFacts } from '../estate/machine';

const heartbeatMs = 5 * 60_000;
const inactiveAfterMs = 30 * 24 * 3600_000;

/** PingStatus, in the node list. Long silent nodes are Inactive, as older ones still are in the field. */
export function pingStatus({ silentSince }: SsmFacts, now = Date.now()): 'Online' | 'ConnectionLost' | 'Inactive' {
  if (silentSince === null) {
    return 'Online';
  }
  return now - silentSince > inactiveAfterMs ? 'Inactive' : 'ConnectionLost';
}

/** The last heartbeat: every five minutes, each node at a moment of its own. */
export function lastPing({ silentSince, nodeId }: SsmFacts, now = Date.now()): Date {
  if (silentSince !== null) {
    return new Date(silentSince);
  }
  const phase = parseInt(nodeId.slice(-6), 16) % heartbeatMs;
  return new Date(now - ((now - phase) % heartbeatMs));
}

/** InstanceStatus, as the inventory has it: other words for nearly the same. */
export function inventoryStatus({ ec2, power }: Machine, ssm: SsmFacts): 'Active' | 'ConnectionLost' | 'Stopped' {
  if (ec2 && !power.running) {
    return 'Stopped';
  }
  return ssm.silentSince === null ? 'Active' : 'ConnectionLost';
}
