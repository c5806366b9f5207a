import { jsonResponse, Route, SimResponse } from '../route';
import type { Estate, Machine } from '../estate/machine';
import { respondingSpan, within } from '../metrics/presence';
import { Family, textExposition } from './exposition';
import { nodeExporter } from './nodeExporter';
import { windowsExporter } from './windowsExporter';

/** A machine that an exporter runs on. */
export function scraped(machines: Machine[]): Machine[] {
  return machines.filter(({ metrics }) => metrics.exporter);
}

/** The labels that Prometheus puts on everything scraped from it; history must carry the same. */
export function targetLabels({ metrics, os }: Machine): Record<string, string> {
  return { instance: metrics.exporter!.instance, job: os.type === 'Windows' ? 'windows' : 'node' };
}

export function exporterFamilies(machine: Machine, t: number): Family[] {
  return machine.metrics.exporter!.product === 'windows_exporter'
    ? windowsExporter(machine, t)
    : nodeExporter(machine, t);
}

/** Whether an exporter answers a scrape at `t`: not on a stopped machine, nor on one that hangs. */
export function answersScrapes(machine: Machine, t: number): boolean {
  return within(respondingSpan(machine), t);
}

/**
 * `GET /prometheus/targets` for http_sd_config and `GET /hosts/<key>/metrics` for the scrapes: one port plays every host, while
 * `instance` says what each one is called.
 */
export function makePrometheusRoute(estate: Estate, clock: () => number): Route {
  const hosts = new Map(scraped(estate.machines).map((machine) => [machine.key, machine]));
  return {
    name: 'prometheus',
    match: ({ url }) => url.pathname === '/prometheus/targets' || /^\/hosts\/[^/]+\/metrics$/.test(url.pathname),
    handle({ url, headers }) {
      if (url.pathname === '/prometheus/targets') {
        return jsonResponse(
          [...hosts.values()].map((machine) => ({
            targets: [headers.host],
            labels: { ...targetLabels(machine), __metrics_path__: `/hosts/${machine.key}/metrics` },
          }))
        );
      }
      const machine = hosts.get(url.pathname.split('/')[2]);
      if (!machine) {
        return plainText(404, 'no such host\n');
      }
      const now = clock();
      return answersScrapes(machine, now)
        ? plainText(200, textExposition(exporterFamilies(machine, now)))
        : plainText(503, 'host is down\n');
    },
  };
}

function plainText(status: number, body: string): SimResponse {
  return { status, headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }, body };
}
