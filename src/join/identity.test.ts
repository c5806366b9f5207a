import { IDENTITY_RULES, JOIN_KEY_KINDS, identityOfKey, identityOfNode, type Identity } from './identity';

const namesBy = (identity: Identity) =>
  Object.fromEntries(IDENTITY_RULES.map(({ name, namesOf }) => [name, namesOf(identity)]));

describe('the rules', () => {
  it('go from what is sure to what is likely: only a short host name has to be unique', () => {
    expect(IDENTITY_RULES.map(({ name, exact }) => [name, exact])).toEqual([
      ['instance id', true],
      ['cloud id', true],
      ['FQDN', true],
      ['short hostname', false],
    ]);
  });

  it('find a machine under all names that are known of it, each rule under its own', () => {
    const identity = { instanceId: 'i-1', cloudIds: ['a', 'b'], host: { fqdn: 'web.example.com', short: 'web' } };
    expect(namesBy(identity)).toEqual({
      'instance id': ['i-1'],
      'cloud id': ['a', 'b'],
      FQDN: ['web.example.com'],
      'short hostname': ['web'],
    });
  });

  it('find nothing under names that are not known', () => {
    expect(namesBy({ cloudIds: [] })).toEqual({ 'instance id': [], 'cloud id': [], FQDN: [], 'short hostname': [] });
    expect(namesBy({ cloudIds: [], host: { short: 'web' } })).toMatchObject({ FQDN: [], 'short hostname': ['web'] });
  });

  it('tell two full names of one short name apart, and nothing else', () => {
    const tellsApart = IDENTITY_RULES[3].tellsApart;
    const host = (fqdn?: string): Identity => ({ cloudIds: [], host: { fqdn, short: 'db01' } });
    expect(tellsApart(host('db01.prod'), host('db01.staging'))).toBe(true);
    expect(tellsApart(host('db01.prod'), host('db01.prod'))).toBe(false);
    expect(tellsApart(host('db01.prod'), host())).toBe(false);
    expect(tellsApart(host(), host('db01.prod'))).toBe(false);
    expect(tellsApart({ cloudIds: [] }, host('db01.prod'))).toBe(false);
    expect(tellsApart(host('db01.prod'), { cloudIds: [] })).toBe(false);
  });
});

describe('identityOfNode', () => {
  const VM = { nodeId: 'mi-1', computerName: 'Sub-1:RG-App:VM01', sourceType: 'Microsoft.Compute/virtualMachines' };
  const RESOURCE = '/subscriptions/sub-1/resourcegroups/rg-app/providers/microsoft.compute/virtualmachines/vm01';

  it('knows an EC2 instance by its id and its host name', () => {
    expect(identityOfNode({ nodeId: 'i-0ABC', computerName: 'EC2AMAZ-1.corp.example.com' })).toEqual({
      instanceId: 'i-0abc',
      cloudIds: [],
      host: { fqdn: 'ec2amaz-1.corp.example.com', short: 'ec2amaz-1' },
    });
  });

  it('takes a source id that is the node’s own for no cloud’s', () => {
    expect(identityOfNode({ nodeId: 'i-1', sourceId: 'i-1', sourceType: 'AWS::EC2::Instance' }).cloudIds).toEqual([]);
    expect(identityOfNode({ nodeId: 'mi-1', sourceId: 'ABC' }).cloudIds).toEqual(['abc']);
  });

  it('reads the resource out of the name of an Azure virtual machine', () => {
    expect(identityOfNode({ ...VM, sourceId: 'VM-ID' })).toEqual({
      instanceId: 'mi-1',
      cloudIds: ['vm-id', RESOURCE],
      host: { short: 'vm01' },
    });
    expect(identityOfNode({ ...VM, nodeId: 'MI-1' })).toMatchObject({ instanceId: 'mi-1', cloudIds: [RESOURCE] });
  });

  it('reads no resource out of names that are not of that form, or not of Azure', () => {
    expect(identityOfNode({ ...VM, computerName: 'rg:vm01' }).cloudIds).toEqual([]);
    expect(identityOfNode({ ...VM, computerName: 'a:b:c:d' }).cloudIds).toEqual([]);
    expect(identityOfNode({ ...VM, computerName: null })).toEqual({ instanceId: 'mi-1', cloudIds: [] });
    expect(identityOfNode({ ...VM, sourceType: 'AWS::SSM::ManagedInstance' }).cloudIds).toEqual([]);
    expect(identityOfNode({ ...VM, sourceType: null }).cloudIds).toEqual([]);
  });

  it('knows no host of a virtual machine whose name is none', () => {
    expect(identityOfNode({ ...VM, computerName: 'sub:rg:localhost' }).host).toBeUndefined();
  });
});

describe('identityOfKey', () => {
  it('is there for each kind of key', () => {
    expect(JOIN_KEY_KINDS).toEqual(['instanceId', 'cloudId', 'host']);
  });

  it('reads ids without regard to case and to blanks around them', () => {
    expect(identityOfKey('instanceId', ' MI-0A ')).toEqual({ instanceId: 'mi-0a', cloudIds: [] });
    expect(identityOfKey('cloudId', ' /Subscriptions/A ')).toEqual({ cloudIds: ['/subscriptions/a'] });
  });

  it('reads a host name as it is normalised', () => {
    expect(identityOfKey('host', 'Web-01.Example.com:9100')).toEqual({
      cloudIds: [],
      host: { fqdn: 'web-01.example.com', short: 'web-01' },
    });
  });

  it.each(JOIN_KEY_KINDS)('finds no machine in a %s of blanks', (kind) => {
    expect(identityOfKey(kind, '')).toBeNull();
    expect(identityOfKey(kind, '  ')).toBeNull();
  });
});
