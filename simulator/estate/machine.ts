import { type InvocationDetails } from './commandStatus';
import { type ComplianceSeverity } from './compliance';
import { type SessionPreferences } from './documentContent';

/**
 * One machine of the simulated estate, as the world knows it: what it is, what it is called and how it is doing.
 * The protocol rooms (ssm/, cloudwatch/, azure/, prometheus/ ...) turn this into answers; nothing here is shaped like an answer.
 * All times are epoch milliseconds.
 */
export interface Machine {
  /** The simulator's own key, `m-00017`; never on any wire but in exporter paths. */
  key: string;
  kind: MachineKind;
  /** What it is there for, as in its host name: `web`, `api`, `db`, `sql`, `cache`, `worker`, `sap`, `pos` ... */
  role: string;
  /** AWS account in which SSM (and, for EC2, EC2) knows it: an id of 12 digits. */
  account: string;
  /** AWS Region in which SSM knows it. */
  region: string;
  names: MachineNames;
  os: OperatingSystem;
  privateIp: string;
  cpuCount: number;
  memoryBytes: number;
  /** Power: a stopped machine has no metrics and answers no ping. */
  power: Power;
  /** What SSM knows; null for an EC2 instance that SSM does not manage. */
  ssm: SsmFacts | null;
  ec2: Ec2Facts | null;
  azure: AzureFacts | null;
  gcp: GcpFacts | null;
  metrics: MetricSources;
  /** Owner, Environment, "Patch Group", provider, CloudConnector ... as its own cloud (EC2) or SSM (`mi-`) holds them. */
  tags: Record<string, string>;
}

/** The id by which AWS knows a machine. */
export function nodeIdOf({ ssm, ec2 }: Machine): string | undefined {
  return ssm?.nodeId ?? ec2?.instanceId;
}

export type MachineKind = 'ec2' | 'onPremises' | 'azure' | 'gcp' | 'edge';

/** `stoppedAt` is null while it runs. */
export interface Power {
  running: boolean;
  stoppedAt: number | null;
  bootedAt: number;
}

/** The several names that one machine goes by. They need not agree, as in life. */
export interface MachineNames {
  /** `web-prd-017`, `SQLPRD07`: what its own kernel says. */
  hostname: string;
  /** Full name, or null where the machine knows no domain. */
  fqdn: string | null;
  /** What SSM Agent reports as ComputerName; for Azure's provider path `subscriptionId:resourceGroup:vmName`. */
  computerName: string;
}

export interface OperatingSystem {
  type: 'Linux' | 'Windows' | 'MacOS';
  /** SSM's PlatformName: `Amazon Linux`, `Microsoft Windows Server 2022 Datacenter`. */
  name: string;
  version: string;
  architecture: 'x86_64' | 'arm64' | 'x86_64_mac' | 'arm64_mac';
}

export interface SsmFacts {
  /** `i-`, `mi-`, or `eks_c:` of a connected cluster. */
  nodeId: string;
  resourceType: 'EC2Instance' | 'ManagedInstance';
  sourceType: string | null;
  sourceId: string | null;
  sourceLocation: string | null;
  agentVersion: string;
  agentIsLatest: boolean;
  /** silent: the agent has not been heard since `silentSince`. */
  silentSince: number | null;
  registeredAt: number | null;
  activationId: string | null;
  iamRole: string | null;
  /** null: AWS has no patch state for it. */
  patch: PatchFacts | null;
  /** What Quick Setup's Host Management found, beside the patch state or without one; null where it doesn't scan it. */
  patchByAssociation: PatchByAssociation | null;
  /** What stands in the place of its agent update's own status. */
  agentUpdateStatus: 'Skipped' | 'Queued' | null;
  /** Made anew from the machine's seed at every read, so that a large estate stays small: read it once and keep it. */
  readonly associations: AssociationFacts[];
  /** Made anew at every read, as `associations`. */
  readonly software: SoftwareFacts[];
}

