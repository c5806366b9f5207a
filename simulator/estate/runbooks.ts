/** A runbook: its steps in order, each with its action, and how it may fail, at which step. */
interface Runbook {
  documentName: string;
  steps: Array<[name: string, action: string]>;
  failure: { step: number; message: string };
}

/** What Automation writes behind the words of the service that said no. */
const guide = ' Please refer to Automation Service Troubleshooting Guide for more diagnosis details.';

function failure(step: number, phase: string, message: string): Runbook['failure'] {
  return { step, message: `Step fails when it is ${phase} action. ${message}${guide}` };
}

/** What people, windows and associations run. */
export const runbooks: Runbook[] = [
  {
    documentName: 'AWS-RestartEC2Instance',
    steps: [
      ['stopInstances', 'aws:changeInstanceState'],
      ['startInstances', 'aws:changeInstanceState'],
    ],
    failure: failure(
      1,
      'Execute/Cancelling',
      'An error occurred (InsufficientInstanceCapacity) when calling the StartInstances operation: There is no Spot capacity.'
    ),
  },
  {
    documentName: 'AWS-StopEC2Instance',
    steps: [
      ['stopInstances', 'aws:changeInstanceState'],
      ['forceStopInstances', 'aws:changeInstanceState'],
    ],
    failure: failure(
      0,
      'Execute/Cancelling',
      'An error occurred (UnauthorizedOperation) when calling the StopInstances operation: You are not authorized.'
    ),
  },
  {
    documentName: 'AWS-CreateImage',
    steps: [['createImage', 'aws:createImage']],
    failure: failure(0, 'Poll', 'Image ami-0f00ba5e is in state failed: Client.InternalError'),
  },
  {
    documentName: 'AWS-PatchAsgInstance',
    steps: [
      ['CheckForInstance', 'aws:executeScript'],
      ['EnterStandby', 'aws:executeScript'],
      ['installMissingOSUpdates', 'aws:runCommand'],
      ['ExitStandby', 'aws:executeScript'],
    ],
    failure: failure(
      2,
      'Poll',
      // As a script may write it: markup, and a link that runs.
      'Command failed with <script>alert(document.domain)</script> [details](javascript:alert(1)) {"Output":"exit status 156"}.'
    ),
  },
  {
    documentName: 'AWSSupport-ExecuteEC2Rescue',
    steps: [
      ['stopInstances', 'aws:changeInstanceState'],
      ['approveRescue', 'aws:approve'],
      ['runEC2Rescue', 'aws:runCommand'],
      ['startInstances', 'aws:changeInstanceState'],
    ],
    failure: failure(2, 'Execute/Cancelling', 'No managed node is registered for the rescue instance.'),
  },
];

export function runbookOf(documentName: string): Runbook {
  return runbooks.find((each) => each.documentName === documentName)!;
}
