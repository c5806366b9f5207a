import type { Metric } from './metricCatalog';
import { parseSearchQuery } from './searchQuery';

function metric(namespace: string, metricName: string, dimensions: Record<string, string>): Metric {
  return {
    namespace,
    metricName,
    dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  } as Metric;
}

const cpu = metric('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-1' });
const cpuOfOther = metric('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-2' });
const network = metric('AWS/EC2', 'NetworkIn', { InstanceId: 'i-1' });
const disk = metric('CWAgent', 'disk_used_percent', { host: 'hyb "1"', path: '/', fstype: 'ext4' });
const memory = metric('CWAgent', 'mem_used_percent', { host: 'hyb-2' });
const all = [cpu, cpuOfOther, network, disk, memory];

describe('SEARCH queries', () => {
  it.each<[string, Metric[]]>([
    [`{AWS/EC2,InstanceId} MetricName="CPUUtilization"`, [cpu, cpuOfOther]],
    [`{"AWS/EC2","InstanceId"} MetricName="CPUUtilization" "InstanceId"=("i-1" OR "i-9")`, [cpu]],
    [`Namespace="AWS/EC2" MetricName="CPUUtilization" "InstanceId"`, [cpu, cpuOfOther]],
    [`Namespace="CWAgent" MetricName="disk_used_percent" "path"="/" "host"`, [disk]],
    [`Namespace="CWAgent" MetricName="disk_used_percent" "host"=("hyb \\"1\\"" OR "x") "path"`, [disk]],
    [`{CWAgent,fstype,path,host}`, [disk]],
    [`{CWAgent,host,path}`, []],
    [`{AWS/EC2,InstanceId} NOT MetricName="CPUUtilization"`, [network]],
    [`MetricName="NetworkIn" OR MetricName="mem_used_percent"`, [network, memory]],
    [`(MetricName="NetworkIn" OR host="hyb-2") AND Namespace="CWAgent"`, [memory]],
    [`utilization`, [cpu, cpuOfOther]],
    [`"Utilization"`, []],
    [`:aws.AccountId="111122223333" MetricName="NetworkIn"`, [network]],
    [`:aws.AccountId="999999999999" MetricName="NetworkIn"`, []],
  ])('%s', (query, expected) => {
    const { matches } = parseSearchQuery(query);
    expect(all.filter((one) => matches(one, '111122223333'))).toEqual(expected);
  });

  it('names what every match must have, so that the rest of the catalog need not be read', () => {
    expect(
      parseSearchQuery(`{AWS/EC2,InstanceId} MetricName="CPUUtilization" "InstanceId"=("a" OR "b")`)
    ).toMatchObject({
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
    });
    expect(parseSearchQuery(`MetricName="a" OR Namespace="b"`)).toMatchObject({
      namespace: undefined,
      metricName: undefined,
    });
    expect(parseSearchQuery(`NOT MetricName="a"`)).toMatchObject({ metricName: undefined });
  });

  it.each([
    ['{AWS/EC2', 'unexpected end'],
    ['MetricName=', 'unexpected end'],
    ['MetricName="x" )', 'unexpected ")"'],
    ['', 'schema, a search term, or both'],
    [`{AWS/EC2,InstanceId} "InstanceId"=("${'x'.repeat(1024)}")`, 'at most 1024'],
  ])('refuses %.30s', (query, message) => {
    expect(() => parseSearchQuery(query)).toThrow(message);
  });
});
