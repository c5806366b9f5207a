import { readHostName } from './hostName';

describe('readHostName', () => {
  it.each([
    ['web-01', { short: 'web-01' }],
    [' SQLPRD07 ', { short: 'sqlprd07' }],
    ['Web-01.Example.COM.', { fqdn: 'web-01.example.com', short: 'web-01' }],
    ['web-01:9100', { short: 'web-01' }],
    ['web-01.example.com:9100', { fqdn: 'web-01.example.com', short: 'web-01' }],
    ['https://web-01.example.com:9182/metrics?x=1', { fqdn: 'web-01.example.com', short: 'web-01' }],
    ['web-01.localdomain', { short: 'web-01' }],
    [
      'ip-10-2-3-4.eu-west-1.compute.internal',
      { fqdn: 'ip-10-2-3-4.eu-west-1.compute.internal', short: 'ip-10-2-3-4' },
    ],
  ])('reads %j', (raw, name) => {
    expect(readHostName(raw)).toEqual(name);
  });

  it.each([
    '',
    '   ',
    null,
    undefined,
    'localhost',
    'localhost:9090',
    'localhost.localdomain',
    '(none)',
    'WORKGROUP',
    '10.2.3.4',
    '10.2.3.4:9100',
    '127.0.0.1',
    '[::1]:9100',
    'fe80::1',
    'http://[2001:db8::1]:80/',
  ])('finds no machine in %j', (raw) => {
    expect(readHostName(raw)).toBeNull();
  });
});
