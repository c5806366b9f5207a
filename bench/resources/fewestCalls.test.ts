import { makeEstate } from '../../simulator/estate/makeEstate';
import { fewestCalls } from './fewestCalls';
import { questionsOf } from './questions';

const parameter = { account: '111122223333', region: 'eu-west-1' };

describe('fewestCalls', () => {
  const estate = makeEstate({ nodes: 600, seed: 7, now: Date.UTC(2026, 10, 1) });
  const of = (resource: string, changed = {}) =>
    fewestCalls(
      { ...estate, ...changed },
      questionsOf(estate).find((question) => question.resource === resource)!
    );

  it('has one call of a list in each account and Region, however little is there', () => {
    expect(of('cloudConnectors')).toEqual({ AssumeRole: 3, ListCloudConnectors: 6 });
    expect(of('cloudConnectors', { cloudConnectors: [] })).toEqual({ AssumeRole: 3, ListCloudConnectors: 6 });
  });

  it.each([
    [50, 6],
    [51, 8],
    [101, 9],
  ])('counts the pages of %i items, and the empty one that the simulator puts among several', (items, calls) => {
    const parameters = Array.from({ length: items }, () => parameter);
    expect(of('parameters', { parameters }).DescribeParameters).toBe(calls);
  });

  it('assumes one role for what is asked in one account', () => {
    expect(of('windowTasks')).toEqual({ AssumeRole: 1, DescribeMaintenanceWindowTasks: 1 });
  });

  it('asks once for each state that a node counts open patches in', () => {
    const machines = estate.machines.filter(({ ssm }) => (ssm?.patch?.counts.Missing ?? 0) > 0).slice(0, 3);
    expect(of('missingPatches', { machines })).toMatchObject({ DescribeInstancePatches: 3, AssumeRole: 3 });
    expect(of('missingCves', { machines: [] }).DescribeInstancePatches).toBeUndefined();
  });

  it('asks for the executions of those associations alone that ran, or are in trouble', () => {
    const quiet = estate.associations.map((each) => ({ ...each, lastExecutedAt: 0 }));
    expect(of('associationExecutions', { associations: quiet }).DescribeAssociationExecutions).toBeUndefined();
    expect(of('associationTargets').DescribeAssociationExecutions).toBeLessThan(estate.associations.length);
  });
});
