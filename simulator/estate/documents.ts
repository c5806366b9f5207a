import { accounts } from './accounts';
import { amazonDocuments } from './amazonDocuments';
import { type SessionPreferences } from './documentContent';
import { type SsmDocument } from './machine';
import { type Place } from './places';
import { Random } from './random';

const day = 24 * 3600_000;

/** What an account may have made. What it leaves out is as most documents have it. */
type Template = Pick<SsmDocument, 'name' | 'type' | 'schemaVersion' | 'format' | 'platforms'> &
  Partial<SsmDocument> & {
    /** Versions that there are at most. */
    versions: number;
  };

const plain = {
  sharedWith: [],
  displayName: null,
  versionName: null,
  targetType: null,
  tags: {},
  requires: [],
  sessionPreferences: null,
  reviewStatus: null,
  author: null,
} satisfies Partial<SsmDocument>;

/** Session Manager keeps an account's preferences for a Region in a document of this name, once somebody has changed them. */
const preferencesDocument = 'SSM-SessionManagerRunShell';

const templates: Template[] = [
  {
    name: 'Shop-RotateApplicationLogs',
    type: 'Command',
    schemaVersion: '2.2',
    format: 'YAML',
    platforms: ['Linux'],
    displayName: 'Rotate application logs',
    versionName: 'release-2026.10',
    versions: 12,
    targetType: '/AWS::EC2::Instance',
    tags: { Owner: 'team-storefront', Environment: 'production' },
  },
  {
    name: 'Restart-IIS',
    type: 'Command',
    schemaVersion: '1.2',
    format: 'JSON',
    platforms: ['Windows'],
    versions: 1,
  },
  {
    // As hostile as the model's patterns let it be: a link that runs, a key that every object has, a formula, a line
    // separator and text that runs from right to left.
    name: 'collect_diagnostics.v2',
    type: 'Command',
    schemaVersion: '2.2',
    format: 'JSON',
    platforms: ['Windows', 'Linux', 'MacOS'],
    displayName: 'javascript:location.assign//evil.example.com/../__proto__',
    versions: 3,
    tags: { constructor: '=2+5', Note: '@everyone\u2028\u05e9\u05dc\u05d5\u05dd' },
  },
  {
    name: 'Golden-Image-Build',
    type: 'Automation',
    schemaVersion: '0.3',
    format: 'YAML',
    platforms: ['Windows', 'Linux', 'MacOS'],
    displayName: 'Build the golden images',
    versions: 5,
    targetType: '/',
    tags: { Owner: 'team-platform' },
  },
  {
    name: 'Patch-Tuesday-Change',
    type: 'Automation.ChangeTemplate',
    schemaVersion: '0.3',
    format: 'YAML',
    platforms: ['Windows', 'Linux', 'MacOS'],
    versions: 2,
    reviewStatus: 'PENDING',
    author: 'jana',
  },
  {
    name: preferencesDocument,
    type: 'Session',
    schemaVersion: '1.0',
    format: 'JSON',
    platforms: ['Windows', 'Linux', 'MacOS'],
    versions: 4,
  },
  {
    name: 'acme-endpoint-agent',
    type: 'Package',
    schemaVersion: '2.0',
    format: 'JSON',
    platforms: ['Windows', 'Linux'],
    displayName: 'Acme endpoint agent',
    versionName: '7.4.1',
    versions: 8,
    tags: { Owner: 'team-workplace' },
  },
  {
    name: 'feature-flags-schema',
    type: 'ApplicationConfigurationSchema',
    schemaVersion: '1.0',
    format: 'JSON',
    platforms: [],
    versions: 1,
  },
  {
    name: 'feature-flags',
    type: 'ApplicationConfiguration',
    schemaVersion: '1.0',
    format: 'JSON',
    platforms: [],
    versions: 6,
    requires: [{ name: 'feature-flags-schema', version: '1' }],
  },
];

/** The base account's, which it shares with the others. */
const shared: Template = {
  name: 'Corporate-Hardening',
  type: 'Command',
  schemaVersion: '2.2',
  format: 'YAML',
  platforms: ['Windows', 'Linux'],
  displayName: 'Corporate hardening',
  versions: 3,
  sharedWith: accounts.slice(1).map(({ id }) => id),
};

/**
 * Amazon's once, and each account's own in each of its Regions, by name. The base account has every kind in its first
 * Region; one of the other accounts and Regions has none at all, the rest have some.
 */
export function makeDocuments(seed: number, madeAt: number): SsmDocument[] {
  const places = accounts.flatMap(({ id, regions }) => regions.map((region) => ({ account: id, region })));
  const [first, ...others] = places;
  const bare = new Random(seed, 'documents').pick(others);
  const own = places
    .filter((place) => place !== bare)
    .flatMap((place) => {
      const random = new Random(seed, 'documents', place.account, place.region);
      const made = templates.filter(() => random.chance(0.6) || place === first).filter(hasWhatItRequires);
      const sharing = place.account === first.account ? [shared] : [];
      return [...made, ...sharing].map((template) => ownDocument(template, place, madeAt, random));
    });
  return [...amazons(seed, madeAt), ...own].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
}

function hasWhatItRequires({ requires = [] }: Template, _: number, made: Template[]): boolean {
  return requires.every(({ name }) => made.some((each) => each.name === name));
}

function ownDocument(
  { versions, author, ...template }: Template,
  { account, region }: Place,
  madeAt: number,
  random: Random
): SsmDocument {
  return {
    ...plain,
    ...template,
    owner: account,
    region,
    version: String(random.int(Math.min(versions, 2), versions)),
    createdAt: madeAt - random.int(30, 900) * day,
    sessionPreferences: template.name === preferencesDocument ? preferences({ account, region }) : null,
    author: author ? `arn:aws:iam::${account}:user/${author}` : null,
  };
}

/** Sessions are logged to CloudWatch Logs in the first Region, to a bucket alone in the other. */
function preferences({ account, region }: Place): SessionPreferences {
  const logs = region === accounts[0].regions[0] ? `/ssm/sessions/${region}` : '';
  return { cloudWatchLogGroupName: logs, s3BucketName: logs === '' ? `acme-session-logs-${account}` : '' };
}

function amazons(seed: number, madeAt: number): SsmDocument[] {
  return amazonDocuments.map((document) => ({
    ...plain,
    ...document,
    owner: 'Amazon',
    region: null,
    format: 'JSON',
    version: '1',
    createdAt: madeAt - new Random(seed, 'documents', document.name).int(200, 3000) * day,
  }));
}