/** The findings of AWS-RunPatchBaselineAssociation, as it puts them into compliance. */
export interface PatchByAssociation {
  status: 'COMPLIANT' | 'NON_COMPLIANT';
  executedAt: number;
  executionId: string;
  /** The patches that it saw, as they were. */
  scanned: PatchFacts;
  compliantCount: number;
  nonCompliantBySeverity: Record<ComplianceSeverity, number>;
}

export interface PatchFacts {
  operation: 'Scan' | 'Install';
  startedAt: number;
  endedAt: number;
  baselineId: string;
  patchGroup: string;
  snapshotId: string;
  /** The command of Run Command that it came from. */
  commandId: string;
  rebootOption: 'RebootIfNeeded' | 'NoReboot';
  lastNoRebootInstallAt: number | null;
  /** How many of each state; equal to what counting `patches` gives, without making the list. */
  counts: Record<PatchItem['state'], number>;
  /** Those that want attention: every state but Installed and InstalledOther. */
  openPatches: PatchItem[];
  /** Every patch that the last operation saw, the open ones first. Made anew at every read. */
  readonly patches: PatchItem[];
  notApplicableCount: number;
}

export interface PatchItem {
  title: string;
  kbId: string;
  classification: string;
  severity: string;
  state:
    | 'Installed'
    | 'InstalledOther'
    | 'InstalledPendingReboot'
    | 'InstalledRejected'
    | 'Missing'
    | 'Failed'
    | 'AvailableSecurityUpdate';
  /** null where it isn't installed (on the wire: 0). */
  installedAt: number | null;
  cveIds: string[];
}

export interface AssociationFacts {
  associationId: string;
  associationName: string;
  associationVersion: string;
  documentName: string;
  status: 'Success' | 'Failed' | 'Pending' | 'Skipped' | 'Queued';
  detailedStatus: string;
  executedAt: number | null;
  lastSuccessAt: number | null;
  /** What the agent said, for instance `3 out of 4 plugins processed, 1 failed...`. */
  executionSummary: string;
  errorCode: string | null;
}

export interface SoftwareFacts {
  name: string;
  version: string;
  publisher: string;
  installedAt: number | null;
  architecture: string;
  packageId: string;
}

export interface Ec2Facts {
  instanceId: string;
  instanceType: string;
  availabilityZone: string;
  launchedAt: number;
  /** null while it is there: EC2 remembers it for a while. */
  terminatedAt: number | null;
  imageId: string;
  privateDnsName: string;
  iamInstanceProfileArn: string | null;
}

export interface AzureFacts {
  subscriptionId: string;
  resourceGroup: string;
  vmName: string;
  vmId: string;
  location: string;
  /** How SSM came to know it: the provider path of July 2026, a Cloud Connector, or a plain hybrid activation. */
  path: 'provider' | 'connector' | 'activation';
  /** `/subscriptions/../resourceGroups/../providers/Microsoft.Compute/virtualMachines/..` */
  resourceId: string;
  size: string;
}

export interface GcpFacts {
  projectId: string;
  zone: string;
  instanceId: string;
  instanceName: string;
}

/** Who hears from it. Several may; most machines have one or two. */
export interface MetricSources {
  /** AWS/EC2 metrics by InstanceId (EC2 only), the CloudWatch agent by InstanceId (EC2) or by `host` (hybrid). */
  cloudWatch: { ec2: boolean; agent: 'instanceId' | 'host' | null };
  azureMonitor: boolean;
  /** The exporter that a Prometheus scrapes, and the `instance` label it is scraped under; null where there is none. */
  exporter: { product: 'node_exporter' | 'windows_exporter'; version: string; instance: string } | null;
}

export interface Account {
  id: string;
  name: string;
  regions: string[];
  /** The role that a reader assumes, and the external id that it must present. */
  readerRole: { arn: string; externalId: string };
}

export interface Association {
  associationId: string;
  associationName: string;
  associationVersion: string;
  documentName: string;
  documentVersion: string;
  account: string;
  region: string;
  targets: Array<{ Key: string; Values: string[] }>;
  /** Parameters of a runbook to resources; an association has these or targets. */
  targetMaps: Array<Record<string, string[]>>;
  parameters: Record<string, string[]>;
  complianceSeverity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW' | 'UNSPECIFIED';
  scheduleExpression: string;
  createdAt: number;
  lastExecutedAt: number | null;
}

