import { type AwsCall } from '../aws/awsService';
import { makeEstate } from '../estate/makeEstate';
import { getCalendarState } from './getCalendarState';
import { makeSsmWorld } from './ssmWorld';

const madeAt = Date.parse('2026-11-28T12:00:00Z');
const estate = makeEstate({ nodes: 50, seed: 7, now: madeAt });
const call = { account: estate.accounts[0].id, region: 'eu-west-1' } as AwsCall;
const state = (AtTime: string, ...CalendarNames: string[]) =>
  getCalendarState(makeSsmWorld(estate))({ CalendarNames, AtTime }, call);

test('a calendar is closed in its events, and says when that changes', () => {
  expect(state('2026-12-01T00:00:00Z', 'Checkout-Freeze')).toEqual({
    State: 'CLOSED',
    AtTime: '2026-12-01T00:00:00Z',
    NextTransitionTime: '2026-12-07T12:00:00Z',
  });
  expect(state('2026-12-07T12:00:00Z', 'Checkout-Freeze').State).toBe('OPEN');
  expect(state('2026-12-07T12:00:00Z', 'Checkout-Freeze').NextTransitionTime).toBeUndefined();
});

test('all have to be open, and each has to be there', () => {
  expect(state('2026-12-08T00:00:00Z', 'Crm-Closed').State).toBe('CLOSED');
  expect(state('2026-12-08T00:00:00Z', 'Checkout-Freeze', 'Crm-Closed').State).toBe('CLOSED');
  expect(() => state('2026-12-08T00:00:00Z', 'Nowhere')).toThrow(
    expect.objectContaining({ name: 'InvalidDocument' }) as Error
  );
  expect(() => state('soon', 'Crm-Closed')).toThrow(expect.objectContaining({ name: 'ValidationException' }) as Error);
});
