import {
  accountIdProblem,
  daysProblem,
  durationProblem,
  endpointProblem,
  externalIdProblem,
  rateProblem,
  regionsProblem,
  roleProblem,
  wholeProblem,
} from './validate';

const ID = '111122223333';
const ROLE = `arn:aws:iam::${ID}:role/OnePaneReader`;

it.each([
  [ID, [ID], undefined],
  ['', [''], undefined],
  [`0${ID}`, [], `"0${ID}" is not an AWS account ID: write its 12 digits, with leading zeros`],
  [`x${ID}`, [], `"x${ID}" is not an AWS account ID: write its 12 digits, with leading zeros`],
  ['x11122223333', [], '"x11122223333" is not an AWS account ID: write its 12 digits, with leading zeros'],
  [ID, [ID, '222233334444'], undefined],
  ['1111', ['1111'], '"1111" is not an AWS account ID: write its 12 digits, with leading zeros'],
  [ID, [ID, ID], `${ID} is listed twice: remove one of the two`],
  [Number(ID), [Number(ID)], undefined],
  [Number(ID), [Number(ID), ID], `${ID} is listed twice: remove one of the two`],
])('account ID %s among %j', (id, ids, problem) => {
  expect(
    accountIdProblem(
      { id },
      ids.map((other) => ({ id: other }))
    )
  ).toBe(problem);
});

it.each([
  [undefined, undefined],
  [ROLE, undefined],
  [`arn:aws-us-gov:iam::${ID}:role/path/Reader`, undefined],
  ...[`x${ROLE}`, `arn:aws:iam::${ID}:role/`, `arn:aws!:iam::${ID}:role/Reader`, 'arn:aws:iam::1234:role/Reader'].map(
    (wrong): [string, string] => [
      wrong,
      `"${wrong}" is not the ARN of an IAM role: write it as arn:aws:iam::123456789012:role/Name`,
    ]
  ),
  ['OnePaneReader', '"OnePaneReader" is not the ARN of an IAM role: write it as arn:aws:iam::123456789012:role/Name'],
  ['arn:aws:iam::999988887777:role/R', `This role belongs to account 999988887777, not to ${ID}`],
])('role %s', (assumeRoleArn, problem) => {
  expect(roleProblem({ id: ID, assumeRoleArn })).toBe(problem);
});

it('a role is of no other account where the account is not written yet', () => {
  expect(roleProblem({ id: '', assumeRoleArn: ROLE })).toBeUndefined();
});

it('an account ID without quotes in YAML is that account', () => {
  expect(roleProblem({ id: Number(ID), assumeRoleArn: ROLE })).toBeUndefined();
});

it.each([
  [undefined, undefined],
  [['eu-west-1', 'us-gov-west-1', 'ap-southeast-3'], undefined],
  [[], undefined],
  [['xx-a-12', 'abcd-west-east-1'], undefined],
  ...['Ireland', '', 'e-west-1', 'europe-west-1', 'eu-west-123', 'eu-west-', 'eu-1', 'eu-west1', 'eu-west-1a'].map(
    (wrong): [string[], string] => [
      ['eu-west-1', wrong],
      `"${wrong}" is not an AWS Region: write its code, for instance eu-west-1`,
    ]
  ),
])('Regions %j', (regions, problem) => {
  expect(regionsProblem(regions)).toBe(problem);
});

it.each([
  [undefined, undefined],
  ['', undefined],
  ['90s', undefined],
  ['7d', undefined],
  ['0s', '"0s" is not a duration: write a number and a unit, for instance 90s, 15m or 7d'],
  ['soon', '"soon" is not a duration: write a number and a unit, for instance 90s, 15m or 7d'],
])('duration %s', (text, problem) => {
  expect(durationProblem(text)).toBe(problem);
});

