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
    ['web-01.lab.localdomain', { fqdn: 'web-01.lab.localdomain', short: 'web-01' }],
    ['web-01/metrics', { short: 'web-01' }],
    ['web-01?a=b', { short: 'web-01' }],
    ['web-01#a', { short: 'web-01' }],
    ['svn+ssh://web-01', { short: 'web-01' }],
    ['9web:80', { short: '9web' }],
    // Names of figures that are no address.
    ['10.2.3', { fqdn: '10.2.3', short: '10' }],
    ['10.2.3.4.example.com', { fqdn: '10.2.3.4.example.com', short: '10' }],
    ['ip.10.2.3.4', { fqdn: 'ip.10.2.3.4', short: 'ip' }],
    ['1000.2.3.4', { fqdn: '1000.2.3.4', short: '1000' }],
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
    'https://localhost:9182/metrics',
    '(none)',
    '(none).example.com',
    'WORKGROUP',
    'Unknown',
    '.example.com',
    '.',
    '10.2.3.4',
    '10.2.3.4:9100',
    '127.0.0.1',
    '[::1]:9100',
    '[::1]',
    'sqlprd07:sqlexpress',
    'sqlprd07:1433a',
    '9http://web-01',
    '192.168.100.200',
    'fe80::1',
    'http://[2001:db8::1]:80/',
  ])('finds no machine in %j', (raw) => {
    expect(readHostName(raw)).toBeNull();
  });
});
