import { RateLimits } from './rateLimits';

const call = { account: '111122223333', region: 'eu-west-1', service: 'ssm', operation: 'ListAssociations' };

function taken(limits: RateLimits, count: number, now: number, changes: Partial<typeof call> = {}): number {
  return Array.from({ length: count }, () => limits.take({ ...call, ...changes }, now)).filter(Boolean).length;
}

test('two seconds’ worth at once, then the documented rate', () => {
  const limits = new RateLimits();
  expect(taken(limits, 20, 0)).toBe(8);
  expect(taken(limits, 20, 1000)).toBe(4);
  expect(taken(limits, 20, 1250)).toBe(1);
  expect(taken(limits, 20, 60_000)).toBe(8);
});

test('each account, Region and operation has a bucket of its own', () => {
  const limits = new RateLimits();
  taken(limits, 20, 0);
  expect(taken(limits, 20, 0, { account: '222233334444' })).toBe(8);
  expect(taken(limits, 20, 0, { region: 'us-east-1' })).toBe(8);
  expect(taken(limits, 20, 0, { operation: 'DescribeAssociation' })).toBe(4);
  expect(taken(limits, 100, 0, { operation: 'DescribeInstanceProperties' })).toBe(40);
});
