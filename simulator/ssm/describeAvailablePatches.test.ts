import { type DescribeAvailablePatchesRequest } from '@aws-sdk/client-ssm';
import { type AwsCall } from '../aws/awsService';
import { type PatchItem } from '../estate/machine';
import { makeEstate } from '../estate/makeEstate';
import { describeAvailablePatches } from './describeAvailablePatches';
import { makeSsmWorld } from './ssmWorld';

const estate = makeEstate({ nodes: 400, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
const operation = describeAvailablePatches(makeSsmWorld(estate));
const call = {
  operation: 'DescribeAvailablePatches',
  account: estate.accounts[0].id,
  region: 'eu-west-1',
  mostPerPage: Infinity,
} as AwsCall;
const ask = (input: DescribeAvailablePatchesRequest) => operation(input, call);
const by = (filters: Record<string, string[]>) => ({
  Filters: Object.entries(filters).map(([Key, Values]) => ({ Key, Values })),
});
const list = (filters: Record<string, string[]>) => ask(by(filters)).Patches ?? [];

/** What machines of an operating system miss. */
const missing = (of: (machine: (typeof estate.machines)[number]) => boolean): PatchItem[] =>
  estate.machines
    .filter(of)
    .flatMap(({ ssm }) => ssm?.patch?.openPatches ?? [])
    .filter(({ missingSince }) => missingSince !== null);

test('every update that a Windows node misses is there with its release', () => {
  const updates = missing(({ os }) => os.type === 'Windows');
  expect(updates.length).toBeGreaterThan(20);
  for (const { kbId, releasedAt } of updates) {
    expect(list({ PATCH_ID: [kbId] }).map(({ ReleaseDate }) => ReleaseDate!.getTime())).toContain(releasedAt);
  }
});

test('several KB numbers are asked for at once, and one may be for several products', () => {
  const [one, two] = [...new Set(missing(({ os }) => os.type === 'Windows').map(({ kbId }) => kbId))];
  const listed = list({ PATCH_ID: [one, two, 'KB1'] });
  expect(new Set(listed.map(({ KbNumber }) => KbNumber))).toEqual(new Set([one, two]));
  expect(list({ PATCH_ID: ['KB890830'] }).map(({ Product }) => Product)).toEqual([
    'WindowsServer2016',
    'WindowsServer2019',
    'WindowsServer2022',
  ]);
  expect(list({ PATCH_ID: ['KB890830'], PRODUCT: ['WindowsServer2019'] })).toHaveLength(1);
});

test('every package that an Amazon Linux 2 node misses is there in its version', () => {
  const packages = missing(({ os }) => os.name === 'Amazon Linux' && os.version === '2');
  expect(packages.length).toBeGreaterThan(5);
  for (const { kbId, title, releasedAt } of packages) {
    const [name] = kbId.split('.x86_64');
    const listed = list({ PRODUCT: ['AmazonLinux2.0'], NAME: [name], ARCH: ['x86_64'] });
    const exact = listed.filter(({ Version, Release }) =>
      title.endsWith(`:${[Version, Release].filter(Boolean).join('-')}`)
    );
    expect(exact.map(({ ReleaseDate }) => ReleaseDate!.getTime())).toEqual([releasedAt]);
  }
});

test('other systems have none', () => {
  expect(list({ PRODUCT: ['AmazonLinux2023'] })).toEqual([]);
  expect(list({ PRODUCT: ['Ubuntu22.04'] })).toEqual([]);
});

test.each([
  ["a key of Linux's without a product", by({ NAME: ['openssl'] })],
  ["a key of Windows's for Linux", by({ PRODUCT: ['AmazonLinux2.0'], PATCH_ID: ['KB1'] })],
  ['an unknown key', by({ COLOUR: ['red'] })],
  ['too many on a page', { MaxResults: 101 }],
  ['more than five filters', { Filters: Array.from({ length: 6 }, () => ({ Key: 'PRODUCT', Values: ['x'] })) }],
])('%s is refused', (_, input) => {
  expect(() => ask(input)).toThrow(expect.objectContaining({ name: 'ValidationException' }));
});

test('nothing is missing before its release, nor after the scan that found it', () => {
  for (const { ssm } of estate.machines) {
    for (const { releasedAt, missingSince } of ssm?.patch?.openPatches ?? []) {
      if (missingSince !== null) {
        expect(missingSince).toBeGreaterThanOrEqual(releasedAt!);
        expect(missingSince).toBeLessThanOrEqual(ssm!.patch!.endedAt);
      }
    }
  }
});
