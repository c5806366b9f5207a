import { accounts } from './accounts';
import { hostManagementDocument, hostManagementRun, hostManagementTag } from './hostManagement';
import { type Association, type AssociationFacts, type Machine } from './machine';
import { Random } from './random';
import { withUnusualStatus } from './unusualStatuses';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What is said of one run of an association on a machine. */
type Outcome = Pick<AssociationFacts, 'status' | 'detailedStatus' | 'errorCode' | 'executionSummary'>;

interface Template {
  name: string;
  document: string;
  schedule: string;
  /** How often it runs, in milliseconds. */
  every: number;
  targets: Association['targets'];
  parameters: Record<string, string[]>;
  complianceSeverity: Association['complianceSeverity'];
  appliesTo(machine: Machine): boolean;
  failureRate: number;
  failures: Outcome[];
}

function failure(words: string, errorCode = 'Failed'): Outcome {
  return {
    status: 'Failed',
    detailedStatus: 'Failed',
    errorCode,
    executionSummary: `1 out of 1 plugin processed, 0 success, 1 failed, 0 timedout, 0 skipped. ${words}`,
  };
}

const pendingOutcome: Outcome = {
  status: 'Pending',
  detailedStatus: 'Associated',
  executionSummary: '',
  errorCode: null,
};

const skippedOutcome: Outcome = {
  status: 'Skipped',
  detailedStatus: 'Skipped',
  executionSummary: '1 out of 1 plugin processed, 0 success, 0 failed, 0 timedout, 1 skipped. ',
  errorCode: null,
};

const successOutcome: Outcome = {
  status: 'Success',
  detailedStatus: 'Success',
  executionSummary: '1 out of 1 plugin processed, 1 success, 0 failed, 0 timedout, 0 skipped. ',
  errorCode: null,
};

const allInstances = [{ Key: 'InstanceIds', Values: ['*'] }];

/** What nearly every account has State Manager do. */
const templates: Template[] = [
  {
    name: 'Inventory-Association',
    document: 'AWS-GatherSoftwareInventory',
    schedule: 'rate(30 minutes)',
    every: 30 * minute,
    targets: allInstances,
    parameters: { applications: ['Enabled'], awsComponents: ['Enabled'], networkConfig: ['Enabled'] },
    complianceSeverity: 'UNSPECIFIED',
    appliesTo: () => true,
    failureRate: 0.01,
    failures: [
      failure('The operation aws:softwareInventory failed because of insufficient disk space on the root volume.'),
      failure('Inventory policy upload failed: connection to the S3 endpoint timed out.', 'InventoryUploadFailed'),
    ],
  },
  {
    name: 'SystemAssociationForSsmAgentUpdate',
    document: 'AWS-UpdateSSMAgent',
    schedule: 'rate(14 days)',
    every: 14 * day,
    targets: allInstances,
    parameters: { allowDowngrade: ['false'] },
    complianceSeverity: 'LOW',
    appliesTo: ({ os }) => os.type !== 'MacOS',
    failureRate: 0.015,
    failures: [
      failure(
        'Failed to download the agent: Get "https://s3.eu-west-1.amazonaws.com/amazon-ssm-eu-west-1/": i/o timeout.'
      ),
      failure('The agent was installed with snap; updating with aws:updateSsmAgent is not supported.', 'Unsupported'),
    ],
  },
  {
    name: 'Daily-Patch-Scan',
    document: 'AWS-RunPatchBaseline',
    schedule: 'cron(0 2 ? * * *)',
    every: day,
    targets: allInstances,
    parameters: { Operation: ['Scan'], RebootOption: ['NoReboot'] },
    complianceSeverity: 'HIGH',
    // What Host Management alone scans has no patch state: it isn't among these.
    appliesTo: ({ ssm }) => !(ssm?.patchByAssociation && ssm.patch === null),
    failureRate: 0.03,
    failures: [
      failure('failed to run commands: exit status 156'),
      failure(
        'Unable to lock the administration directory (/var/lib/dpkg/), is another process using it? exit status 100'
      ),
      failure('An error occurred (AccessDenied) when calling the GetDeployablePatchSnapshotForInstance operation.'),
      {
        status: 'Failed',
        detailedStatus: 'TimedOut',
        errorCode: 'TimedOut',
        executionSummary:
          '1 out of 1 plugin processed, 0 success, 0 failed, 1 timedout, 0 skipped. The operation PatchLinux timed out.',
      },
    ],
  },
  {
    name: 'Configure-CloudWatch-Agent',
    document: 'AmazonCloudWatch-ManageAgent',
    schedule: 'rate(1 day)',
    every: day,
    targets: [{ Key: 'tag:CloudWatchAgent', Values: ['true'] }],
    parameters: { action: ['configure'], optionalConfigurationSource: ['ssm'] },
    complianceSeverity: 'MEDIUM',
    appliesTo: ({ tags }) => tags.CloudWatchAgent === 'true',
    failureRate: 0.035,
    failures: [
      failure('Fail to fetch the config! ParameterNotFound: AmazonCloudWatch-linux-default. exit status 1'),
      failure('amazon-cloudwatch-agent has not been installed. exit status 1'),
    ],
  },
  {
    name: 'Harden-Linux',
    document: 'AWS-ApplyAnsiblePlaybooks',
    schedule: 'cron(0 4 ? * SUN *)',
    every: 7 * day,
    targets: [{ Key: 'tag:Environment', Values: ['production', 'staging'] }],
    parameters: { PlaybookFile: ['cis-level-1.yml'], Check: ['False'] },
    complianceSeverity: 'CRITICAL',
    appliesTo: ({ os, tags }) => os.type === 'Linux' && /^(production|staging)$/.test(tags.Environment),
    failureRate: 0.05,
    failures: [
      failure(
        'TASK [ssh : Ensure root login is disabled] fatal: [localhost]: FAILED! failed to run commands: exit status 2'
      ),
      failure('/usr/bin/ansible-playbook: No such file or directory. failed to run commands: exit status 127'),
      failure('TASK [fs : Ensure /tmp is mounted noexec] fatal: [localhost]: FAILED! => mount: /tmp: target is busy.'),
    ],
  },
  {
    name: 'Domain-Join',
    document: 'AWS-JoinDirectoryServiceDomain',
    schedule: 'rate(7 days)',
    every: 7 * day,
    targets: [{ Key: 'tag:DomainJoin', Values: ['corp.example.com'] }],
    parameters: { directoryName: ['corp.example.com'], directoryId: ['d-9067a1b2c3'] },
    complianceSeverity: 'HIGH',
    appliesTo: ({ tags }) => tags.DomainJoin !== undefined,
    failureRate: 0.05,
    failures: [
      failure('Domain join failed with error: The specified domain either does not exist or could not be contacted.'),
      failure('Domain join failed with error: The network path was not found. exit status 53', 'DomainJoinFailed'),
    ],
  },
];