export interface Activation {
  activationId: string;
  account: string;
  region: string;
  description: string;
  defaultInstanceName: string;
  iamRole: string;
  registrationLimit: number;
  registrationsCount: number;
  createdAt: number;
  expiresAt: number;
  tags: Record<string, string>;
}

/** What associations, commands, automations and sessions run, or a package that is distributed; as its default version is. */
export interface SsmDocument {
  name: string;
  /** The id of an account, or `Amazon`, whose documents are in every account and Region. */
  owner: string;
  /** null where it is Amazon's. */
  region: string | null;
  /** Ids of the other accounts that may use it, in the same Region. */
  sharedWith: string[];
  displayName: string | null;
  /** A number that SSM counts up, and what its author calls it. */
  version: string;
  versionName: string | null;
  type:
    | 'Command'
    | 'Automation'
    | 'Automation.ChangeTemplate'
    | 'Session'
    | 'Package'
    | 'ApplicationConfiguration'
    | 'ApplicationConfigurationSchema';
  schemaVersion: string;
  format: 'JSON' | 'YAML';
  platforms: Array<OperatingSystem['type']>;
  /** The kind of resource that it can run on: `/AWS::EC2::Instance`, or `/` for all. */
  targetType: string | null;
  createdAt: number;
  tags: Record<string, string>;
  /** Documents that must be there for it. */
  requires: Array<{ name: string; version: string }>;
  /** Only of the document that has Session Manager's preferences in an account and Region; an empty text is off. */
  sessionPreferences: SessionPreferences | null;
  /** Only of what is reviewed: change templates. */
  reviewStatus: 'APPROVED' | 'PENDING' | null;
  author: string | null;
}

export interface AzureSubscription {
  subscriptionId: string;
  displayName: string;
}

/** The whole world, made once from a seed and a size, and changed on demand. */
export interface Estate {
  seed: number;
  /** The moment for which it was made; ages in the estate are counted back from here. */
  madeAt: number;
  accounts: Account[];
  organization: Organization;
  machines: Machine[];
  associations: Association[];
  activations: Activation[];
  baselines: PatchBaseline[];
  patchGroups: PatchGroup[];
  documents: SsmDocument[];
  maintenanceWindows: MaintenanceWindow[];
  parameters: SsmParameter[];
  opsItems: OpsItem[];
  /** The newest first. */
  commands: Command[];
  /** The newest first. */
  automations: AutomationExecution[];
  /** The newest first. */
  sessions: Session[];
  metricAlarms: MetricAlarm[];
  compositeAlarms: CompositeAlarm[];
  cloudConnectors: CloudConnector[];
  resourceDataSyncs: ResourceDataSync[];
  serviceSettings: ServiceSetting[];
  azureSubscriptions: AzureSubscription[];
  /** Counts the changes since it was made: what was worked out before is old. */
  revision: number;
  /** What was there, and isn't any more: see changeEstate. */
  vanished: Array<{ machine: Machine; at: number }>;
  /** A managed machine of that kind and place, with a number that no other has. */
  makeAnother(number: number, like: Pick<Machine, 'kind' | 'account' | 'region'>): Machine;
}

export interface PatchBaseline {
  baselineId: string;
  name: string;
  description: string;
  operatingSystem: string;
  account: string;
  region: string;
  /** Default for its operating system. */
  isDefault: boolean;
  availableSecurityUpdatesComplianceStatus: 'COMPLIANT' | 'NON_COMPLIANT';
}

/** That a patch group is registered with a baseline, for the baseline's operating system. */
export interface PatchGroup {
  patchGroup: string;
  account: string;
  region: string;
  baselineId: string;
}

export interface MaintenanceWindow {
  windowId: string;
  account: string;
  region: string;
  name: string;
  description: string | null;
  enabled: boolean;
  /** Hours that it is open, and hours before its end from which on no task begins. */
  duration: number;
  cutoff: number;
  schedule: string;
  /** null: UTC. */
  timezone: string | null;
  /** Days after the schedule's own. */
  offset: number | null;
  startsAt: number | null;
  endsAt: number | null;
  createdAt: number;
  targets: WindowTarget[];
  tasks: WindowTask[];
}

