import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { baseCredentials } from '../simulator/aws/credentials';
import { type Estate } from '../simulator/estate/machine';
import { virtualEnvironment } from '../simulator/conformance/virtualEnvironment';

const ROOT = join(__dirname, '..');

interface AwsClients {
  /** A Python that has boto3. */
  python: string;
  /** In which boto3 and the AWS command line reach the simulator. */
  environment: NodeJS.ProcessEnv;
  /** Every account and Region, as `profile/region`. */
  places: string[];
}

/** Has boto3 and the AWS command line read the simulator at `url`, each account by its reader role. */
export async function withAwsClients<T>(
  estate: Estate,
  url: string,
  read: (clients: AwsClients) => Promise<T>
): Promise<T> {
  const requirements = join(ROOT, 'simulator', 'conformance', 'python', 'requirements.txt');
  const python = virtualEnvironment(join(ROOT, '.cache', 'venv'), requirements);
  const home = mkdtempSync(join(tmpdir(), 'alternatives-'));
  try {
    const config = join(home, 'config');
    writeFileSync(config, awsConfig(estate));
    const environment = {
      PATH: `${dirname(python)}${delimiter}${process.env.PATH}`,
      HOME: home,
      AWS_CONFIG_FILE: config,
      AWS_ENDPOINT_URL: url,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const places = estate.accounts.flatMap(({ name, regions }) => regions.map((region) => `${name}/${region}`));
    return await read({ python, environment, places });
  } finally {
    rmSync(home, { recursive: true });
  }
}

/** A profile for each account, by its name. */
function awsConfig({ accounts }: Estate): string {
  const profiles = accounts.map(
    ({ name, readerRole }) =>
      `[profile ${name}]\nsource_profile = base\nrole_arn = ${readerRole.arn}\nexternal_id = ${readerRole.externalId}\n`
  );
  const { accessKeyId, secretAccessKey } = baseCredentials;
  return [
    `[profile base]\nregion = us-east-1\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    ...profiles,
  ].join('\n');
}
