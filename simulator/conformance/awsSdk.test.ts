import {
  DescribeInstancesCommand,
  DescribeRegionsCommand,
  EC2Client,
  paginateDescribeInstances,
} from '@aws-sdk/client-ec2';
import { paginateGetResources, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DescribeActivationsCommand,
  DescribeAssociationCommand,
  DescribeInstanceAssociationsStatusCommand,
  DescribeInstancePatchesCommand,
  DescribeInstancePatchStatesCommand,
  DescribeInstancePropertiesCommand,
  DescribePatchBaselinesCommand,
  GetDocumentCommand,
  GetCalendarStateCommand,
  GetServiceSettingCommand,
  GetInventoryCommand,
  GetMaintenanceWindowTaskCommand,
  GetPatchBaselineCommand,
  ListAssociationsCommand,
  ListCloudConnectorsCommand,
  ListDocumentsCommand,
  ListInventoryEntriesCommand,
  ListResourceComplianceSummariesCommand,
  paginateDescribeAssociationExecutions,
  paginateDescribeAssociationExecutionTargets,
  paginateDescribeAutomationExecutions,
  paginateDescribeAutomationStepExecutions,
  paginateDescribeInstanceInformation,
  paginateDescribeAvailablePatches,
  paginateDescribeInstancePatches,
  paginateDescribeInstanceProperties,
  paginateDescribeMaintenanceWindows,
  paginateDescribeMaintenanceWindowSchedule,
  paginateDescribeMaintenanceWindowTargets,
  paginateDescribeMaintenanceWindowTasks,
  paginateDescribeOpsItems,
  paginateDescribeParameters,
  paginateDescribePatchBaselines,
  paginateDescribePatchGroups,
  paginateDescribeSessions,
  paginateListCommandInvocations,
  paginateListCommands,
  paginateListComplianceItems,
  paginateListComplianceSummaries,
  paginateListDocuments,
  paginateListNodes,
  paginateListResourceDataSync,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { baseCredentials } from '../aws/credentials';
import { makeEstate } from '../estate/makeEstate';
import { type Machine, type SsmFacts } from '../estate/machine';
import { nextExecution } from '../estate/windowSchedule';
import { type Simulator, startSimulator } from '../server';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.now() });
const [base, , data] = estate.accounts;
const region = 'eu-west-1';
const here = estate.machines.filter((machine) => machine.account === base.id && machine.region === region);
const managed = here.filter((machine): machine is Machine & { ssm: SsmFacts } => machine.ssm !== null);

// Whole lists are read: on a busy machine that takes longer than jest allows by itself.
jest.setTimeout(30_000);

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ estate });
});
afterAll(() => simulator.close());

const config = (changes: object = {}) => ({
  endpoint: simulator.url,
  region,
  credentials: baseCredentials,
  maxAttempts: 1,
  ...changes,
});
const ssm = (changes?: object) => new SSMClient(config(changes));

async function collect<T, Item>(pages: AsyncIterable<T>, items: (page: T) => Item[] | undefined): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) {
    all.push(...(items(page) ?? []));
  }
  return all;
}

