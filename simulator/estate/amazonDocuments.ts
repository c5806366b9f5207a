import { type OperatingSystem, type SsmDocument } from './machine';

type Platform = OperatingSystem['type'];
type Row = [name: string, schemaVersion: string, platforms: Platform[], targetType?: string];

const anywhere: Platform[] = ['Windows', 'Linux', 'MacOS'];
const servers: Platform[] = ['Windows', 'Linux'];
const unix: Platform[] = ['Linux', 'MacOS'];
const linux: Platform[] = ['Linux'];
const windows: Platform[] = ['Windows'];

const instance = '/AWS::EC2::Instance';

/**
 * Some of the several hundred that Amazon has in every Region: what associations here use, and what people run. More than
 * a page of 50 together with a few of the account's own, so that who reads one page only misses some.
 */
const commands: Row[] = [
  ['AWS-ApplyAnsiblePlaybooks', '2.2', linux],
  ['AWS-ApplyChefRecipes', '2.2', servers],
  ['AWS-ApplyDSCMofs', '2.2', windows],
  ['AWS-ApplyPatchBaseline', '1.2', windows],
  ['AWS-ConfigureAWSPackage', '2.2', servers],
  ['AWS-ConfigureDocker', '2.0', servers],
  ['AWS-ConfigureKernelLivePatching', '2.2', linux],
  ['AWS-ConfigureWindowsUpdate', '1.2', windows],
  ['AWS-FindWindowsUpdates', '1.2', windows],
  ['AWS-GatherSoftwareInventory', '2.0', anywhere],
  ['AWS-InstallApplication', '1.2', windows],
  ['AWS-InstallMissingWindowsUpdates', '1.2', windows],
  ['AWS-InstallPowerShellModule', '1.2', windows],
  ['AWS-JoinDirectoryServiceDomain', '2.2', servers],
  ['AWS-RefreshAssociation', '2.0', anywhere],
  ['AWS-RunAnsiblePlaybook', '2.0', linux],
  ['AWS-RunDockerAction', '2.0', servers],
  ['AWS-RunDocument', '2.2', anywhere],
  ['AWS-RunInspecChecks', '2.2', servers],
  ['AWS-RunPatchBaseline', '2.2', anywhere],
  ['AWS-RunPatchBaselineAssociation', '2.2', anywhere],
  ['AWS-RunPatchBaselineWithHooks', '2.2', anywhere],
  ['AWS-RunPowerShellScript', '1.2', servers],
  ['AWS-RunRemoteScript', '2.2', anywhere],
  ['AWS-RunSaltState', '2.2', linux],
  ['AWS-RunShellScript', '1.2', unix],
  ['AWS-UpdateEC2Config', '1.2', windows],
  ['AWS-UpdateSSMAgent', '1.2', anywhere],
  ['AmazonCloudWatch-ManageAgent', '2.2', servers],
  ['AmazonInspector-ManageAWSAgent', '2.2', servers],
];

const automations: Row[] = [
  ['AWS-AttachIAMToInstance', '0.3', anywhere, instance],
  ['AWS-CreateImage', '0.3', anywhere, instance],
  ['AWS-CreateSnapshot', '0.3', anywhere, '/AWS::EC2::Volume'],
  ['AWS-PatchAsgInstance', '0.3', anywhere, instance],
  ['AWS-ResizeInstance', '0.3', anywhere, instance],
  ['AWS-RestartEC2Instance', '0.3', anywhere, instance],
  ['AWS-StartEC2Instance', '0.3', anywhere, instance],
  ['AWS-StopEC2Instance', '0.3', anywhere, instance],
  ['AWS-UpdateLinuxAmi', '0.3', anywhere, '/'],
  ['AWS-UpdateWindowsAmi', '0.3', anywhere, '/'],
  ['AWSSupport-ExecuteEC2Rescue', '0.3', anywhere, instance],
  ['AWSSupport-TroubleshootRDP', '0.3', anywhere, instance],
];

const sessions: Row[] = [
  ['AWS-StartInteractiveCommand', '1.0', anywhere],
  ['AWS-StartPortForwardingSession', '1.0', anywhere],
  ['AWS-StartPortForwardingSessionToRemoteHost', '1.0', anywhere],
  ['AWS-StartSSHSession', '1.0', anywhere],
];

const packages: Row[] = [
  ['AWSCodeDeployAgent', '2.0', servers],
  ['AWSNVMe', '2.0', windows],
  ['AWSPVDriver', '2.0', windows],
  ['AmazonCloudWatchAgent', '2.0', servers],
  ['AmazonEFSUtils', '2.0', linux],
  ['AwsEnaNetworkDriver', '2.0', windows],
];

type AmazonDocument = Pick<SsmDocument, 'name' | 'type' | 'schemaVersion' | 'platforms' | 'targetType'>;

export const amazonDocuments: AmazonDocument[] = [
  ...rows('Command', commands),
  ...rows('Automation', automations),
  ...rows('Session', sessions),
  ...rows('Package', packages),
];

function rows(type: SsmDocument['type'], of: Row[]): AmazonDocument[] {
  return of.map(([name, schemaVersion, platforms, targetType = null as string | null]) => ({
    name,
    type,
    schemaVersion,
    platforms,
    targetType,
  }));
}
