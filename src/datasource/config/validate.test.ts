import {
  accountIdProblem,
  durationProblem,
  endpointProblem,
  rateProblem,
  regionsProblem,
  roleProblem,
} from './validate';

const ID = '111122223333';
const ROLE = `arn:aws:iam::${ID}:role/OnePaneReader`;

it.each([
  [ID, [ID], undefined],
  ['', [''], 'Enter its 12 digits'],
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
  ['OnePaneReader', '"OnePaneReader" is not the ARN of an IAM role: write it as arn:aws:iam::123456789012:role/Name'],
  ['arn:aws:iam::999988887777:role/R', `This role belongs to account 999988887777, not to ${ID}`],
])('role %s', (assumeRoleArn, problem) => {
  expect(roleProblem({ id: ID, assumeRoleArn })).toBe(problem);
});

it('an account ID without quotes in YAML is that account', () => {
  expect(roleProblem({ id: Number(ID), assumeRoleArn: ROLE })).toBeUndefined();
});

it.each([
  [undefined, undefined],
  [['eu-west-1', 'us-gov-west-1', 'ap-southeast-3'], undefined],
  [['eu-west-1', 'Ireland'], '"Ireland" is not an AWS Region: write its code, for instance eu-west-1'],
])('Regions %j', (regions, problem) => {
  expect(regionsProblem(regions)).toBe(problem);
});

it.each([
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
  ['https://ssm.{region}.amazonaws.com', undefined],
  [
    'ssm.amazonaws.com',
    '"ssm.amazonaws.com" is not a URL: write it with its scheme, for instance https://ssm.{region}.amazonaws.com',
  ],
])('endpoint %s', (endpoint, problem) => {
  expect(endpointProblem(endpoint)).toBe(problem);
});

it.each([
  [undefined, undefined],
  [0.5, undefined],
  [0, '0 is out of range: write a number above 0 and at most 1'],
  [2, '2 is out of range: write a number above 0 and at most 1'],
])('rate %s', (value, problem) => {
  expect(rateProblem(value, 1)).toBe(problem);
});
