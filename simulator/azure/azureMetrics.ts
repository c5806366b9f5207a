import { poweredSpan, Span } from '../metrics/presence';
import { mean, sampled, Signal } from '../metrics/signal';
import { AzureError } from './azureError';
import { dimensionsOf, filteredResourceIds, parseMetricsFilter } from './metricsFilter';
import { metricNamespace, PlatformMetric, platformMetrics, timeGrains } from './platformMetrics';
import type { AzureMachine } from './virtualMachines';

/** A metrics question: of one VM, or of a subscription's VMs. */
interface Question {
  metric: PlatformMetric;
  grain: string;
  span: Span;
  aggregations: string[];
  /** At most this many series, when a filter splits them. */
  top: number;
  filter: ReturnType<typeof parseMetricsFilter>;
}

const MINUTE = 60_000;

/** `GET <VM>/providers/microsoft.insights/metrics`. Times at which the VM was off are points without a value. */
export function metricsOfResource(machine: AzureMachine, parameters: URLSearchParams, now: number) {
  const question = readQuestion(parameters, parameters.get('$filter') ?? '', now);
  const series = splits(question, [machine])
    .slice(0, question.filter.size > 0 ? question.top : undefined)
    .map(({ metadata, signal }) => ({
      metadatavalues: metadata,
      data: points(question, signal, poweredSpan(machine), now),
    }));
  return metricsAnswer(question, series, machine.azure.resourceId, machine.azure.location);
}

/**
 * `POST /subscriptions/<id>/providers/microsoft.insights/metrics`: one series a VM and dimension value, `top` of them, of one
 * location where `region` names it. A VM without any value in the span has no series.
 */
export function metricsOfSubscription(
  machines: AzureMachine[],
  subscriptionId: string,
  parameters: URLSearchParams,
  filter: string,
  now: number
) {
  const question = readQuestion(parameters, filter, now);
  const ids = filteredResourceIds(question.filter);
  const region = parameters.get('region')?.toLowerCase();
  const asked = machines.filter(
    ({ azure }) =>
      azure.subscriptionId === subscriptionId.toLowerCase() &&
      (!ids || ids.has(azure.resourceId.toLowerCase())) &&
      (!region || azure.location === region)
  );
  const series = splits(question, asked)
    .map(({ machine, metadata, signal }) => ({
      metadatavalues: [metadataValue('Microsoft.ResourceId', machine.azure.resourceId), ...metadata],
      data: points(question, signal, poweredSpan(machine), now),
    }))
    .filter(({ data }) => data.some((point) => Object.keys(point).length > 1))
    .slice(0, question.top);
  return metricsAnswer(question, series, `/subscriptions/${subscriptionId}`, region ?? 'global');
}

function readQuestion(parameters: URLSearchParams, filter: string, now: number): Question {
  const grain = parameters.get('interval') || 'PT1M';
  if (!Object.hasOwn(timeGrains, grain)) {
    throw badRequest(
      `Detected invalid time grain input: ${grain}, supported ones are: ${Object.keys(timeGrains).join(',')}`
    );
  }
  const asked = parameters.get('metricnames') ?? '';
  const metric = platformMetrics.find(({ name }) => name.toLowerCase() === asked.toLowerCase());
  const namespace = parameters.get('metricnamespace') || metricNamespace;
  if (!metric || namespace.toLowerCase() !== metricNamespace.toLowerCase()) {
    throw badRequest(
      `Failed to find metric configuration for provider: Microsoft.Compute, resource Type: virtualMachines, metric: ${asked}, Valid metrics: ${platformMetrics.map(({ name }) => name).join(',')}`
    );
  }
  const parsed = parseMetricsFilter(filter);
  const unknown = dimensionsOf(parsed).find(([dimension]) => !dimensionName(metric, dimension));
  if (unknown) {
    throw badRequest(
      `Metric: ${metric.name} does not support requested dimension combination: ${unknown[0]}, supported ones are: ${Object.keys(metric.dimensions).join(',')}`
    );
  }
  return {
    metric,
    grain,
    span: readTimespan(parameters.get('timespan'), now),
    aggregations: (parameters.get('aggregation') || metric.primaryAggregation)
      .split(',')
      .map((one) => one.trim().toLowerCase()),
    top: Number(parameters.get('top') || 10),
    filter: parsed,
  };
}

