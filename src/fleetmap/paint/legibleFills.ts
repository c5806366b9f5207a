import {
  clampChroma,
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  formatHex,
  type Oklch,
  parse,
  wcagContrast,
} from 'culori';
import type { Fill } from '../model';

/** Of graphical objects against what is beside them: WCAG 2.2, success criterion 1.4.11. */
const LEAST_CONTRAST = 3;
/** Of text: success criterion 1.4.3. */
const LEAST_TEXT_CONTRAST = 4.5;
/** CIEDE2000 between two colours that lie as small areas side by side; about 2 is what is just noticed. */
const LEAST_DIFFERENCE = 9;
/** More colours than this can't all be kept apart. */
const MOST_KEPT_APART = 12;
const LIGHTNESS_STEP = 0.02;

const toOklch = converter('oklch');
const difference = differenceCiede2000();
/** Full colour vision, then protanopia, deuteranopia and tritanopia as Machado, Oliveira and Fernandes (2009) model them. */
const VISIONS = [
  (color: string) => color,
  ...[filterDeficiencyProt(1), filterDeficiencyDeuter(1), filterDeficiencyTrit(1)].map(
    (filter) => (color: string) => formatHex(filter(parse(color)!))!
  ),
];

/** How far apart two colours are for the eyes that tell them apart least, as CIEDE2000. */
export const leastDifference = (a: string, b: string): number =>
  Math.min(...VISIONS.map((seen) => difference(seen(a), seen(b))));

/**
 * The fills, made lighter or darker by as little as it takes to stand out from the background and, where they have the same
 * pattern, from each other, for colour-blind eyes too. Good ones, which stand last, change least: most of a fleet has them, and
 * red and orange are still themselves when they are darker. What isn't a colour stays as it is.
 */
export function legibleFills(fills: Fill[], background: string): Fill[] {
  const done: Fill[] = [];
  for (const fill of fills.toReversed()) {
    const rivals = fills.length > MOST_KEPT_APART ? [] : done.filter(({ pattern }) => pattern === fill.pattern);
    done.push({
      ...fill,
      color: legible(
        fill.color,
        background,
        rivals.map(({ color }) => color)
      ),
    });
  }
  return done.reverse();
}

function legible(color: string, background: string, rivals: string[]): string {
  const original = toOklch(color);
  if (!original) {
    return color;
  }
  let best = color;
  let bestApart = -1;
  for (const candidate of nearestFirst(original)) {
    if (wcagContrast(candidate, background) < LEAST_CONTRAST) {
      continue;
    }
    const apart = Math.min(LEAST_DIFFERENCE, ...rivals.map((rival) => leastDifference(candidate, rival)));
    if (apart > bestApart) {
      best = candidate;
      bestApart = apart;
    }
    if (apart >= LEAST_DIFFERENCE) {
      break;
    }
  }
  return best;
}

/** A colour, made lighter or darker by as little as it takes for words in it to be read. What isn't a colour stays as it is. */
export function legibleText(color: string, background: string): string {
  const original = toOklch(color);
  const isLegible = (candidate: string) => wcagContrast(candidate, background) >= LEAST_TEXT_CONTRAST;
  return (original && [...nearestFirst(original)].find(isLegible)) ?? color;
}

/** The same hue in every lightness, beginning with its own. */
function* nearestFirst(color: Oklch): Generator<string> {
  yield formatHex(color);
  for (let step = LIGHTNESS_STEP; step < 1; step += LIGHTNESS_STEP) {
    for (const l of [color.l - step, color.l + step]) {
      if (l > 0 && l < 1) {
        yield formatHex(clampChroma({ ...color, l }, 'oklch'));
      }
    }
  }
}
