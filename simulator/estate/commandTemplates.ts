import { type Command, type OperatingSystem } from './machine';

export type CommandTemplate = Pick<Command, 'documentName' | 'comment' | 'parameters' | 'plugin' | 'failureOutput'> & {
  platforms: Array<OperatingSystem['type']>;
};

const linux: CommandTemplate['platforms'] = ['Linux'];
const windows: CommandTemplate['platforms'] = ['Windows'];
const servers: CommandTemplate['platforms'] = ['Linux', 'Windows'];

function script(
  platforms: CommandTemplate['platforms'],
  comment: string | null,
  commands: string[],
  failureOutput: string
): CommandTemplate {
  const shell = platforms === windows ? 'PowerShell' : 'Shell';
  return {
    documentName: `AWS-Run${shell}Script`,
    platforms,
    comment,
    parameters: { commands, workingDirectory: [''], executionTimeout: ['600'] },
    plugin: `aws:run${shell}Script`,
    failureOutput,
  };
}

/** What people send. */
export const commandTemplates: CommandTemplate[] = [
  script(linux, 'Is there room on the disks?', ['df -h', 'lsblk'], 'df: /mnt/orders: Stale file handle\nexit status 1'),
  script(windows, null, ['Restart-Service -Name W3SVC'], 'Restart-Service : Cannot open W3SVC service.\nexit status 1'),
  {
    documentName: 'AWS-ConfigureAWSPackage',
    platforms: servers,
    comment: 'CloudWatch agent 1.300048',
    parameters: { action: ['Install'], installationType: ['Uninstall and reinstall'], name: ['AmazonCloudWatchAgent'] },
    plugin: 'configurePackage',
    failureOutput: 'failed to download installation package reliably, RequestError: send request failed\nexit status 1',
  },
  {
    documentName: 'AWS-UpdateSSMAgent',
    platforms: servers,
    comment: '',
    parameters: { version: [''], allowDowngrade: ['false'] },
    plugin: 'updateAgent',
    failureOutput: 'Failed to update amazon-ssm-agent to 3.3.1345.0: no space left on device',
  },
  {
    documentName: 'AmazonCloudWatch-ManageAgent',
    platforms: servers,
    comment: null,
    parameters: {
      action: ['configure'],
      mode: ['ec2'],
      optionalConfigurationSource: ['ssm'],
      optionalConfigurationLocation: ['AmazonCloudWatch-linux-default'],
    },
    plugin: 'ControlCloudWatchAgentLinux',
    failureOutput: 'Fail to fetch the config! ParameterNotFound\nexit status 1',
  },
  // What people put into comments and scripts: markup, a formula, text that runs from right to left, a password.
  script(
    linux,
    '=HYPERLINK("https://evil.example.com","<img src=x onerror=alert(1)>") \u202e\u05e9\u05dc\u05d5\u05dd',
    [
      'echo "</script><script>alert(1)</script>"',
      "mysql -u root -p'correct horse battery staple' -e 'SHOW SLAVE STATUS'",
    ],
    '<b onmouseover=alert(1)>ERROR 1045 (28000)</b>: Access denied for user "root"@"localhost"\nexit status 1'
  ),
];