function readTimespan(timespan: string | null, now: number): Span {
  if (!timespan) {
    return { from: now - 60 * MINUTE, to: now };
  }
  const [from, to] = timespan.split('/').map(Date.parse);
  if (!(from < to)) {
    throw badRequest(
      `The timespan ${timespan} is not a start and a later end, as in 2026-11-20T18:40:00Z/2026-11-20T19:40:00Z`
    );
  }
  return { from, to };
}

/** Every series that the filter's dimensions split the machines into. */
function splits({ metric, filter }: Question, machines: AzureMachine[]) {
  const [split] = dimensionsOf(filter);
  const dimension = split && dimensionName(metric, split[0])!;
  const values = split
    ? metric.dimensions[dimension].filter((value) => split[1].has('*') || split[1].has(value))
    : [undefined];
  return machines.flatMap((machine) =>
    values.map((value) => ({
      machine,
      metadata: value === undefined ? [] : [metadataValue(dimension.toLowerCase(), value)],
      signal: metric.signal(machine, value),
    }))
  );
}

function points(
  { grain, span, aggregations }: Question,
  signal: Signal,
  on: Span,
  now: number
): Array<Record<string, unknown>> {
  const width = timeGrains[grain];
  const data = [];
  for (let start = Math.floor(span.from / width) * width; start < Math.min(span.to, now); start += width) {
    const first = Math.ceil(Math.max(start, on.from) / MINUTE) * MINUTE;
    const end = Math.floor(Math.min(start + width, on.to, now) / MINUTE) * MINUTE;
    const count = (end - first) / MINUTE;
    const timeStamp = new Date(start).toISOString().replace('.000Z', 'Z');
    data.push(
      count > 0
        ? {
            timeStamp,
            ...Object.fromEntries(aggregations.map((one) => [one, aggregate(one, signal, first, end, count)])),
          }
        : { timeStamp }
    );
  }
  return data;
}

function aggregate(aggregation: string, signal: Signal, first: number, end: number, count: number): number {
  switch (aggregation) {
    case 'average':
      return mean(signal, first, end);
    case 'total':
      return mean(signal, first, end) * count;
    case 'minimum':
      return Math.min(...sampled(signal, first, count, MINUTE));
    case 'maximum':
      return Math.max(...sampled(signal, first, count, MINUTE));
    case 'count':
      return count;
    default:
      throw badRequest(
        `Detected invalid aggregation input: ${aggregation}, supported ones are: Average,Minimum,Maximum,Total,Count`
      );
  }
}

function metricsAnswer({ metric, grain, span }: Question, timeseries: unknown[], scope: string, region: string) {
  const iso = (t: number) => new Date(t).toISOString().replace('.000Z', 'Z');
  return {
    cost: Math.max(0, Math.ceil((span.to - span.from) / MINUTE) - 1),
    timespan: `${iso(span.from)}/${iso(span.to)}`,
    interval: grain,
    value: [
      {
        id: `${scope}/providers/Microsoft.Insights/metrics/${metric.name}`,
        type: 'Microsoft.Insights/metrics',
        name: { value: metric.name, localizedValue: metric.name },
        displayDescription: metric.description,
        unit: metric.unit,
        timeseries,
        errorCode: 'Success',
      },
    ],
    namespace: metricNamespace,
    resourceregion: region,
  };
}

function metadataValue(name: string, value: string) {
  return { name: { value: name, localizedValue: name }, value };
}

function dimensionName(metric: PlatformMetric, lowerCase: string): string | undefined {
  return Object.keys(metric.dimensions).find((name) => name.toLowerCase() === lowerCase);
}

function badRequest(message: string): AzureError {
  return new AzureError(400, 'BadRequest', message);
}
