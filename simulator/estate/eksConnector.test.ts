import { makeEstate } from './makeEstate';

test('one node is a cluster’s connector, and the estate is as large as it was asked to be', () => {
  const { machines } = makeEstate({ nodes: 1200, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
  expect(machines).toHaveLength(1200);
  const connectors = machines.filter(({ ssm }) => ssm && !/^m?i-/.test(ssm.nodeId));
  expect(connectors).toHaveLength(1);
  expect(connectors[0].ssm).toMatchObject({ nodeId: expect.stringMatching(/^eks_c:[\w-]+_\w{17}$/), patch: null });
});
