import { createHash, randomBytes } from 'node:crypto';
import { type Caller } from './awsService';

/** AWS's own documentation pair: the long-term keys of the base account, the only ones that don't come from AssumeRole. */
export const baseCredentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  /** With session credentials only. */
  sessionToken?: string;
  /** Epoch milliseconds. */
  expiresAt?: number;
  caller: Caller;
}

const baseUser = 'one-pane-base';

/** Whom the base credentials belong to. */
export function baseUserArn(baseAccount: string): string {
  return `arn:aws:iam::${baseAccount}:user/${baseUser}`;
}

/** Who may sign: the base account's keys, and the sessions that STS has given out. They live as long as the process. */
export class CredentialStore {
  private readonly known = new Map<string, Credentials>();

  constructor(baseAccount: string) {
    this.known.set(baseCredentials.accessKeyId, {
      ...baseCredentials,
      caller: {
        account: baseAccount,
        arn: baseUserArn(baseAccount),
        userId: uniqueId('AIDA', `${baseAccount}/${baseUser}`),
      },
    });
  }

  find(accessKeyId: string): Credentials | undefined {
    return this.known.get(accessKeyId);
  }

  /** Session credentials for an assumed role. */
  openSession(account: string, roleName: string, sessionName: string, expiresAt: number): Required<Credentials> {
    this.dropLongExpired();
    const roleId = uniqueId('AROA', `${account}/${roleName}`);
    const credentials = {
      accessKeyId: uniqueId('ASIA', randomBytes(16).toString('hex')),
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(180).toString('base64')}`,
      expiresAt,
      caller: {
        account,
        arn: `arn:aws:sts::${account}:assumed-role/${roleName}/${sessionName}`,
        userId: `${roleId}:${sessionName}`,
      },
    };
    this.known.set(credentials.accessKeyId, credentials);
    return credentials;
  }

  /** Expired ones are kept for a day, so that who comes back with them learns that they have expired. */
  private dropLongExpired(): void {
    const yesterday = Date.now() - 24 * 3600_000;
    for (const [accessKeyId, { expiresAt }] of this.known) {
      if (expiresAt !== undefined && expiresAt < yesterday) {
        this.known.delete(accessKeyId);
      }
    }
  }
}

/** IAM's unique ids: a prefix of four letters that tells the kind, then 16 letters and digits. */
function uniqueId(prefix: string, of: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const digest = createHash('sha256').update(of).digest();
  return prefix + [...digest.subarray(0, 16)].map((byte) => alphabet[byte % 32]).join('');
}
