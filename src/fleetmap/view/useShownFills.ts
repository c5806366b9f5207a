import { useCallback, useMemo, useState } from 'react';
import type { Fill } from '../model';

/** Which fills are shown: those of some texts only, or all but those. By text, as a refresh may number the fills anew. */
interface Choice {
  only: boolean;
  texts: ReadonlySet<string>;
}

const ALL: Choice = { only: false, texts: new Set() };

/** What the legend lets through, chosen as in Grafana's own legends. `of` names what the fills are of: of another, all are shown. */
export function useShownFills(fills: Fill[], of: string | undefined) {
  const [choice, setChoice] = useState(ALL);
  const [before, setBefore] = useState(of);
  if (before !== of) {
    setBefore(of);
    setChoice(ALL);
  }
  return {
    hidden: useMemo(() => hiddenIn(fills, choice), [fills, choice]),
    /** Shows one fill alone; where it is alone, all again. */
    isolateFill: useCallback(
      (fill: number) =>
        setChoice((now) => (isAlone(fills, hiddenIn(fills, now), fill) ? ALL : only([fills[fill].text]))),
      [fills]
    ),
    /** Hides one fill, or shows it beside the others. */
    toggleFill: useCallback(
      (fill: number) =>
        setChoice((now) => {
          const toggled = { ...now, texts: toggledIn(now.texts, fills[fill].text) };
          return hiddenIn(fills, toggled).size === 0 ? ALL : toggled;
        }),
      [fills]
    ),
    showAllFills: useCallback(() => setChoice(ALL), []),
  };
}

/** Whether all fills but one are hidden. */
export const isAlone = (fills: Fill[], hidden: ReadonlySet<number>, fill: number): boolean =>
  hidden.size > 0 && hidden.size === fills.length - 1 && !hidden.has(fill);

const only = (texts: string[]): Choice => ({ only: true, texts: new Set(texts) });

function hiddenIn(fills: Fill[], { only, texts }: Choice): ReadonlySet<number> {
  return new Set(fills.flatMap(({ text }, fill) => (texts.has(text) === only ? [] : [fill])));
}

export function toggledIn(set: ReadonlySet<string>, member: string): ReadonlySet<string> {
  const changed = new Set(set);
  if (!changed.delete(member)) {
    changed.add(member);
  }
  return changed;
}
