import { accounts } from './accounts';
import { spreadAges } from './ages';
import { associationRuns } from './associationSchedule';
import { type Association, type AutomationExecution, type AutomationStep, type Machine } from './machine';
import { type Place } from './places';
import { Random } from './random';
import { runbookOf, runbooks } from './runbooks';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

/** What people and windows have started in an account and Region. */
const counts = { first: 64, others: 12 };

/** How those went; the newest are still running, and one waits for somebody's approval. */
const courses = ['Success', 'Success', 'Success', 'Failed', 'Success', 'TimedOut', 'Success', 'Cancelled'] as const;

type Status = AutomationExecution['status'];
type Begun = Omit<AutomationExecution, 'status' | 'endedAt' | 'currentStep' | 'failureMessage' | 'steps'>;

/** What Automation ran, the newest first: started by people and by windows, on many targets also, and by associations. */
export function makeAutomations(
  machines: Machine[],
  associations: Association[],
  seed: number,
  madeAt: number
): AutomationExecution[] {
  const byAssociations = associations
    .filter(({ targetMaps }) => targetMaps.length > 0)
    .flatMap((association) => ofAssociation(association, seed, madeAt));
  return [...started(machines, seed, madeAt), ...byAssociations].sort((a, b) => b.startedAt - a.startedAt);
}

function started(machines: Machine[], seed: number, madeAt: number): AutomationExecution[] {
  return accounts.flatMap(({ id: account, regions }, i) =>
    regions.flatMap((region, j) => {
      const random = new Random(seed, 'automations', account, region);
      const instances = machines
        .filter((each) => each.ec2 && each.account === account && each.region === region)
        .map(({ ec2 }) => ec2!.instanceId);
      const ages = instances.length === 0 ? [] : spreadAges(i + j === 0 ? counts.first : counts.others, random);
      return ages.flatMap((age, n) => {
        const waits = n === 2;
        const { documentName } = waits ? runbookOf('AWSSupport-ExecuteEC2Rescue') : runbooks[n % runbooks.length];
        const begun: Begun = {
          ...plain({ account, region }),
          automationExecutionId: random.uuid(),
          documentName,
          startedAt: madeAt - age,
          executedBy: executor(account, n, random),
          type: n % 13 === 5 ? 'CrossAccount' : 'Local',
        };
        const course = waits ? 'Waiting' : n < 2 ? 'InProgress' : courses[n % courses.length];
        const chosen = random.shuffle([...instances]).slice(0, n % 6 === 3 ? 3 : 1);
        return chosen.length > 1
          ? withChildren(
              { ...begun, targets: [{ Key: 'ParameterValues', Values: chosen }] },
              chosen,
              course,
              madeAt,
              random
            )
          : [ended({ ...begun, target: chosen[0] }, course, madeAt, random)];
      });
    })
  );
}

function executor(account: string, n: number, random: Random): string {
  const roles = `arn:aws:sts::${account}:assumed-role`;
  return n % 4 === 1
    ? `${roles}/mw_service_role/OrchestrationService`
    : `${roles}/Admin/${random.pick(['jana', 'tomas'])}`;
}

/** Each run on the targets of its maps. The instances are up or stopped by now: nothing of that failed. */
function ofAssociation(association: Association, seed: number, madeAt: number): AutomationExecution[] {
  const { account, region, associationId, documentName, targetMaps } = association;
  return associationRuns(association, madeAt - 45 * day).flatMap((startedAt) => {
    const random = new Random(seed, 'automations', associationId, startedAt - madeAt);
    const begun: Begun = {
      ...plain({ account, region }),
      automationExecutionId: random.uuid(),
      documentName,
      startedAt,
      executedBy: `arn:aws:sts::${account}:assumed-role/AWSServiceRoleForAmazonSSM/StateManagerService`,
      associationId,
      targetMaps,
    };
    const targets = targetMaps.flatMap((map) => Object.values(map).flat());
    return withChildren(begun, targets, 'Success', madeAt, random);
  });
}

/** One on several targets has a child for each: if it failed, it did on the first. */
function withChildren(
  begun: Begun,
  targets: string[],
  course: Status,
  madeAt: number,
  random: Random
): AutomationExecution[] {
  const { account, region, documentName, executedBy, type } = begun;
  const children = targets.map((target, i) =>
    ended(
      {
        ...plain({ account, region }),
        automationExecutionId: random.uuid(),
        parentId: begun.automationExecutionId,
        documentName,
        startedAt: Math.min(begun.startedAt + (i + 1) * 2 * second, madeAt),
        executedBy,
        type,
        target,
      },
      i === 0 ? course : 'Success',
      madeAt,
      random
    )
  );
  const running = children.some(({ endedAt }) => endedAt === null);
  const parent: AutomationExecution = {
    ...begun,
    targetParameterName: 'InstanceId',
    resolvedTargets: targets,
    maxConcurrency: '1',
    maxErrors: '1',
    status: course,
    endedAt: running ? null : Math.max(...children.map(({ endedAt }) => endedAt!)),
    currentStep: null,
    failureMessage: null,
    steps: [],
  };
  return [parent, ...children];
}

function ended(begun: Begun, status: Status, madeAt: number, random: Random): AutomationExecution {
  const { steps, failure } = runbookOf(begun.documentName);
  const running = status === 'InProgress' || status === 'Waiting';
  const approval = steps.findIndex(([, action]) => action === 'aws:approve');
  const last = status === 'Success' ? steps.length - 1 : status === 'Failed' ? failure.step : Math.max(0, approval);
  let at = begun.startedAt + random.int(200, 900);
  const made = steps.map(([stepName, action], i): AutomationStep => {
    const reached = i <= last;
    const startedAt = reached ? at : null;
    at = Math.min(at + random.int(2 * second, minute), madeAt);
    return {
      stepExecutionId: random.uuid(),
      stepName,
      action,
      status: i > last ? 'Pending' : i < last ? 'Success' : status,
      startedAt,
      endedAt: reached && !(running && i === last) ? at : null,
      failureMessage: status === 'Failed' && i === last ? failure.message : null,
    };
  });
  return {
    ...begun,
    status,
    endedAt: running ? null : made[last].endedAt,
    currentStep: running ? made[last].stepName : null,
    failureMessage: made[last].failureMessage,
    steps: made,
  };
}

/** As most have it. */
function plain({ account, region }: Place) {
  return {
    account,
    region,
    documentVersion: '1',
    parentId: null,
    target: null,
    targetParameterName: null,
    targets: [],
    targetMaps: [],
    resolvedTargets: [],
    maxConcurrency: null,
    maxErrors: null,
    associationId: null,
    type: 'Local' as const,
  };
}