async function control(method: string, door: string, body?: unknown): Promise<Response> {
  return fetch(`${simulator.url}/__${door}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
}

test('both node lists page through the whole place, empty pages and all', async () => {
  const client = ssm();
  const properties = await collect(
    paginateDescribeInstanceProperties({ client, pageSize: 20 }, {}),
    (page) => page.InstanceProperties
  );
  expect(properties.map(({ InstanceId }) => InstanceId)).toEqual(managed.map(({ ssm: { nodeId } }) => nodeId));
  const information = await collect(
    paginateDescribeInstanceInformation({ client }, {}),
    (page) => page.InstanceInformationList
  );
  const up = managed.filter(({ ec2, power }) => !ec2 || power.running);
  expect(information.map(({ InstanceId }) => InstanceId)).toEqual(up.map(({ ssm: { nodeId } }) => nodeId));
  expect(properties[0].LastPingDateTime).toBeInstanceOf(Date);
});

test('patch states, and the patches behind them', async () => {
  const client = ssm();
  const node = managed.find((machine) => (machine.ssm.patch?.counts.Missing ?? 0) > 0)!;
  const ids = ['i-00000000000000000', node.ssm.nodeId];
  const { InstancePatchStates } = await client.send(new DescribeInstancePatchStatesCommand({ InstanceIds: ids }));
  expect(InstancePatchStates).toEqual([
    expect.objectContaining({ InstanceId: node.ssm.nodeId, MissingCount: node.ssm.patch!.counts.Missing }),
  ]);
  const patches = await collect(
    paginateDescribeInstancePatches({ client, pageSize: 10 }, { InstanceId: node.ssm.nodeId }),
    (page) => page.Patches
  );
  const missing = patches.filter(({ State }) => `${State}` === 'Missing');
  expect(missing).toHaveLength(node.ssm.patch!.counts.Missing);
  expect(missing.map(({ InstalledTime }) => InstalledTime?.getTime())).toEqual(missing.map(() => 0));
});

test('available patches by KB number, with their release', async () => {
  const client = ssm();
  const node = managed.find(
    ({ os, ssm: { patch } }) =>
      os.type === 'Windows' && patch?.openPatches.some(({ missingSince }) => missingSince !== null)
  )!;
  const { kbId, releasedAt } = node.ssm.patch!.openPatches.find(({ missingSince }) => missingSince !== null)!;
  const found = await collect(
    paginateDescribeAvailablePatches({ client, pageSize: 2 }, { Filters: [{ Key: 'PATCH_ID', Values: [kbId] }] }),
    (page) => page.Patches
  );
  expect(found.map(({ KbNumber }) => KbNumber)).toEqual(found.map(() => kbId));
  expect(found.map(({ ReleaseDate }) => ReleaseDate?.getTime())).toContain(releasedAt);
});

test('associations, of the fleet and of a node', async () => {
  const client = ssm();
  const { Associations = [] } = await client.send(new ListAssociationsCommand({}));
  const ofPlace = estate.associations.filter((each) => each.account === base.id && each.region === region);
  expect(Associations.map(({ AssociationId, Targets, TargetMaps }) => [AssociationId, Targets ?? TargetMaps])).toEqual(
    ofPlace.map(({ associationId, targets, targetMaps }) => [associationId, targets.length > 0 ? targets : targetMaps])
  );
  const withMaps = Associations.filter(({ TargetMaps }) => TargetMaps);
  expect(withMaps.map(({ Targets, Overview }) => [Targets, Overview?.Status])).toEqual([[undefined, 'Success']]);
  for (const listed of [Associations[0], ...withMaps]) {
    const one = await client.send(new DescribeAssociationCommand({ AssociationId: listed.AssociationId }));
    const { Overview, Targets, TargetMaps } = one.AssociationDescription!;
    expect({ Overview, Targets, TargetMaps }).toEqual({
      Overview: listed.Overview,
      Targets: listed.Targets,
      TargetMaps: listed.TargetMaps,
    });
  }
  const status = await client.send(
    new DescribeInstanceAssociationsStatusCommand({ InstanceId: managed[0].ssm.nodeId })
  );
  expect(status.InstanceAssociationStatusInfos?.map(({ Status }) => Status)).toEqual(
    managed[0].ssm.associations.map((association) => association.status)
  );
});

test('inventory, compliance, activations and baselines', async () => {
  const client = ssm();
  const node = managed[0].ssm.nodeId;
  const applications = await client.send(
    new ListInventoryEntriesCommand({ InstanceId: node, TypeName: 'AWS:Application' })
  );
  expect(applications.Entries?.[0]).toMatchObject({ Name: managed[0].ssm.software[0].name });
  const inventory = await client.send(new GetInventoryCommand({ MaxResults: 3 }));
  expect(inventory.Entities).toHaveLength(3);
  const compliance = await client.send(new ListResourceComplianceSummariesCommand({ MaxResults: 5 }));
  expect(compliance.ResourceComplianceSummaryItems?.[0].ResourceType).toBe('ManagedInstance');
  const activations = await client.send(new DescribeActivationsCommand({}));
  expect(activations.ActivationList?.length).toBeGreaterThan(0);
  const { BaselineIdentities = [] } = await client.send(new DescribePatchBaselinesCommand({}));
  const baseline = await client.send(new GetPatchBaselineCommand({ BaselineId: BaselineIdentities[0].BaselineId }));
  expect(baseline.Name).toBe(BaselineIdentities[0].BaselineName);
});

test('documents page through all that the account may use, and through its own', async () => {
  const client = ssm();
  const list = (input: object, pageSize?: number) =>
    collect(paginateListDocuments({ client, pageSize }, input), (page) => page.DocumentIdentifiers);
  const names = (documents: Array<{ name: string }>) => documents.map(({ name }) => name);
  const own = estate.documents.filter((each) => each.owner === base.id && each.region === region);
  const amazons = estate.documents.filter(({ owner }) => owner === 'Amazon');
  const all = await list({});
  expect(all.map(({ Name }) => Name)).toEqual(names([...own, ...amazons]).sort());
  expect(all[0].CreatedDate).toBeInstanceOf(Date);
  const mine = await list({ Filters: [{ Key: 'Owner', Values: ['Self'] }] }, 3);
  expect(mine.map(({ Name }) => Name)).toEqual(names(own));
});

test('patch groups page through those that are registered', async () => {
  const mappings = await collect(
    paginateDescribePatchGroups({ client: ssm(), pageSize: 5 }, {}),
    (page) => page.Mappings
  );
  const registered = estate.patchGroups.filter((each) => each.account === base.id && each.region === region);
  expect(mappings.length).toBeGreaterThan(5);
  expect(mappings.map(({ PatchGroup, BaselineIdentity }) => [PatchGroup, BaselineIdentity?.BaselineId])).toEqual(
    registered.map(({ patchGroup, baselineId }) => [patchGroup, baselineId])
  );
});

test('maintenance windows, parameters and baselines page through those of the place', async () => {
  const client = ssm();
  const ours = <T extends { account: string; region: string }>(all: T[]) =>
    all.filter((each) => each.account === base.id && each.region === region);
  const windows = await collect(
    paginateDescribeMaintenanceWindows({ client, pageSize: 10 }, {}),
    (page) => page.WindowIdentities
  );
  expect(windows.map(({ WindowId }) => WindowId)).toEqual(ours(estate.maintenanceWindows).map((each) => each.windowId));
  expect(windows.filter(({ NextExecutionTime = '' }) => Date.parse(NextExecutionTime) > Date.now()).length).toBe(
    ours(estate.maintenanceWindows).filter((each) => nextExecution(each, Date.now()) !== null).length
  );
  const parameters = await collect(paginateDescribeParameters({ client, pageSize: 50 }, {}), (page) => page.Parameters);
  expect(parameters.map(({ Name }) => Name)).toEqual(ours(estate.parameters).map(({ name }) => name));
  expect(parameters[0].LastModifiedDate).toBeInstanceOf(Date);
  const baselines = await collect(
    paginateDescribePatchBaselines({ client, pageSize: 3 }, {}),
    (page) => page.BaselineIdentities
  );
  expect(baselines.map(({ BaselineId }) => BaselineId)).toEqual(ours(estate.baselines).map((each) => each.baselineId));
});

test('compliance: the items of a node, and the nodes of each type', async () => {
  const client = ssm();
  const node = managed.find(({ ssm: { patch, patchByAssociation } }) => patch && !patchByAssociation)!;
  const items = await collect(
    paginateListComplianceItems({ client, pageSize: 20 }, { ResourceIds: [node.ssm.nodeId] }),
    (page) => page.ComplianceItems
  );
  const patches = items.filter(({ ComplianceType }) => ComplianceType === 'Patch');
  expect(patches).toHaveLength(node.ssm.patch!.patches.length);
  expect(patches[0].ExecutionSummary?.ExecutionTime).toBeInstanceOf(Date);
  const summaries = await collect(
    paginateListComplianceSummaries({ client, pageSize: 1 }, {}),
    (page) => page.ComplianceSummaryItems
  );
  const [{ CompliantSummary, NonCompliantSummary }] = summaries.filter((each) => each.ComplianceType === 'Patch');
  const counted = (CompliantSummary?.CompliantCount ?? 0) + (NonCompliantSummary?.NonCompliantCount ?? 0);
  expect(counted).toBe(managed.filter(({ ssm: { patch, patchByAssociation } }) => patch ?? patchByAssociation).length);
});

test('OpsItems, resource data syncs and cloud connectors of the place', async () => {
  const client = ssm();
  const ours = <T extends { account: string; region: string }>(all: T[]) =>
    all.filter((each) => each.account === base.id && each.region === region);
  const items = await collect(
    paginateDescribeOpsItems(
      { client, pageSize: 3 },
      { OpsItemFilters: [{ Key: 'Status', Operator: 'Equal', Values: ['Open', 'InProgress'] }] }
    ),
    (page) => page.OpsItemSummaries
  );
  const unfinished = ours(estate.opsItems).filter(({ status }) => status === 'Open' || status === 'InProgress');
  expect(items.map(({ OpsItemId }) => OpsItemId)).toEqual(unfinished.map(({ opsItemId }) => opsItemId));
  const syncs = await collect(
    paginateListResourceDataSync({ client, pageSize: 1 }, {}),
    (page) => page.ResourceDataSyncItems
  );
  expect(syncs.map(({ SyncName }) => SyncName)).toEqual(ours(estate.resourceDataSyncs).map((each) => each.syncName));
  const { CloudConnectors = [] } = await client.send(new ListCloudConnectorsCommand({}));
  expect(CloudConnectors.map(({ CloudConnectorId, Provider }) => [CloudConnectorId, Provider])).toEqual(
    ours(estate.cloudConnectors).map(({ cloudConnectorId }) => [cloudConnectorId, 'Azure'])
  );
});

test('a service setting is given by its id and by its ARN, and an unknown one is an error of its own', async () => {
  const client = ssm();
  const SettingId = '/ssm/managed-instance/activation-tier';
  const { ServiceSetting } = await client.send(new GetServiceSettingCommand({ SettingId }));
  expect(ServiceSetting).toMatchObject({ SettingId, SettingValue: 'advanced', Status: 'Customized' });
  expect(ServiceSetting!.LastModifiedDate).toBeInstanceOf(Date);
  const byArn = await client.send(new GetServiceSettingCommand({ SettingId: ServiceSetting!.ARN }));
  expect(byArn.ServiceSetting).toEqual(ServiceSetting);
  await expect(client.send(new GetServiceSettingCommand({ SettingId: '/ssm/x' }))).rejects.toMatchObject({
    name: 'ServiceSettingNotFound',
  });
});

test('commands page through those of the last 30 days, and through their invocations', async () => {
  const client = ssm();
  const commands = await collect(paginateListCommands({ client, pageSize: 20 }, {}), (page) => page.Commands);
  const monthAgo = Date.now() - 30 * 24 * 3600_000;
  const ours = estate.commands.filter((each) => each.account === base.id && each.region === region);
  expect(commands.map(({ CommandId }) => CommandId)).toEqual(
    ours.filter(({ requestedAt }) => requestedAt > monthAgo).map(({ commandId }) => commandId)
  );
  const most = ours.reduce((a, b) => (b.invocations.length > a.invocations.length ? b : a));
  const invocations = await collect(
    paginateListCommandInvocations({ client, pageSize: 2 }, { CommandId: most.commandId, Details: true }),
    (page) => page.CommandInvocations
  );
  expect(invocations.map(({ InstanceId, StatusDetails }) => [InstanceId, StatusDetails])).toEqual(
    most.invocations.map(({ nodeId, statusDetails }) => [nodeId, statusDetails])
  );
  expect(invocations[0].CommandPlugins?.[0].ResponseStartDateTime).toBeInstanceOf(Date);
});

test('automation executions page through those of the last 30 days, and through their steps', async () => {
  const client = ssm();
  const executions = await collect(
    paginateDescribeAutomationExecutions({ client }, {}),
    (page) => page.AutomationExecutionMetadataList
  );
  const monthAgo = Date.now() - 30 * 24 * 3600_000;
  const ours = estate.automations.filter((each) => each.account === base.id && each.region === region);
  expect(executions.map((each) => each.AutomationExecutionId)).toEqual(
    ours.filter(({ startedAt }) => startedAt > monthAgo).map((each) => each.automationExecutionId)
  );
  const { automationExecutionId: AutomationExecutionId, steps } = ours.find((each) => each.failureMessage)!;
  const read = await collect(
    paginateDescribeAutomationStepExecutions({ client, pageSize: 1 }, { AutomationExecutionId }),
    (page) => page.StepExecutions
  );
  expect(read.map(({ StepName, FailureMessage = null }) => [StepName, FailureMessage])).toEqual(
    steps.map(({ stepName, failureMessage }) => [stepName, failureMessage])
  );
});

test('sessions page through those that are over, and their log group is in a document', async () => {
  const client = ssm();
  const sessions = await collect(
    paginateDescribeSessions({ client, pageSize: 20 }, { State: 'History' }),
    (page) => page.Sessions
  );
  const monthAgo = Date.now() - 30 * 24 * 3600_000;
  const ours = estate.sessions.filter((each) => each.account === base.id && each.region === region);
  expect(sessions.map(({ SessionId, EndDate }) => [SessionId, EndDate?.getTime()])).toEqual(
    ours
      .filter(({ startedAt, endedAt }) => startedAt > monthAgo && endedAt !== null)
      .map(({ sessionId, endedAt }) => [sessionId, endedAt])
  );
  const { Content } = await client.send(new GetDocumentCommand({ Name: 'SSM-SessionManagerRunShell' }));
  expect(JSON.parse(Content!).inputs.cloudWatchLogGroupName).toBe('/ssm/sessions/eu-west-1');
});

test('executions of an association page through its runs, and through their targets', async () => {
  const client = ssm();
  const { associationId, lastExecutedAt } = estate.associations.find(
    (each) => each.account === base.id && each.region === region && each.associationName === 'Daily-Patch-Scan'
  )!;
  const AssociationId = associationId;
  const executions = await collect(
    paginateDescribeAssociationExecutions({ client }, { AssociationId }),
    (page) => page.AssociationExecutions
  );
  expect(executions.length).toBeGreaterThan(25);
  expect(executions[0].CreatedTime?.getTime()).toBe(lastExecutedAt);
  const targets = await collect(
    paginateDescribeAssociationExecutionTargets({ client }, { AssociationId, ExecutionId: executions[0].ExecutionId }),
    (page) => page.AssociationExecutionTargets
  );
  expect(targets.map(({ ResourceId, Status }) => [ResourceId, Status])).toEqual(
    managed.flatMap((machine) =>
      machine.ssm.associations
        .filter((each) => each.associationId === associationId)
        .map(({ status }) => [machine.ssm.nodeId, status])
    )
  );
});

test('targets, tasks and next runs of a maintenance window', async () => {
  const client = ssm();
  const window = estate.maintenanceWindows.find(
    (each) => each.account === base.id && each.region === region && each.name === 'Data-Centre-Move'
  )!;
  const targets = await collect(
    paginateDescribeMaintenanceWindowTargets({ client, pageSize: 10 }, { WindowId: window.windowId }),
    (page) => page.Targets
  );
  expect(targets.map((each) => each.WindowTargetId)).toEqual(window.targets.map((each) => each.windowTargetId));
  const tasks = await collect(
    paginateDescribeMaintenanceWindowTasks({ client, pageSize: 10 }, { WindowId: window.windowId }),
    (page) => page.Tasks
  );
  expect(tasks.map((each) => each.Priority)).toEqual(window.tasks.map((each) => each.priority));
  const runs = await collect(
    paginateDescribeMaintenanceWindowSchedule({ client, pageSize: 40 }, {}),
    (page) => page.ScheduledWindowExecutions
  );
  expect(runs.length).toBeGreaterThan(180);
  expect(Date.parse(runs[0].ExecutionTime!)).toBeGreaterThan(Date.now() - 60_000);
});

test('what a task installs, and whether a calendar is open', async () => {
  const client = ssm();
  const { windowId: WindowId, tasks } = estate.maintenanceWindows.find(
    (each) => each.account === base.id && each.region === region && each.name === 'Scan-Everything'
  )!;
  const task = await client.send(
    new GetMaintenanceWindowTaskCommand({ WindowId, WindowTaskId: tasks[0].windowTaskId })
  );
  expect(task.TaskInvocationParameters?.RunCommand?.Parameters?.Operation).toEqual(['Scan']);
  const CalendarNames = ['Checkout-Freeze'];
  const state = await client.send(new GetCalendarStateCommand({ CalendarNames }));
  expect(state.State).toBe('CLOSED');
  const AtTime = state.NextTransitionTime;
  expect(await client.send(new GetCalendarStateCommand({ CalendarNames, AtTime }))).toMatchObject({ State: 'OPEN' });
});

test('nodes page through those of the organization', async () => {
  const client = ssm();
  const SyncName = 'AWS-QuickSetup-ManagedNode';
  const nodes = await collect(paginateListNodes({ client }, { SyncName }), (page) => page.Nodes);
  expect(nodes.map(({ Id }) => Id)).toEqual(
    estate.machines.map(({ ssm: its, ec2 }) => its?.nodeId ?? ec2!.instanceId).filter((id) => !id.startsWith('eks_c:'))
  );
  await expect(
    collect(paginateListNodes({ client: ssm({ region: 'us-east-1' }) }, {}), () => [])
  ).rejects.toMatchObject({
    name: 'UnsupportedOperationException',
  });
});

test('EC2 and tagging know the instances that SSM does not manage', async () => {
  const reservations = await collect(
    paginateDescribeInstances({ client: new EC2Client(config()), pageSize: 30 }, {}),
    (page) => page.Reservations
  );
  const instances = reservations.flatMap(({ Instances = [] }) => Instances);
  const known = here.flatMap(({ ec2 }) => ec2?.instanceId ?? []);
  expect(instances.map(({ InstanceId }) => InstanceId)).toEqual(known);
  const client = new ResourceGroupsTaggingAPIClient(config());
  const tagged = await collect(
    paginateGetResources({ client, pageSize: 30 }, { ResourceTypeFilters: ['ec2:instance'] }),
    (page) => page.ResourceTagMappingList
  );
  expect(tagged.map(({ ResourceARN }) => ResourceARN?.split('/')[1])).toEqual(known);
});

test('a role opens its account, and only that', async () => {
  const sts = new STSClient(config());
  const { arn, externalId } = data.readerRole;
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'jest', ExternalId: externalId })
  );
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken,
  };
  const identity = await new STSClient(config({ credentials })).send(new GetCallerIdentityCommand({}));
  expect(identity.Account).toBe(data.id);
  const { InstanceProperties = [] } = await ssm({ credentials }).send(
    new DescribeInstancePropertiesCommand({ MaxResults: 1000 })
  );
  const theirs = estate.machines.filter((machine) => machine.account === data.id && machine.region === region);
  expect(InstanceProperties.map(({ InstanceId }) => InstanceId)).toEqual(theirs.flatMap((m) => m.ssm?.nodeId ?? []));
  await expect(sts.send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'jest' }))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::${base.id}:user/one-pane-base is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  });
});

test('session credentials end', async () => {
  const { arn, externalId } = base.readerRole;
  const { Credentials } = await new STSClient(config()).send(
    new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'jest', ExternalId: externalId, DurationSeconds: 900 })
  );
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken,
  };
  const later = Date.now() + 901_000;
  const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
  try {
    const client = ssm({ credentials });
    await expect(client.send(new ListAssociationsCommand({}))).rejects.toMatchObject({ name: 'ExpiredTokenException' });
    const ec2 = new EC2Client(config({ credentials }));
    await expect(ec2.send(new DescribeRegionsCommand({}))).rejects.toMatchObject({ name: 'RequestExpired' });
  } finally {
    clock.mockRestore();
  }
});

test('who signs wrongly is refused in the service’s own words', async () => {
  const wrongSecret = { credentials: { ...baseCredentials, secretAccessKey: 'wrong' } };
  const unknownKey = { credentials: { ...baseCredentials, accessKeyId: 'AKIAUNKNOWNEXAMPLE00' } };
  const asks: Array<[(changes: object) => Promise<unknown>, string, string]> = [
    [(c) => ssm(c).send(new ListAssociationsCommand({})), 'InvalidSignatureException', 'UnrecognizedClientException'],
    [
      (c) => new STSClient(config(c)).send(new GetCallerIdentityCommand({})),
      'SignatureDoesNotMatch',
      'InvalidClientTokenId',
    ],
    [(c) => new EC2Client(config(c)).send(new DescribeInstancesCommand({})), 'AuthFailure', 'AuthFailure'],
  ];
  for (const [ask, mismatch, unknown] of asks) {
    await expect(ask(wrongSecret)).rejects.toMatchObject({ name: mismatch });
    await expect(ask(unknownKey)).rejects.toMatchObject({ name: unknown });
  }
  await expect(ssm({ region: 'eu-south-1' }).send(new ListAssociationsCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
  });
  const unsigned = await fetch(simulator.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSSM.ListAssociations' },
  });
  expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
});

test('a body that was changed on the way no longer fits its signature', async () => {
  const client = ssm();
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { body: string }).body = '{"MaxResults":6}';
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low' }
  );
  await expect(client.send(new DescribeInstancePropertiesCommand({ MaxResults: 5 }))).rejects.toMatchObject({
    name: 'InvalidSignatureException',
  });
});

test('bad input is named', async () => {
  const client = ssm();
  const refusals: Array<[Promise<unknown>, string]> = [
    [client.send(new DescribeInstancePatchesCommand({ InstanceId: 'i-00000000000000000' })), 'InvalidInstanceId'],
    [client.send(new DescribeInstancePatchesCommand({ InstanceId: undefined })), 'ValidationException'],
    [client.send(new DescribeInstancePropertiesCommand({ MaxResults: 1001 })), 'ValidationException'],
    [client.send(new DescribeInstancePropertiesCommand({ NextToken: 'rubbish' })), 'InvalidNextToken'],
    [
      client.send(new DescribeInstancePatchStatesCommand({ InstanceIds: Array(51).fill('i-00000000000000000') })),
      'ValidationException',
    ],
    [client.send(new GetPatchBaselineCommand({ BaselineId: 'pb-00000000000000000' })), 'DoesNotExistException'],
    [client.send(new ListDocumentsCommand({ Filters: [{ Key: 'Colour', Values: ['red'] }] })), 'InvalidFilterKey'],
    [client.send(new ListDocumentsCommand({ MaxResults: 51 })), 'ValidationException'],
  ];
  for (const [refused, name] of refusals) {
    await expect(refused).rejects.toMatchObject({ name });
  }
});

test('the bucket of an operation runs dry, for one account and Region alone', async () => {
  const ask = (client: SSMClient) =>
    client.send(new DescribeInstanceAssociationsStatusCommand({ InstanceId: 'i-00000000000000000' }));
  const client = ssm({ region: 'us-east-1' });
  const names = await Promise.all(
    Array.from({ length: 10 }, () => ask(client).then(String, (error: Error) => error.name))
  );
  expect(new Set(names)).toEqual(new Set(['InvalidInstanceId', 'ThrottlingException']));
  await expect(ask(ssm())).rejects.toMatchObject({ name: 'InvalidInstanceId' });
});

test('faults strike whom they are meant for, and calls are counted', async () => {
  await control('DELETE', 'calls');
  const faults = [
    { service: 'ssm', operation: 'ListAssociations', region, status: 500, code: 'InternalServerError', times: 1 },
  ];
  await control('POST', 'faults', faults);
  await expect(ssm().send(new ListAssociationsCommand({}))).rejects.toMatchObject({ name: 'InternalServerError' });
  await expect(ssm().send(new ListAssociationsCommand({}))).resolves.toBeDefined();
  const calls = await (await control('GET', 'calls')).json();
  expect(calls).toEqual([
    expect.objectContaining({ account: base.id, region, operation: 'ListAssociations', calls: 2, failed: 1 }),
  ]);
  const wrong = await control('POST', 'faults', [{ colour: 'red' }]);
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ message: expect.stringContaining('colour') });
  await control('DELETE', 'faults');
});

test('the truth tells of the whole estate, and of one node in full', async () => {
  const whole = await (await control('GET', 'truth')).json();
  expect(whole.totals.machines).toBe(estate.machines.length);
  const node = managed.find((machine) => machine.ssm.patch)!;
  const one = await (await control('GET', `truth?nodeId=${node.ssm.nodeId}`)).json();
  expect(one.patches).toHaveLength(node.ssm.patch!.patches.length);
  expect(one.software).toHaveLength(node.ssm.software.length);
  expect((await control('GET', 'truth?nodeId=i-unknown')).status).toBe(404);
});
