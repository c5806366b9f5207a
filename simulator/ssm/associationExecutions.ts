import { associationPeriod, associationRuns } from '../estate/associationSchedule';
import { hostManagementDocument } from '../estate/hostManagement';
import { type Association, type AssociationFacts, type Estate } from '../estate/machine';
import { oncePerPlace, type Place } from '../estate/places';
import { Random } from '../estate/random';
import { countStatuses } from './associationStatus';
import { type ManagedNode, type ManagedNodes } from './managedNodes';
import { ssmError, validationError } from './ssmError';

/** One run of an association over its targets. There are many runs, each of many targets: they are told when they are asked for. */
export interface AssociationExecution {
  executionId: string;
  createdAt: number;
  targets(): ExecutionTarget[];
  /** How many of its targets have each status. */
  counts(): Record<string, number>;
}

/** How it went on one of them. */
export interface ExecutionTarget {
  resourceId: string;
  resourceType: 'ManagedInstance' | 'EC2';
  status: AssociationFacts['status'];
  detailedStatus: string;
  executedAt: number | null;
  outputSource(): { OutputSourceId: string; OutputSourceType: 'RunCommand' | 'Automation' };
}

type Run = Pick<AssociationExecution, 'executionId' | 'createdAt'> & { ordinal: number };
type Standing = { node: ManagedNode; facts: AssociationFacts };

/** AWS documents no limit: the estate remembers as much as of other things. */
const rememberedMs = 30 * 24 * 3600_000;

const idPattern = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;

/**
 * What the runs of the estate's associations were, the newest first. The newest is as the nodes' own status has it; before
 * that, those that fail now did so since their last success, and all others succeeded.
 */
export class AssociationExecutions {
  private readonly standings: (place: Place) => Map<string, Standing[]>;

  constructor(
    private readonly estate: Estate,
    nodes: ManagedNodes
  ) {
    this.standings = oncePerPlace(estate, (place) => standingsOf(nodes.all(place)));
  }

  /** Throws AssociationDoesNotExist for an association that isn't of this account and Region. */
  of(associationId: string, place: Place): AssociationExecution[] {
    if (!idPattern.test(associationId)) {
      throw validationError(
        associationId,
        'associationId',
        `Member must satisfy regular expression pattern: ${idPattern}`
      );
    }
    const association = this.estate.associations.find(
      (each) => each.associationId === associationId && each.account === place.account && each.region === place.region
    );
    if (!association) {
      throw ssmError('AssociationDoesNotExist', 'The specified association does not exist.');
    }
    const runs = associationRuns(association, this.estate.madeAt - rememberedMs).map((createdAt, ordinal): Run => ({
      executionId: new Random(this.estate.seed, 'association execution', associationId, ordinal).uuid(),
      createdAt,
      ordinal,
    }));
    if (association.targetMaps.length > 0) {
      return runs.map(({ executionId, createdAt }) => ({
        executionId,
        createdAt,
        targets: () => this.automationTargets(association, createdAt),
        counts: () => ({ Success: association.targetMaps.length }),
      }));
    }
    const standings = this.standings(place).get(associationId) ?? [];
    const failing = standings.filter(({ facts }) => facts.status === 'Failed');
    const registered = standings.map(({ node }) => node.ssm.registeredAt ?? 0).sort((a, b) => a - b);
    return runs.flatMap((run): AssociationExecution[] => {
      const isThere = (each: Standing) => wasThere(each, run);
      const there = run.ordinal === 0 ? standings.length : countBelow(registered, run.createdAt);
      if (there === 0) {
        return [];
      }
      return [
        {
          executionId: run.executionId,
          createdAt: run.createdAt,
          targets: () => standings.filter(isThere).map((each) => nodeTarget(each, run, association)),
          counts: () => {
            if (run.ordinal === 0) {
              return countStatuses(standings.map(({ facts }) => facts.status));
            }
            const failed = failing.filter((each) => isThere(each) && stands(each.facts, run, association)).length;
            return Object.fromEntries(
              Object.entries({ Failed: failed, Success: there - failed }).filter(([, count]) => count > 0)
            );
          },
        },
      ];
    });
  }

  /** What it ran as an automation, with a child for each target. */
  private automationTargets({ associationId }: Association, createdAt: number): ExecutionTarget[] {
    const { automations } = this.estate;
    const parent = automations.find((each) => each.associationId === associationId && each.startedAt === createdAt);
    return automations
      .filter(({ parentId }) => parentId !== null && parentId === parent?.automationExecutionId)
      .map(({ automationExecutionId, target, startedAt }) => ({
        resourceId: target!,
        resourceType: 'EC2',
        status: 'Success',
        detailedStatus: 'Success',
        executedAt: startedAt,
        outputSource: () => ({ OutputSourceId: automationExecutionId, OutputSourceType: 'Automation' }),
      }));
  }
}

function standingsOf(nodes: ManagedNode[]): Map<string, Standing[]> {
  const standings = new Map<string, Standing[]>();
  for (const node of nodes) {
    for (const facts of node.ssm.associations) {
      const known = standings.get(facts.associationId);
      if (known) {
        known.push({ node, facts });
      } else {
        standings.set(facts.associationId, [{ node, facts }]);
      }
    }
  }
  return standings;
}

/** The newest run has met every node; the others those that were registered by then. */
function wasThere({ node }: Standing, { ordinal, createdAt }: Run): boolean {
  return ordinal === 0 || (node.ssm.registeredAt ?? 0) < createdAt;
}

function nodeTarget({ node, facts }: Standing, run: Run, association: Association): ExecutionTarget {
  const { ssm } = node;
  const { executionId, createdAt, ordinal } = run;
  const outputSource = () => ({
    OutputSourceId:
      ordinal === 0 && association.documentName === hostManagementDocument && ssm.patchByAssociation
        ? ssm.patchByAssociation.executionId
        : new Random(executionId, ssm.nodeId).uuid(),
    OutputSourceType: 'RunCommand' as const,
  });
  return {
    resourceId: ssm.nodeId,
    resourceType: 'ManagedInstance',
    ...outcome(facts, run, association),
    executedAt: ordinal === 0 ? facts.executedAt : createdAt,
    outputSource,
  };
}

function outcome(
  facts: AssociationFacts,
  run: Run,
  association: Association
): Pick<ExecutionTarget, 'status' | 'detailedStatus'> {
  return stands(facts, run, association)
    ? { status: facts.status, detailedStatus: facts.detailedStatus }
    : { status: 'Success', detailedStatus: 'Success' };
}

/** It went then as the node says that it went last. */
function stands(facts: AssociationFacts, { ordinal }: Run, association: Association): boolean {
  return ordinal === 0 || (facts.status === 'Failed' && ordinal < runsSinceSuccess(facts, association));
}

/** How many of the times, which are in order, are before another. */
function countBelow(times: number[], bound: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < bound) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

function runsSinceSuccess({ executedAt, lastSuccessAt }: AssociationFacts, association: Association): number {
  return lastSuccessAt === null ? Infinity : Math.round((executedAt! - lastSuccessAt) / associationPeriod(association));
}