/** Nodes, or resource groups, that are registered with a maintenance window. */
export interface WindowTarget {
  windowTargetId: string;
  resourceType: 'INSTANCE' | 'RESOURCE_GROUP';
  targets: Array<{ Key: string; Values: string[] }>;
  ownerInformation: string | null;
  name: string | null;
  description: string | null;
}

/** What a maintenance window does. */
export interface WindowTask {
  windowTaskId: string;
  /** The name of a document, or an ARN. */
  taskArn: string;
  type: 'RUN_COMMAND' | 'AUTOMATION' | 'STEP_FUNCTIONS' | 'LAMBDA';
  /** Ids of the window's targets that it runs on. */
  windowTargetIds: string[];
  priority: number;
  maxConcurrency: string | null;
  maxErrors: string | null;
  name: string | null;
  description: string | null;
}

/** A parameter of Parameter Store: nobody here needs its value. */
export interface SsmParameter {
  name: string;
  account: string;
  region: string;
  type: 'String' | 'StringList' | 'SecureString';
  description: string | null;
  /** Of a SecureString. */
  keyId: string | null;
  allowedPattern: string | null;
  tier: 'Standard' | 'Advanced' | 'Intelligent-Tiering';
  dataType: string;
  version: number;
  modifiedAt: number;
  /** An ARN. */
  modifiedBy: string;
  policies: Array<{
    type: 'Expiration' | 'ExpirationNotification' | 'NoChangeNotification';
    status: 'Pending' | 'Finished' | 'Failed' | 'InProgress';
    attributes: Record<string, string>;
  }>;
}

/** A way by which SSM manages machines of another cloud. */
export interface CloudConnector {
  cloudConnectorId: string;
  account: string;
  region: string;
  displayName: string;
  description: string | null;
  roleArn: string;
  createdAt: number;
  updatedAt: number;
}

/** It has a destination, or a source. */
export interface ResourceDataSync {
  syncName: string;
  account: string;
  region: string;
  createdAt: number;
  lastTriedAt: number;
  lastSucceededAt: number;
  status: 'Successful' | 'Failed' | 'InProgress';
  message: string | null;
  destination: { bucket: string; prefix: string | null; region: string } | null;
  source: { regions: string[]; organizationalUnits: string[] } | null;
}

/** A setting of Systems Manager that is not as AWS provisioned it. */
export interface ServiceSetting {
  settingId: string;
  account: string;
  region: string;
  value: string;
  status: 'Customized' | 'PendingUpdate';
  modifiedAt: number;
  /** An ARN. */
  modifiedBy: string;
}

/** A piece of work of OpsCenter: an issue or a change request. */
export interface OpsItem {
  opsItemId: string;
  account: string;
  region: string;
  title: string;
  type: '/aws/issue' | '/aws/changerequest';
  status: 'Open' | 'InProgress' | 'Resolved' | 'Scheduled' | 'CompletedWithSuccess' | 'Rejected';
  source: string;
  category: string;
  severity: string | null;
  priority: number | null;
  createdAt: number;
  /** ARNs. */
  createdBy: string;
  modifiedAt: number;
  modifiedBy: string;
  /** When a change is to start. */
  plannedAt: number | null;
  /** ARNs of what it speaks of. */
  resources: string[];
}

/** A command that was sent to nodes with Run Command, by a person or by another capability. */
export interface Command {
  commandId: string;
  account: string;
  region: string;
  documentName: string;
  documentVersion: string;
  comment: string | null;
  parameters: Record<string, string[]>;
  /** By what its nodes were found; none where they were named one by one. */
  targets: Array<{ Key: string; Values: string[] }>;
  requestedAt: number;
  /** How long it may take until a node takes it, and how long a node may take to run it, in seconds. */
  timeoutSeconds: number;
  executionTimeoutSeconds: number;
  maxConcurrency: string;
  maxErrors: string;
  status: 'Pending' | 'InProgress' | 'Success' | 'Cancelled' | 'Failed' | 'TimedOut';
  /** More words than `status`: `DeliveryTimedOut`, `Incomplete`, `NoInstancesInTag`. */
  statusDetails: string;
  /** The step of its document, `aws:runShellScript`. */
  plugin: string;
  /** What it wrote where it failed. */
  failureOutput: string;
  invocations: CommandInvocation[];
}

