import { identityOfKey, identityOfNode } from './identity';
import { matchMachines, type ForeignMachine, type Machine } from './match';

const node = (nodeId: string, computerName: string, place: Partial<Machine> = {}): Machine => ({
  identity: identityOfNode({ nodeId, computerName }),
  ...place,
});
const host = (name: string, source = 'Prometheus', place: Partial<Machine> = {}): ForeignMachine => ({
  identity: identityOfKey('host', name)!,
  source,
  ...place,
});

describe('matchMachines', () => {
  it('matches by instance id whatever the names say', () => {
    const { matches } = matchMachines(
      [node('i-0a', 'web-01'), node('i-0b', 'web-01')],
      [{ identity: identityOfKey('instanceId', 'i-0b')!, source: 'CloudWatch' }]
    );
    expect(matches).toEqual([{ node: 1, foreign: 0, rule: 'instance id' }]);
  });

  it('matches an Azure provider node by vmId and by the resource that its ComputerName names', () => {
    const azure: Machine = {
      identity: identityOfNode({
        nodeId: 'mi-1',
        computerName: 'SUB-1:rg-App:VM01',
        sourceId: 'AbC-vm-id',
        sourceType: 'Microsoft.Compute/virtualMachines',
      }),
    };
    const resourceId = '/subscriptions/sub-1/resourceGroups/rg-app/providers/Microsoft.Compute/virtualMachines/vm01';
    for (const name of ['abc-VM-id', resourceId]) {
      const foreign = [{ identity: identityOfKey('cloudId', name)!, source: 'Azure Monitor' }];
      expect(matchMachines([azure], foreign).matches).toEqual([{ node: 0, foreign: 0, rule: 'cloud id' }]);
    }
    expect(matchMachines([azure], [host('vm01')]).matches[0].rule).toBe('short hostname');
  });

  it('prefers the full name to the short one', () => {
    const nodes = [node('mi-1', 'db01.prod.example.com'), node('mi-2', 'db01.staging.example.com')];
    expect(matchMachines(nodes, [host('DB01.staging.example.com:9100')]).matches).toEqual([
      { node: 1, foreign: 0, rule: 'FQDN' },
    ]);
  });

  it('does not match a short host name that two nodes share', () => {
    const matching = matchMachines([node('mi-1', 'web-01'), node('mi-2', 'web-01.example.com')], [host('web-01')]);
    expect(matching.matches).toEqual([]);
    expect(matching.ambiguities).toEqual([{ foreign: 0, nodes: [0, 1], rule: 'short hostname' }]);
    expect(matching.unmatchedForeign).toEqual([]);
  });

  it('does not match a short host name that two machines of the other side share', () => {
    const matching = matchMachines([node('mi-1', 'web-01')], [host('web-01'), host('web-01:9182')]);
    expect(matching.matches).toEqual([]);
    expect(matching.ambiguities.map((ambiguity) => ambiguity.foreign)).toEqual([0, 1]);
  });

  it('leaves a match alone when another machine later claims its short name', () => {
    const matching = matchMachines([node('mi-1', 'web-01.example.com')], [host('web-01.example.com'), host('web-01')]);
    expect(matching.matches).toEqual([{ node: 0, foreign: 0, rule: 'FQDN' }]);
    expect(matching.ambiguities).toEqual([{ foreign: 1, nodes: [0], rule: 'short hostname' }]);
  });

  it('takes one full name met in two sources for one machine, and two in one source for two', () => {
    const nodes = [node('mi-1', 'web-01.example.com')];
    expect(
      matchMachines(nodes, [host('web-01.example.com', 'A'), host('web-01.example.com', 'B')]).matches
    ).toHaveLength(2);
    expect(matchMachines(nodes, [host('web-01.example.com', 'A'), host('web-01.example.com', 'A')]).matches).toEqual(
      []
    );
  });

  it('does not take a machine of another domain for a node because the short names agree', () => {
    const matching = matchMachines([node('mi-1', 'db01.prod.example.com')], [host('db01.staging.example.com')]);
    expect(matching).toEqual({ matches: [], ambiguities: [], unmatchedForeign: [0] });
  });

  it('lets account and Region tell apart what names cannot', () => {
    const nodes = [
      node('mi-1', 'app-7', { account: '1', region: 'eu-west-1' }),
      node('mi-2', 'app-7', { account: '1', region: 'us-east-1' }),
    ];
    const foreign = [host('app-7', 'CloudWatch', { account: '1', region: 'us-east-1' })];
    expect(matchMachines(nodes, foreign).matches).toEqual([{ node: 1, foreign: 0, rule: 'short hostname' }]);
    expect(matchMachines(nodes, [host('app-7')]).ambiguities).toHaveLength(1);
  });

  it('reports machines that no node is known for', () => {
    expect(matchMachines([node('mi-1', 'a')], [host('b'), host('a')]).unmatchedForeign).toEqual([0]);
  });

  it('gives each of 100,000 nodes its own host, whatever their order', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => node(`mi-${i}`, `srv-${i}.example.com`));
    const foreign = Array.from({ length: 100_000 }, (_, i) => host(`srv-${99_999 - i}:9100`));
    const { matches } = matchMachines(nodes, foreign);
    expect(matches).toHaveLength(100_000);
    expect(matches.filter((match) => match.node + match.foreign !== 99_999)).toEqual([]);
  });
});