export function makeAssociations(seed: number, madeAt: number): Association[] {
  return accounts.flatMap(({ id: account, regions }) =>
    regions.flatMap((region) => {
      const random = new Random(seed, 'associations', account, region);
      const ofTemplates = templates.map((template) => ({
        associationId: random.uuid(),
        associationName: template.name,
        associationVersion: String(random.int(1, 4)),
        documentName: template.document,
        documentVersion: '$DEFAULT',
        account,
        region,
        targets: template.targets,
        targetMaps: [],
        parameters: template.parameters,
        complianceSeverity: template.complianceSeverity,
        scheduleExpression: template.schedule,
        createdAt: madeAt - random.int(90, 700) * day,
        lastExecutedAt: madeAt - random.int(0, template.every / minute) * minute,
      }));
      return [...ofTemplates, hostManagement(account, region, madeAt, random)];
    })
  );
}

/** What Quick Setup makes for Host Management's daily scan. */
function hostManagement(account: string, region: string, madeAt: number, random: Random): Association {
  return {
    associationId: random.uuid(),
    associationName: `AWS-QuickSetup-SSMHostMgmt-ScanForPatches-${random.hex(5)}`,
    associationVersion: '1',
    documentName: hostManagementDocument,
    documentVersion: '$DEFAULT',
    account,
    region,
    targets: [{ Key: `tag:${hostManagementTag}`, Values: ['true'] }],
    targetMaps: [],
    parameters: { Operation: ['Scan'] },
    complianceSeverity: 'UNSPECIFIED',
    scheduleExpression: 'rate(1 day)',
    createdAt: madeAt - random.int(90, 700) * day,
    lastExecutedAt: madeAt - random.int(0, day / minute) * minute,
  };
}

/** How the associations of its account and Region went on one machine, up to when it was last heard. */
export function machineAssociations(
  machine: Machine,
  ofPlace: Association[],
  lastHeardAt: number,
  justRegistered: boolean,
  seed: number
): AssociationFacts[] {
  const random = new Random(seed, machine.key, 'associations');
  // A machine that fails one thing is more likely to fail another.
  const trouble = random.chance(0.1) ? 3 : 0.5;
  const ofTemplates = templates.flatMap((template, i): AssociationFacts[] => {
    const { associationId, associationName, associationVersion, documentName } = ofPlace[i];
    const executedAt = lastHeardAt - Math.floor(random.next() * Math.min(template.every, 13 * day));
    const failed = random.chance(template.failureRate * trouble);
    const failureWords = random.pick(template.failures);
    const pending = justRegistered ? template.every > 30 * minute : random.chance(0.004);
    const skipped = random.chance(0.01) && template.name === 'Configure-CloudWatch-Agent';
    if (!template.appliesTo(machine)) {
      return [];
    }
    const ran = failed ? failureWords : skipped ? skippedOutcome : successOutcome;
    const { status, detailedStatus, executionSummary, errorCode } = pending ? pendingOutcome : ran;
    const lastSuccessAt = (): number | null => {
      switch (status) {
        case 'Success':
          return executedAt;
        case 'Failed':
          return random.chance(0.7) ? executedAt - template.every * random.int(1, 5) : null;
        default:
          return null;
      }
    };
    // Written out member by member: an estate has hundreds of thousands of these, and spreading is slow.
    return [
      {
        associationId,
        associationName,
        associationVersion,
        documentName,
        status,
        detailedStatus,
        executedAt: status === 'Pending' ? null : executedAt,
        lastSuccessAt: lastSuccessAt(),
        executionSummary,
        errorCode,
      },
    ];
  });
  const all = [...ofTemplates, ...hostManagementRun(machine, ofPlace)];
  return withUnusualStatus(all, machine.ssm?.agentUpdateStatus ?? null);
}
