import { FieldType, type GrafanaTheme2 } from '@grafana/data';
import type { Fill } from '../model';
import { legibleFills } from '../paint/legibleFills';
import { fillsOfCategories, MOST_CATEGORIES } from './fillsOfCategories';
import type { Column } from './column';
import { fillsOfNumbers } from './fillsOfNumbers';

/** How nodes are coloured: the fills with the worst first, the fill of each node, and what had to be left out, in words. */
export interface Filling {
  fills: Fill[];
  fillOf: Uint16Array;
  complaints: string[];
}

/**
 * Fills of a category through its value mappings, of a number through its thresholds or colour scheme, legible on the
 * background. They are made so here and not where they are painted, so that legend and cards have the cells' own colours.
 */
export function fillsOf(column: Column | undefined, count: number, theme: GrafanaTheme2, background: string): Filling {
  if (!column) {
    const fill: Fill = { text: 'Node', color: theme.visualization.getColorByName('blue'), pattern: 'solid' };
    return { fills: [fill], fillOf: new Uint16Array(count), complaints: [] };
  }
  const { fills, fillOf, complaints } = isMeasure(column)
    ? fillsOfNumbers(column, count, theme)
    : fillsOfCategories(column, count, theme);
  return withoutUnused({ fills: legibleFills(fills, background), fillOf, complaints });
}

/** A number with words for its values, such as 0 for down and 1 for up, is a category. */
function isMeasure({ field, values }: Column): boolean {
  return (
    field.type === FieldType.number &&
    !(field.config.mappings?.length && new Set(Array.from(values)).size <= MOST_CATEGORIES)
  );
}

/** Without the fills that no node has. */
function withoutUnused({ fills, fillOf, complaints }: Filling): Filling {
  const isThere = new Uint8Array(fills.length);
  for (let node = 0; node < fillOf.length; node++) {
    isThere[fillOf[node]] = 1;
  }
  if (!isThere.includes(0)) {
    return { fills, fillOf, complaints };
  }
  let kept = 0;
  const positions = Uint16Array.from(isThere, (there) => (there ? kept++ : 0));
  return {
    fills: fills.filter((_, fill) => isThere[fill]),
    fillOf: fillOf.map((fill) => positions[fill]),
    complaints,
  };
}
