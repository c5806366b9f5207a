import { accounts } from './accounts';
import { type AssociationFacts, type Machine, type SsmFacts } from './machine';
import { Random } from './random';

/** Managed nodes of an account and Region from which on it is a larger one. */
const large = 20;

/** Words beyond the documented ones: in each larger place one node has the one, another the other. */
const words = ['Skipped', 'Queued'] as const;

/** The association that it happens to. */
const associationName = 'SystemAssociationForSsmAgentUpdate';

export function applyUnusualStatuses(machines: Machine[], seed: number): void {
  const managed = machines.filter((machine) => machine.ssm !== null);
  for (const { id: account, regions } of accounts) {
    for (const region of regions) {
      const there = managed.filter((machine) => machine.account === account && machine.region === region);
      const nodes = new Random(seed, 'unusual statuses', account, region).shuffle(there.map(({ ssm }) => ssm!));
      for (const word of nodes.length < large ? [] : words) {
        const node = nodes.find(isSound);
        if (node) {
          node.agentUpdateStatus = word;
        }
      }
    }
  }
}

/** All its associations have succeeded, the one in question among them. */
function isSound({ agentUpdateStatus, associations }: SsmFacts): boolean {
  return (
    agentUpdateStatus === null &&
    associations.every(({ status }) => status === 'Success') &&
    associations.some((association) => association.associationName === associationName)
  );
}

/** A node's associations with the unusual word in its place. */
export function withUnusualStatus(associations: AssociationFacts[], word: SsmFacts['agentUpdateStatus']) {
  return associations.map((association): AssociationFacts => {
    if (word === null || association.associationName !== associationName) {
      return association;
    }
    const waits = word === 'Queued';
    return {
      ...association,
      status: word,
      detailedStatus: word,
      executedAt: waits ? null : association.executedAt,
      lastSuccessAt: null,
      executionSummary: waits ? '' : '1 out of 1 plugin processed, 0 success, 0 failed, 0 timedout, 1 skipped. ',
    };
  });
}