/** A command's copy for one node. */
export interface CommandInvocation {
  nodeId: string;
  status: 'Pending' | 'InProgress' | 'Delayed' | 'Success' | 'Cancelled' | 'TimedOut' | 'Failed';
  statusDetails: InvocationDetails;
  /** null where it didn't begin, or isn't over. */
  startedAt: number | null;
  endedAt: number | null;
}

/** A run of an Automation runbook: on one target, or on several, with a child for each. */
export interface AutomationExecution {
  automationExecutionId: string;
  account: string;
  region: string;
  /** Of the one whose child it is. */
  parentId: string | null;
  documentName: string;
  documentVersion: string;
  status: 'InProgress' | 'Waiting' | 'Success' | 'TimedOut' | 'Cancelled' | 'Failed';
  startedAt: number;
  /** null while it runs. */
  endedAt: number | null;
  /** An ARN. */
  executedBy: string;
  type: 'Local' | 'CrossAccount';
  /** The id of an instance. */
  target: string | null;
  /** Of one on several targets: the parameter that has them, how they were asked for, and which they were. */
  targetParameterName: string | null;
  targets: Array<{ Key: string; Values: string[] }>;
  targetMaps: Array<Record<string, string[]>>;
  resolvedTargets: string[];
  maxConcurrency: string | null;
  maxErrors: string | null;
  /** Of the association that started it. */
  associationId: string | null;
  /** The name of the step that runs; null where none does. */
  currentStep: string | null;
  failureMessage: string | null;
  /** None where its children have them. */
  steps: AutomationStep[];
}

export interface AutomationStep {
  stepExecutionId: string;
  stepName: string;
  action: string;
  status: AutomationExecution['status'] | 'Pending';
  /** null where it didn't begin, or isn't over. */
  startedAt: number | null;
  endedAt: number | null;
  failureMessage: string | null;
}

/** Somebody's session on a node, with Session Manager. */
export interface Session {
  /** The person's name, and some digits. */
  sessionId: string;
  account: string;
  region: string;
  /** The id of a node. */
  target: string;
  status: 'Connected' | 'Disconnected' | 'Terminated' | 'Failed';
  startedAt: number;
  /** null while it is open. */
  endedAt: number | null;
  documentName: string;
  /** An ARN. */
  owner: string;
  reason: string | null;
  maxSessionMinutes: number | null;
}

interface Alarm {
  account: string;
  region: string;
  alarmName: string;
  description: string | null;
  /** It tells somebody. */
  actionsEnabled: boolean;
  /** ARNs. */
  alarmActions: string[];
  state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  stateReason: string;
  stateUpdatedAt: number;
  configuredAt: number;
}

/** An alarm of CloudWatch on a metric, or on an expression. */
export interface MetricAlarm extends Alarm {
  /** null where it is on an expression. */
  namespace: string | null;
  metricName: string | null;
  statistic: 'Average' | 'Maximum' | 'Sum' | null;
  dimensions: Record<string, string>;
  expression: string | null;
  /** Seconds. */
  period: number;
  evaluationPeriods: number;
  threshold: number;
  comparisonOperator: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold';
  /** null: as missing. */
  treatMissingData: string | null;
}

/** An alarm of CloudWatch on other alarms. */
export interface CompositeAlarm extends Alarm {
  rule: string;
  /** Names of those that the rule speaks of. */
  children: string[];
  /** The name of the alarm that keeps it quiet. */
  suppressor: string | null;
}

/** AWS Organizations, as far as Systems Manager tells of it. */
export interface Organization {
  /** The organizational unit of each account, by the account's id. */
  units: Record<string, { id: string; path: string }>;
  /** Accounts and Regions in which Systems Manager's integrated console is set up: only there nodes can be listed with it. */
  integratedConsole: Array<{ account: string; region: string }>;
}
