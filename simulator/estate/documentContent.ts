import { stringify } from 'yaml';
import { type SsmDocument } from './machine';
import { runbooks } from './runbooks';

/** What Session Manager's preferences say of an account and Region. */
export interface SessionPreferences {
  cloudWatchLogGroupName: string;
  s3BucketName: string;
}

/** The text of a document, in the format that it is asked for, or in its own. */
export function documentContent(document: SsmDocument, format: SsmDocument['format'] = document.format): string {
  const content = contentOf(document);
  return format === 'YAML' ? stringify(content) : JSON.stringify(content, null, 2);
}

function contentOf(document: SsmDocument): object {
  const { name, type, schemaVersion, displayName, sessionPreferences } = document;
  const description = displayName ?? `What ${name} does`;
  if (sessionPreferences) {
    return { schemaVersion, description, sessionType: 'Standard_Stream', inputs: sessionInputs(sessionPreferences) };
  }
  switch (type) {
    case 'Session':
      return { schemaVersion, description, sessionType: 'Port', parameters: {}, properties: {} };
    case 'Automation':
    case 'Automation.ChangeTemplate': {
      const steps = runbooks.find(({ documentName }) => documentName === name)?.steps ?? [['approve', 'aws:approve']];
      return {
        schemaVersion,
        description,
        mainSteps: steps.map(([step, action]) => ({ name: step, action, inputs: {} })),
      };
    }
    case 'Package':
      return { schemaVersion, publisher: 'Acme', packages: {}, files: {} };
    case 'ApplicationConfiguration':
    case 'ApplicationConfigurationSchema':
      return { description };
    case 'Command':
      return schemaVersion.startsWith('1')
        ? { schemaVersion, description, runtimeConfig: { 'aws:runShellScript': { properties: [{ id: '0.aws' }] } } }
        : { schemaVersion, description, mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: {} }] };
  }
}

/** As the console writes them: what is off has an empty text. */
function sessionInputs({ cloudWatchLogGroupName, s3BucketName }: SessionPreferences): object {
  return {
    s3BucketName,
    s3KeyPrefix: '',
    s3EncryptionEnabled: true,
    cloudWatchLogGroupName,
    cloudWatchEncryptionEnabled: true,
    cloudWatchStreamingEnabled: cloudWatchLogGroupName !== '',
    idleSessionTimeout: '20',
    maxSessionDuration: '',
    kmsKeyId: '',
    runAsEnabled: false,
    runAsDefaultUser: '',
    shellProfile: { windows: '', linux: '' },
  };
}
