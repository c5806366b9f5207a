import { FieldType, getDisplayProcessor, type DisplayProcessor, type GrafanaTheme2 } from '@grafana/data';
import { patternOf, UNKNOWN } from '../../statuses';
import type { Fill } from '../model';
import { displayOf, isEmpty, type Column } from './column';
import { encode } from './encode';

/** How nodes are coloured: the fills with the worst first, the fill of each node, and what had to be left out, in words. */
export interface Filling {
  fills: Fill[];
  fillOf: Uint16Array;
  complaints: string[];
}

/** More colours than this nobody tells apart, and no legend holds. */
const MOST_CATEGORIES = 50;
/** A scale is shown in steps, so that the legend can name them and switch them. */
const STEPS = 8;

/** Fills of a category through its value mappings, of a number through its thresholds or colour scheme. */
export function fillsOf(column: Column | undefined, count: number, theme: GrafanaTheme2): Filling {
  if (!column) {
    const fill: Fill = { text: 'Node', color: theme.visualization.getColorByName('blue'), pattern: 'solid' };
    return { fills: [fill], fillOf: new Uint16Array(count), complaints: [] };
  }
  return isMeasure(column) ? ofNumbers(column, count, theme) : ofCategories(column, count, theme);
}

/** A number with words for its values, such as 0 for down and 1 for up, is a category. */
function isMeasure({ field, values }: Column): boolean {
  return (
    field.type === FieldType.number &&
    !(field.config.mappings?.length && new Set(Array.from(values)).size <= MOST_CATEGORIES)
  );
}

function noValue({ title }: Column, theme: GrafanaTheme2): Fill {
  return { text: `No ${title}`, color: theme.visualization.getColorByName(UNKNOWN.color), pattern: UNKNOWN.pattern };
}

interface Category {
  fill: Fill;
  /** Smaller is worse. */
  rank: number;
}

function ofCategories(column: Column, count: number, theme: GrafanaTheme2): Filling {
  const { firstNodes, counts, codes } = encode(column.values, count);
  const mostFrequent = [...firstNodes.keys()].sort((a, b) => counts[b] - counts[a]);
  const own = mostFrequent.slice(0, mostFrequent.length > MOST_CATEGORIES ? MOST_CATEGORIES - 1 : MOST_CATEGORIES);
  const valueOf = (code: number): unknown => column.values[firstNodes[code]];

  const category = categoryReader(column, own.map(valueOf), theme);
  // Values with one text and one colour are one fill: a mapping may have made them so.
  const byLook = new Map<string, Category & { codes: number[] }>();
  for (const code of own) {
    const value = valueOf(code);
    const read = isEmpty(value) ? { fill: noValue(column, theme), rank: UNMAPPED } : category(value);
    const look = JSON.stringify(read.fill);
    const known = byLook.get(look);
    known ? known.codes.push(code) : byLook.set(look, { ...read, codes: [code] });
  }
  const categories = [...byLook.values()].sort((a, b) => a.rank - b.rank || a.fill.text.localeCompare(b.fill.text));
  const fills = categories.map(({ fill }) => fill);
  const fillOfCode = new Uint16Array(mostFrequent.length).fill(fills.length);
  categories.forEach(({ codes }, fill) => codes.forEach((code) => (fillOfCode[code] = fill)));
  const complaints: string[] = [];
  if (own.length < mostFrequent.length) {
    fills.push({
      text: `${(mostFrequent.length - own.length).toLocaleString('en-US')} other values`,
      color: theme.colors.text.disabled,
      pattern: 'solid',
    });
    complaints.push(
      `Fill by: "${column.title}" has ${mostFrequent.length.toLocaleString('en-US')} values. The ${own.length} most frequent have a colour each, all others share one.`
    );
  }
  return { fills, fillOf: new Uint16Array(codes.map((code) => fillOfCode[code])), complaints };
}

/** After every rank that a mapping gives. */
const UNMAPPED = Number.MAX_SAFE_INTEGER;

/**
 * Mapped values look as their mapping says, in the mapping's order. Others take a colour of the theme's palette by their
 * place in the alphabet: the base threshold that Grafana gives to all of them is green, and green has to be earned.
 */
function categoryReader(column: Column, all: unknown[], theme: GrafanaTheme2): (value: unknown) => Category {
  const { field } = column;
  const display = displayOf(column, theme);
  const plain = getDisplayProcessor({ field: { ...field, config: { ...field.config, mappings: [] } }, theme });
  const isFixed = field.config.color?.mode === 'fixed' || field.config.color?.mode === 'shades';
  const alphabet = new Map(
    all
      .map(String)
      .sort((a, b) => a.localeCompare(b))
      .map((value, position) => [value, position])
  );
  const ranks = mappingRanks(column);
  const { palette } = theme.visualization;
  return (value) => {
    const shown = display(value);
    const unmapped = plain(value);
    const mapped = shown.text !== unmapped.text || shown.color !== unmapped.color;
    const color = mapped || isFixed ? shown.color : palette[alphabet.get(String(value))! % palette.length];
    return {
      fill: {
        text: shown.text.trim() || String(value),
        color: theme.visualization.getColorByName(color ?? UNKNOWN.color),
        pattern: patternOf(String(value)),
      },
      rank: ranks.get(String(value)) ?? UNMAPPED,
    };
  };
}

function mappingRanks({ field }: Column): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const mapping of field.config.mappings ?? []) {
    if (mapping.type === 'value') {
      for (const [value, { index }] of Object.entries(mapping.options)) {
        ranks.set(value, index ?? ranks.size);
      }
    }
  }
  return ranks;
}

function ofNumbers(column: Column, count: number, theme: GrafanaTheme2): Filling {
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
      return to === undefined ? `${words(display, from)} and more` : `${words(display, from)} to ${words(display, to)}`;
    }
    return to === undefined ? `from ${mapped.text}${mapped.suffix ?? ''}` : `below ${words(display, to)}`;
  };
}

function words(display: DisplayProcessor, value: number): string {
  const { prefix = '', text, suffix = '' } = display(value);
  return `${prefix}${text}${suffix}`;
}
