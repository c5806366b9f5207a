/** A metric family in Prometheus's and OpenMetrics's sense. A counter's name has no `_total`; its samples do. */
export interface Family {
  name: string;
  type: 'counter' | 'gauge';
  help: string;
  samples: Sample[];
}

export interface Sample {
  labels: Record<string, string>;
  value: number;
}

export function gauge(name: string, help: string, value: number, labels: Record<string, string> = {}): Family {
  return { name, type: 'gauge', help, samples: [{ labels, value }] };
}

export function counter(name: string, help: string, samples: Sample[]): Family {
  return { name, type: 'counter', help, samples };
}

/** One host's answer to a scrape, in the text format 0.0.4 (where the TYPE line of a counter does have `_total`). */
export function textExposition(families: Family[]): string {
  return families
    .map((family) => {
      const name = sampleName(family);
      const lines = family.samples.map(({ labels, value }) => `${name}${labelText(labels)} ${number(value)}`);
      return `# HELP ${name} ${family.help}\n# TYPE ${name} ${family.type}\n${lines.join('\n')}\n`;
    })
    .join('');
}

export function sampleName({ name, type }: Pick<Family, 'name' | 'type'>): string {
  return type === 'counter' ? `${name}_total` : name;
}

export function labelText(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

/** As Go's exporters print floats, `+Inf` and `NaN` included. */
export function number(value: number): string {
  return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

function escape(value: string): string {
  return value.replace(/[\\"\n]/g, (c) => (c === '\n' ? '\\n' : `\\${c}`));
}
