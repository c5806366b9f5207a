import { closeSync, openSync, writeSync } from 'node:fs';

import type { Estate, Machine } from '../estate/machine';
import { poweredSpan } from '../metrics/presence';
import { Family, labelText, number, sampleName } from './exposition';
import { answersScrapes, exporterFamilies, scraped, targetLabels } from './scrapeTargets';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Moments of samples, epoch milliseconds, both ends included. */
interface Span {
  first: number;
  last: number;
  step: number;
}

export interface HistoryOptions {
  hours: number;
  /** Epoch milliseconds at which scraping is about to begin. */
  now: number;
  /** Milliseconds from sample to sample: a minute unless said otherwise. */
  step?: number;
}

/**
 * Writes what a Prometheus would have scraped in the hours before `now`, as an OpenMetrics file for
 * `promtool tsdb create-blocks-from openmetrics`. It ends a step before `now`: samples from the future would make Prometheus
 * drop every scrape until the clock has passed them.
 * @returns how many samples were written.
 */
export function writeHistory(file: string, estate: Estate, { hours, now, step = MINUTE }: HistoryOptions): number {
  const last = Math.floor((now - step) / step) * step;
  const first = last - Math.round((hours * HOUR) / step) * step;
  const described = new Set<string>();
  const out = openSync(file, 'w');
  let samples = 0;
  try {
    writeSync(out, '# HELP up 1 if the instance is healthy, 0 if the scrape failed.\n# TYPE up gauge\n');
    for (const machine of scraped(estate.machines)) {
      const host = hostHistory(machine, { first, last, step }, described);
      writeSync(out, host.text);
      samples += host.samples;
    }
    writeSync(out, '# EOF\n');
  } finally {
    closeSync(out);
  }
  return samples;
}

function hostHistory(machine: Machine, { first, last, step }: Span, described: Set<string>) {
  const target = targetLabels(machine);
  const up = `up${labelText(target)}`;
  // The series of a host stay the same, and so does the text before their values.
  let series: string[] | null = null;
  let text = '';
  let samples = 0;
  for (let t = first; t <= last; t += step) {
    if (t < poweredSpan(machine).from) {
      continue;
    }
    const at = ` ${t / 1000}\n`;
    const healthy = answersScrapes(machine, t);
    text += `${up} ${Number(healthy)}${at}`;
    samples++;
    if (healthy) {
      const families = exporterFamilies(machine, t);
      if (!series) {
        text += describe(families, described);
        series = families.flatMap((family) =>
          family.samples.map(({ labels }) => `${sampleName(family)}${labelText({ ...target, ...labels })} `)
        );
      }
      let i = 0;
      for (const family of families) {
        for (const { value } of family.samples) {
          text += series[i++] + number(value) + at;
        }
      }
      samples += i;
    }
  }
  return { text, samples };
}

/** A family may be described once in a file, by the first host that has it. */
function describe(families: Family[], described: Set<string>): string {
  return families
    .filter(({ name }) => !described.has(name) && described.add(name))
    .map(({ name, type, help }) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`)
    .join('');
}
