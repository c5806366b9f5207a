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

  describe('where names alone cannot tell two nodes apart', () => {
    const nodes = [
      node('mi-1', 'app-7', { account: '1', region: 'eu-west-1' }),
      node('mi-2', 'app-7', { account: '1', region: 'us-east-1' }),
      node('mi-3', 'app-7', { account: '2', region: 'us-east-1' }),
    ];
    const matched = (place: Partial<Machine>) => matchMachines(nodes, [host('app-7', 'CloudWatch', place)]);

    it('lets account and Region do it', () => {
      const place = { account: '1', region: 'us-east-1' };
      expect(matched(place).matches).toEqual([{ node: 1, foreign: 0, rule: 'short hostname' }]);
    });

    it('lets the account alone do it', () => {
      expect(matched({ account: '2' }).matches).toEqual([{ node: 2, foreign: 0, rule: 'short hostname' }]);
      expect(matched({ account: '1' }).ambiguities).toEqual([{ foreign: 0, nodes: [0, 1], rule: 'short hostname' }]);
    });

    it('lets the Region alone do it', () => {
      expect(matched({ region: 'eu-west-1' }).matches).toEqual([{ node: 0, foreign: 0, rule: 'short hostname' }]);
      expect(matched({ region: 'us-east-1' }).ambiguities).toEqual([
        { foreign: 0, nodes: [1, 2], rule: 'short hostname' },
      ]);
    });

    it('takes a place that no node is in for another machine, and a node without a place for any', () => {
      expect(matched({ account: '3' })).toEqual({ matches: [], ambiguities: [], unmatchedForeign: [0] });
      const foreign = [host('db-1', 'CloudWatch', { account: '3', region: 'eu-west-1' })];
      expect(matchMachines([node('mi-4', 'db-1')], foreign).matches).toHaveLength(1);
    });
  });

  it('lets two machines that share a name have a node each where their places tell them apart', () => {
    const nodes = [
      node('mi-1', 'app-7', { account: '1', region: 'eu-west-1' }),
      node('mi-2', 'app-7', { account: '1', region: 'us-east-1' }),
    ];
    const foreign = ['us-east-1', 'eu-west-1'].map((region) => host('app-7', 'CloudWatch', { account: '1', region }));
    expect(matchMachines(nodes, foreign).matches).toEqual([
      { node: 1, foreign: 0, rule: 'short hostname' },
      { node: 0, foreign: 1, rule: 'short hostname' },
    ]);
  });

  it('takes a short name met in two sources for two machines: it proves nothing', () => {
    const matching = matchMachines([node('mi-1', 'web-01')], [host('web-01', 'A'), host('web-01', 'B')]);
    expect(matching.matches).toEqual([]);
    expect(matching.ambiguities).toHaveLength(2);
  });

  it('names a node once that a machine could be by two of its names', () => {
    const identity = { cloudIds: ['vm-id', '/subscriptions/a'] };
    const { matches } = matchMachines([{ identity }], [{ identity, source: 'Azure Monitor' }]);
    expect(matches).toEqual([{ node: 0, foreign: 0, rule: 'cloud id' }]);
  });

  it('does not try weaker rules on what a stronger one has found ambiguous', () => {
    const nodes = [node('mi-1', 'web-01.example.com'), node('mi-2', 'web-01.example.com')];
    expect(matchMachines(nodes, [host('web-01.example.com')])).toEqual({
      matches: [],
      ambiguities: [{ foreign: 0, nodes: [0, 1], rule: 'FQDN' }],
      unmatchedForeign: [],
    });
  });

  it('reports machines that no node is known for', () => {
    expect(matchMachines([node('mi-1', 'a')], [host('b'), host('a')]).unmatchedForeign).toEqual([0]);
  });

  it('finds each of 100,000 machines among 100,000 nodes', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => node(`mi-${i}`, `srv-${i}.example.com`));
    const foreign = Array.from({ length: 100_000 }, (_, i) => host(`srv-${99_999 - i}:9100`));
    const { matches } = matchMachines(nodes, foreign);
    expect(matches).toHaveLength(100_000);
    expect(matches.filter((match) => match.node !== 99_999 - match.foreign)).toEqual([]);
  });
});
