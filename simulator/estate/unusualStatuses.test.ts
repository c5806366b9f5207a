import { makeEstate } from './makeEstate';

test('in each larger place one node has an association that is skipped, and one that is queued', () => {
  const { machines, accounts } = makeEstate({ nodes: 1200, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
  for (const { id, regions } of accounts) {
    for (const region of regions) {
      const there = machines.filter((machine) => machine.account === id && machine.region === region);
      const nodes = there.flatMap(({ ssm }) => (ssm?.agentUpdateStatus ? ssm : []));
      expect(nodes.map(({ agentUpdateStatus }) => agentUpdateStatus).sort()).toEqual(['Queued', 'Skipped']);
      for (const { associations, agentUpdateStatus } of nodes) {
        const statuses = associations.map(({ status }) => status).filter((status) => status !== 'Success');
        expect(statuses).toEqual([agentUpdateStatus]);
      }
    }
  }
});

test('a small estate has none', () => {
  const { machines } = makeEstate({ nodes: 20, seed: 7, now: Date.UTC(2026, 10, 21, 12) });
  expect(machines.filter(({ ssm }) => ssm?.agentUpdateStatus)).toEqual([]);
});
