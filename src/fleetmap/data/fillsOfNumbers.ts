import type { DisplayProcessor, GrafanaTheme2 } from '@grafana/data';
import { UNKNOWN } from '../../statuses';
import type { Fill } from '../model';
import { displayOf, type Column } from './column';
import type { Filling } from './fills';
import { noValue } from './noValue';

/** A scale is shown in steps, so that the legend can name them and switch them. */
const STEPS = 8;

/** A fill for each threshold step, or for equal parts of a colour scheme's range; the highest values come first. */
export function fillsOfNumbers(column: Column, count: number, theme: GrafanaTheme2): Filling {
  const { field, values } = column;
  const display = displayOf(column, theme);
  const mode = field.config.color?.mode ?? 'thresholds';
  const steps = mode.startsWith('continuous') ? equalSteps(column, count) : null;
  const byColor = new Map<string, { fill: Fill; low: number }>();
  const keyOf = new Array<string | null>(count);
  for (let node = 0; node < count; node++) {
    const value = values[node];
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      keyOf[node] = null;
      continue;
    }
    const step = steps?.stepOf(value);
    const key = step === undefined ? `${display(value).color}` : String(step);
    keyOf[node] = key;
    const known = byColor.get(key);
    if (known) {
      known.low = Math.min(known.low, value);
    } else {
      byColor.set(key, { fill: numberFill(value, step, steps, display, theme), low: value });
    }
  }
  const sorted = [...byColor].sort(([, a], [, b]) => b.low - a.low);
  const names = steps ? null : thresholdNames(column, display);
  const fills = sorted.map(([, { fill, low }]) => ({ ...fill, text: names?.(low) ?? fill.text }));
  const index = new Map(sorted.map(([key], position) => [key, position]));
  if (keyOf.includes(null)) {
    fills.push(noValue(column, theme));
  }
  const none = fills.length - 1;
  return { fills, fillOf: Uint16Array.from(keyOf, (key) => (key === null ? none : index.get(key)!)), complaints: [] };
}

interface Steps {
  stepOf(value: number): number;
  edges: number[];
}

function equalSteps({ field, values }: Column, count: number): Steps {
  let low = field.config.min ?? Infinity;
  let high = field.config.max ?? -Infinity;
  for (let node = 0; node < count; node++) {
    const value = values[node];
    if (typeof value === 'number' && Number.isFinite(value)) {
      low = field.config.min ?? Math.min(low, value);
      high = field.config.max ?? Math.max(high, value);
    }
  }
  const span = high - low;
  return {
    edges: Array.from({ length: STEPS + 1 }, (_, edge) => low + (span * edge) / STEPS),
    stepOf: (value) => (span > 0 ? Math.min(Math.max(Math.floor(((value - low) / span) * STEPS), 0), STEPS - 1) : 0),
  };
}

function numberFill(
  value: number,
  step: number | undefined,
  steps: Steps | null,
  display: DisplayProcessor,
  theme: GrafanaTheme2
): Fill {
  const shownValue = step === undefined || !steps ? value : (steps.edges[step] + steps.edges[step + 1]) / 2;
  const color = theme.visualization.getColorByName(display(shownValue).color ?? UNKNOWN.color);
  const text =
    step === undefined || !steps
      ? ''
      : `${words(display, steps.edges[step])} to ${words(display, steps.edges[step + 1])}`;
  return { text, color, pattern: 'solid' };
}

/** What a threshold step is called: from where on it holds, or below what. */
function thresholdNames({ field }: Column, display: DisplayProcessor): (value: number) => string {
  const thresholds = field.config.thresholds;
  const absolute = thresholds?.mode === 'absolute' ? thresholds.steps.map(({ value }) => value) : [];
  const edges = absolute.filter((edge) => Number.isFinite(edge) && edge !== null);
  return (value) => {
    const mapped = display(value);
    const [from, to] = [edges.findLast((edge) => edge <= value), edges.find((edge) => edge > value)];
    if (from !== undefined) {
      return to === undefined ? `${words(display, from)} or more` : `${words(display, from)} to ${words(display, to)}`;
    }
    return to === undefined ? `from ${mapped.text}${mapped.suffix ?? ''}` : `below ${words(display, to)}`;
  };
}

function words(display: DisplayProcessor, value: number): string {
  const { prefix = '', text, suffix = '' } = display(value);
  return `${prefix}${text}${suffix}`;
}
