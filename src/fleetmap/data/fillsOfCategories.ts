import type { GrafanaTheme2 } from '@grafana/data';
import { patternOf, UNKNOWN } from '../../statuses';
import type { Fill } from '../model';
import { displayOf, isEmpty, mappedDisplayOf, type Column } from './column';
import { encode } from './encode';
import type { Filling } from './fills';
import { noValue } from './noValue';
import { grouping } from '../grouping';

/** More colours than this nobody tells apart, and no legend holds. */
export const MOST_CATEGORIES = 50;

interface Category {
  fill: Fill;
  /** Smaller is worse. */
  rank: number;
}

/**
 * A fill for each value, through the value mappings. States that are mapped and that no node is in have one, too: how a state
 * looks must not depend on who else is there.
 */
export function fillsOfCategories(column: Column, count: number, theme: GrafanaTheme2): Filling {
  const { firstNodes, counts, codes } = encode(column.values, count);
  const mostFrequent = [...firstNodes.keys()].sort((a, b) => counts[b] - counts[a]);
  const own = mostFrequent.slice(0, mostFrequent.length > MOST_CATEGORIES ? MOST_CATEGORIES - 1 : MOST_CATEGORIES);
  const valueOf = (code: number): unknown => column.values[firstNodes[code]];

  const ranks = mappingRanks(column);
  const category = categoryReader(column, own.map(valueOf), ranks, theme);
  // Values with one text and one colour are one fill: a mapping may have made them so.
  const byLook = new Map<string, Category & { codes: number[] }>();
  const add = (value: unknown, codes: number[]): void => {
    const read = isEmpty(value) ? { fill: noValue(column, theme), rank: UNMAPPED } : category(value);
    const look = JSON.stringify(read.fill);
    const known = byLook.get(look);
    known ? known.codes.push(...codes) : byLook.set(look, { ...read, codes });
  };
  own.forEach((code) => add(valueOf(code), [code]));
  [...ranks.keys()].slice(0, MOST_CATEGORIES).forEach((value) => add(value, []));

  const categories = [...byLook.values()].sort((a, b) => a.rank - b.rank || a.fill.text.localeCompare(b.fill.text));
  const fills = categories.map(({ fill }) => fill);
  const fillOfCode = new Uint16Array(mostFrequent.length).fill(fills.length);
  categories.forEach(({ codes }, fill) => codes.forEach((code) => (fillOfCode[code] = fill)));
  const complaints: string[] = [];
  if (own.length < mostFrequent.length) {
    fills.push({
      text: `${grouping(mostFrequent.length - own.length)} other values`,
      color: theme.colors.text.disabled,
      pattern: 'solid',
    });
    complaints.push(
      `Colour by: "${column.title}" has ${grouping(mostFrequent.length)} values. The ${own.length} most frequent have a colour each, all others share one.`
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
function categoryReader(
  column: Column,
  all: unknown[],
  ranks: Map<string, number>,
  theme: GrafanaTheme2
): (value: unknown) => Category {
  const { field } = column;
  const display = displayOf(column, theme);
  const mappedDisplay = mappedDisplayOf(column, theme);
  const isFixed = field.config.color?.mode === 'fixed' || field.config.color?.mode === 'shades';
  const alphabet = new Map(
    all
      .map(String)
      .sort((a, b) => a.localeCompare(b))
      .map((value, position) => [value, position])
  );
  const { palette } = theme.visualization;
  return (value) => {
    const mapped = mappedDisplay(value);
    const shown = mapped ?? display(value);
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
