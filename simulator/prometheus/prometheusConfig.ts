import { stringify } from 'yaml';

/**
 * The prometheus.yml that scrapes the simulator's hosts.
 * @param simulator where Prometheus reaches it, `127.0.0.1:4566`.
 */
export function prometheusConfig(simulator: string): string {
  return stringify({
    global: { scrape_interval: '15s', scrape_timeout: '10s' },
    scrape_configs: [
      {
        job_name: 'hosts',
        http_sd_configs: [{ url: `http://${simulator}/prometheus/targets`, refresh_interval: '30s' }],
      },
    ],
  });
}
