import { type Machine, type MaintenanceWindow, type SsmFacts, type WindowTarget, type WindowTask } from './machine';
import { Random } from './random';

const patching = /^patch-/;

/** A maintenance window with what it does and on what, as its name says. */
export function registerWork(window: MaintenanceWindow, machines: Machine[], seed: number): MaintenanceWindow {
  const random = new Random(seed, 'window work', window.windowId);
  const target = (found: WindowTarget['targets'], more: Partial<WindowTarget> = {}): WindowTarget => ({
    windowTargetId: random.uuid(),
    resourceType: 'INSTANCE',
    targets: found,
    ownerInformation: null,
    name: null,
    description: null,
    ...more,
  });
  const task = (on: WindowTarget[], more: Pick<WindowTask, 'taskArn' | 'type'> & Partial<WindowTask>): WindowTask => ({
    windowTaskId: random.uuid(),
    windowTargetIds: on.map(({ windowTargetId }) => windowTargetId),
    parameters: {},
    priority: 1,
    maxConcurrency: on.length > 0 ? '10%' : null,
    maxErrors: on.length > 0 ? '5%' : null,
    name: null,
    description: null,
    ...more,
  });
  const { name, account, region } = window;
  if (patching.test(name)) {
    const group = name.replace(patching, '');
    const targets = [
      target([{ Key: 'tag:Patch Group', Values: [group] }], { name: group, ownerInformation: 'operations' }),
    ];
    return { ...window, targets, tasks: [task(targets, patchTask('Install'))] };
  }
  switch (name) {
    case 'Restart-Workers': {
      const workers = nodesOf(machines, window).filter(({ role, ec2 }) => role === 'worker' && ec2);
      const targets = [target([{ Key: 'InstanceIds', Values: workers.slice(0, 5).map(({ ssm }) => ssm.nodeId) }])];
      const restart = task(targets, { taskArn: 'AWS-RestartEC2Instance', type: 'AUTOMATION', name: 'Restart' });
      const arn = `${region}:${account}`;
      return {
        ...window,
        targets,
        tasks: [
          restart,
          task([], { taskArn: `arn:aws:lambda:${arn}:function:announce`, type: 'LAMBDA', priority: 0 }),
          task([], { taskArn: `arn:aws:states:${arn}:stateMachine:drain`, type: 'STEP_FUNCTIONS', priority: 2 }),
        ],
      };
    }
    case 'Database-Upgrade': {
      const groups = [{ Key: 'resource-groups:Name', Values: ['databases'] }];
      // As people may write them: markup, and a formula.
      const owner = { ownerInformation: '<img src=x onerror=alert(1)>', description: '=2+5|cmd' };
      const targets = [target(groups, { resourceType: 'RESOURCE_GROUP', name: 'databases', ...owner })];
      return {
        ...window,
        targets,
        tasks: [task(targets, { taskArn: 'AWS-RunShellScript', type: 'RUN_COMMAND', description: owner.description })],
      };
    }
    case 'Patch-Databases': {
      const groups = [{ Key: 'resource-groups:Name', Values: ['databases'] }];
      const targets = [target(groups, { resourceType: 'RESOURCE_GROUP', name: 'databases' })];
      return { ...window, targets, tasks: [task(targets, patchTask('Install'))] };
    }
    case 'Patch-Decommissioned': {
      // Somebody has taken out the target that its task is for, and left the other one.
      const gone = target([{ Key: 'tag:Environment', Values: ['production'] }]);
      const targets = [target([{ Key: 'tag:Application', Values: ['decommissioned'] }])];
      return { ...window, targets, tasks: [task([gone], patchTask('Install'))] };
    }
    case 'Patch-Leap-Day':
    case 'Patch-Paused':
    case 'Scan-Everything': {
      const targets = [target([{ Key: 'tag-key', Values: ['Environment'] }])];
      return { ...window, targets, tasks: [task(targets, patchTask(name === 'Scan-Everything' ? 'Scan' : 'Install'))] };
    }
    default: {
      // More than the smallest page of 10, of both.
      const targets = Array.from({ length: 12 }, (_, i) => target([{ Key: 'tag:Rack', Values: [`par1-${i + 1}`] }]));
      return {
        ...window,
        targets,
        tasks: targets.map((each, i) =>
          task([each], { taskArn: 'AWS-RunShellScript', type: 'RUN_COMMAND', priority: i + 1, name: `Move-${i + 1}` })
        ),
      };
    }
  }
}

function patchTask(operation: 'Install' | 'Scan') {
  return {
    taskArn: 'AWS-RunPatchBaseline',
    type: 'RUN_COMMAND' as const,
    name: `${operation}-Patches`,
    parameters: { Operation: [operation], RebootOption: [operation === 'Install' ? 'RebootIfNeeded' : 'NoReboot'] },
  };
}

function nodesOf(machines: Machine[], { account, region }: MaintenanceWindow): Array<Machine & { ssm: SsmFacts }> {
  return machines.filter(
    (machine): machine is Machine & { ssm: SsmFacts } =>
      machine.ssm !== null && machine.account === account && machine.region === region
  );
}
