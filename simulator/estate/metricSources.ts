import { type Machine, type MetricSources } from './machine';
import { type Random } from './random';

/** Scrape addresses, each given once. Windows exporters alternate between an old and a new generation. */
export class ExporterAddresses {
  private readonly taken = new Set<string>();
  private windows = 0;

  give(machine: Pick<Machine, 'key' | 'names' | 'os' | 'privateIp'>, random: Random): MetricSources['exporter'] {
    const { key, names, os, privateIp } = machine;
    const windows = os.type === 'Windows';
    const port = windows ? 9182 : 9100;
    const host = random.weighted([
      [names.fqdn ?? names.hostname, 50],
      [privateIp, 30],
      [names.hostname.toLowerCase(), 20],
    ]);
    const instance = [`${host}:${port}`, `${privateIp}:${port}`, `${key}:${port}`].find((at) => !this.taken.has(at))!;
    this.taken.add(instance);
    if (!windows) {
      return { product: 'node_exporter', version: '1.8.2', instance };
    }
    return { product: 'windows_exporter', version: this.windows++ % 3 === 0 ? '0.28.2' : '0.31.3', instance };
  }
}

/** Who hears from a machine. A few outside EC2 are heard by nobody; EC2 itself always knows its instances' CPU. */
export function makeMetricSources(
  machine: Pick<Machine, 'key' | 'kind' | 'names' | 'os' | 'privateIp' | 'tags'>,
  addresses: ExporterAddresses,
  random: Random
): MetricSources {
  const ec2 = machine.kind === 'ec2';
  const nobody: MetricSources = { cloudWatch: { ec2, agent: null }, azureMonitor: false, exporter: null };
  const agent = machine.tags.CloudWatchAgent === 'true';
  switch (machine.kind) {
    case 'ec2':
      return {
        ...nobody,
        cloudWatch: { ec2, agent: agent ? 'instanceId' : null },
        exporter: machine.os.type === 'Linux' && random.chance(0.02) ? addresses.give(machine, random) : null,
      };
    case 'onPremises':
      if (agent) {
        return { ...nobody, cloudWatch: { ec2, agent: 'host' } };
      }
      break;
    case 'azure':
      return { ...nobody, azureMonitor: random.chance(0.97) };
    case 'gcp':
    case 'edge':
      break;
  }
  return random.chance(0.95) ? { ...nobody, exporter: addresses.give(machine, random) } : nobody;
}