it.each([
  [undefined, undefined],
  ['', undefined],
  ['https://ssm.{region}.amazonaws.com', undefined],
  ['http://127.0.0.1:4566', undefined],
  ['http://127.0.0.1:{region}', '"http://127.0.0.1:{region}" is not a URL'],
  ['https://{region}.{region}.internal', undefined],
  ['ftp://ssm.amazonaws.com', '"ftp://ssm.amazonaws.com" is not a URL'],
  ['xhttp://ssm.amazonaws.com', '"xhttp://ssm.amazonaws.com" is not a URL'],
  ['httpx://ssm.amazonaws.com', '"httpx://ssm.amazonaws.com" is not a URL'],
  ['ssm.amazonaws.com', '"ssm.amazonaws.com" is not a URL'],
])('endpoint %s', (endpoint, problem) => {
  const rest = ': write it with its scheme, for instance https://ssm.{region}.amazonaws.com';
  expect(endpointProblem(endpoint)).toBe(problem && problem + rest);
});

it.each([
  [undefined, undefined],
  [0.5, undefined],
  [1, undefined],
  [-1, '-1 is out of range: write a number above 0 and at most 1'],
  [0, '0 is out of range: write a number above 0 and at most 1'],
  [2, '2 is out of range: write a number above 0 and at most 1'],
])('rate %s', (value, problem) => {
  expect(rateProblem(value, 1)).toBe(problem);
});

it.each([
  [undefined, undefined],
  [1, undefined],
  [100, undefined],
  [0, '0 is out of range: write a whole number from 1 to 100'],
  [101, '101 is out of range: write a whole number from 1 to 100'],
  [1.5, '1.5 is out of range: write a whole number from 1 to 100'],
])('whole number %s', (value, problem) => {
  expect(wholeProblem(value, 100)).toBe(problem);
});

it.each([
  ['critical', undefined, undefined],
  ['critical', { critical: 0, important: 0, others: 3650 }, undefined],
  [
    'critical',
    { critical: -1 },
    '-1 is no number of days that a patch may be missing: write a whole number from 0 to 3650',
  ],
  [
    'others',
    { others: 3651 },
    '3651 is no number of days that a patch may be missing: write a whole number from 0 to 3650',
  ],
  [
    'others',
    { others: NaN },
    'NaN is no number of days that a patch may be missing: write a whole number from 0 to 3650',
  ],
  [
    'important',
    { important: 1.5 },
    '1.5 is no number of days that a patch may be missing: write a whole number from 0 to 3650',
  ],
  [
    'critical',
    { critical: 31 },
    '31 days are more than the 30 of important: worse patches may not be missing for longer',
  ],
  ['important', { others: 20 }, '30 days are more than the 20 of others: worse patches may not be missing for longer'],
  ['others', { others: 20 }, undefined],
] as const)('days of %s patches in %j', (severity, days, problem) => {
  expect(daysProblem(severity, days)).toBe(problem);
});

// What is pasted can bring a blank along: at its ends it does no harm, as the server part takes it off; inside it is named.
it('invisible characters at the ends are taken off, and named inside', () => {
  expect(accountIdProblem({ id: `${ID}\u200b` }, [{ id: `${ID}\u200b` }])).toBeUndefined();
  expect(accountIdProblem({ id: ID }, [{ id: ID }, { id: ` ${ID}` }])).toBe(
    `${ID} is listed twice: remove one of the two`
  );
  expect(accountIdProblem({ id: '1111 2222 3333' }, [])).toBe('Has a blank after "1111": take it out');
  expect(accountIdProblem({ id: '1111 2222' }, [])).toMatch('"1111 2222" is not an AWS account ID');
  expect(roleProblem({ id: ` ${ID}`, assumeRoleArn: `${ROLE} ` })).toBeUndefined();
  expect(roleProblem({ id: ID, assumeRoleArn: `arn:aws:iam::${ID}:\u00a0role/R` })).toBe(
    `Has a no-break space (U+00A0) after "arn:aws:iam::${ID}:": take it out`
  );
  expect(regionsProblem(['\ufeffeu-west-1 '])).toBeUndefined();
  expect(regionsProblem(['eu-west-1', 'us- east-1'])).toBe('Has a blank after "us-": take it out');
  expect(externalIdProblem(undefined)).toBeUndefined();
  expect(externalIdProblem(' shop ')).toBeUndefined();
  expect(externalIdProblem('shop\u200b1')).toBe('Has a zero-width space (U+200B) after "shop": take it out');
  expect(endpointProblem('https://ssm.eu-west-1.amazonaws.com\u00a0')).toBeUndefined();
  expect(endpointProblem('https://ssm. eu-west-1.amazonaws.com')).toBe('Has a blank after "https://ssm.": take it out');
});
